using System.Globalization;
using System.Text;

namespace NumericsCore;

/// <summary>The names by which the layers of a model, and so its parameters, are told apart.</summary>
internal static class LayerNames
{
    /// <summary>
    /// A name for each of a layer's inner layers: its own, or its kind and its number among those of the kind, as <c>dense_1</c>. A number
    /// whose name another layer was given is passed over; a layer that stands in several places has one name.
    /// </summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<Layer> layers)
    {
        var given = layers.Select(static layer => layer.Name).OfType<string>().ToHashSet();
        var numbers = new Dictionary<string, int>();
        var names = new Dictionary<Layer, string>(ReferenceEqualityComparer.Instance);
        foreach (var layer in layers)
        {
            if (names.ContainsKey(layer)) continue;
            string kind = KindOf(layer);
            // a layer with a name of its own counts too, so that naming one does not rename those behind it
            string name = Next(kind);
            while (layer.Name is null && given.Contains(name)) name = Next(kind);
            names[layer] = layer.Name ?? name;
        }

        return [.. layers.Select(layer => names[layer])];

        string Next(string kind)
        {
            int number = numbers[kind] = numbers.GetValueOrDefault(kind) + 1;
            return string.Create(CultureInfo.InvariantCulture, $"{kind}_{number}");
        }
    }

    /// <summary>Checks that no two of a layer's inner layers have one name.</summary>
    /// <exception cref="InvalidOperationException">Two have.</exception>
    public static void RequireUnique(Layer parent)
    {
        var taken = new Dictionary<string, Layer>();
        foreach (var layer in parent.Children)
        {
            if (layer.Name is { } name && !taken.TryAdd(name, layer) && taken[name] != layer)
                throw new InvalidOperationException($"Two layers of {parent.GetType().Name} are called '{name}', and so would their parameters be. Give one another name.");
        }
    }

    /// <summary>Checks a part of a path.</summary>
    /// <exception cref="ArgumentException">It is empty, or has a dot, which stands between the parts, or a character that a terminal would obey.</exception>
    public static string Checked(string name, string argument)
    {
        ArgumentNullException.ThrowIfNull(name, argument);
        return name.Length > 0 && !name.Contains('.', StringComparison.Ordinal) && !name.Any(PrintableText.IsObeyed)
            ? name
            : throw new ArgumentException($"'{PrintableText.Of(name)}' is no name of a layer or parameter; expected at least one character, and no dot or control character.", argument);
    }

    /// <summary>Two parts of a path, of which the first may be empty.</summary>
    public static string Join(string outer, string inner) => outer.Length == 0 ? inner : $"{outer}.{inner}";

    /// <summary>The name of a layer's class in snake case: dense, max_pool2d, lstm, gru_cell.</summary>
    private static string KindOf(Layer layer)
    {
        string type = layer.GetType().Name;
        int end = type.IndexOf('`', StringComparison.Ordinal);
        if (end >= 0) type = type[..end];
        var kind = new StringBuilder();
        for (int i = 0; i < type.Length; i++)
        {
            bool startsWord = char.IsUpper(type[i]) && i > 0
                && (char.IsLower(type[i - 1]) || char.IsUpper(type[i - 1]) && i + 1 < type.Length && char.IsLower(type[i + 1]));
            if (startsWord) kind.Append('_');
            kind.Append(char.ToLowerInvariant(type[i]));
        }

        return kind.ToString();
    }
}
