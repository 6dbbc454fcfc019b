using System.Text.Json;

namespace NumericsCore;

public sealed partial class SettingsReader
{
    /// <summary>Reads an object by its kind.</summary>
    /// <exception cref="ModelFileException">It is none, of a kind that is not known, or its settings are none that it can have.</exception>
    internal T ReadObject<T>(KindTable<T> table, JsonElement json, string place, Action<T, SettingsReader>? more = null) where T : class
    {
        var reader = new SettingsReader(File, place, json, _layers);
        string name = reader.ReadString(SettingsWriter.KindKey);
        var kind = table.Find(name) ?? throw reader.Broken(table.Advice(name));
        string? layerName = typeof(T) == typeof(Layer) ? reader.ReadStringOrNull(SettingsWriter.NameKey) : null;
        int number = typeof(T) == typeof(Layer) ? _layers.Begin(reader) : 0;
        try
        {
            var made = kind.Load(reader) ?? throw reader.Broken($"what is registered for the kind {ModelFileException.Quote(name)} gave null");
            if (made is Layer layer)
            {
                if (layerName is not null) layer.Name = layerName;
                _layers.End(number, layer);
            }

            more?.Invoke(made, reader);
            reader.RequireAllRead();
            return made;
        }
        // the settings are arguments, and who gets them checks them
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw reader.Broken(ModelFileException.Said(e), e);
        }
    }

    /// <summary>A part of the settings with settings of its own.</summary>
    internal SettingsReader ReadPart(string name) => Nested(Take(name) ?? throw Wrong(name, "an object"), $"{_place}.{name}");

    /// <summary>Settings that stand within these.</summary>
    internal SettingsReader Nested(JsonElement json, string place) => new(File, place, json, _layers);

    /// <summary>Parts that are objects.</summary>
    internal T[] ReadParts<T>(string name, Func<JsonElement, string, T> read)
    {
        int number = 0;
        return Items(name, "objects", element => read(element, FormattableString.Invariant($"{_place}.{name}[{number++}]")));
    }

    /// <summary>Texts.</summary>
    internal string[] ReadStrings(string name) => Items(name, "texts", element => TextOf(element) ?? throw Wrong(name, "texts"));

    /// <summary>A whole number of 64 bits; null if it is not there.</summary>
    internal ulong? ReadUInt64OrNull(string name) => !Has(name) ? null
        : Take(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetUInt64(out ulong number) ? number : throw Wrong(name, "a whole number");

    /// <summary>A whole number of 64 bits.</summary>
    internal ulong ReadUInt64(string name) => ReadUInt64OrNull(name) ?? throw Wrong(name, "a whole number");

    /// <summary>Whole numbers of 64 bits.</summary>
    internal ulong[] ReadUInt64s(string name) => Items(name, "whole numbers", element =>
        element.ValueKind == JsonValueKind.Number && element.TryGetUInt64(out ulong number) ? number : throw Wrong(name, "whole numbers"));

    /// <summary>Reads an object by its kind.</summary>
    internal T ReadObject<T>(KindTable<T> table, string name, Action<T, SettingsReader>? more = null) where T : class => ReadObject(table, Take(name) ?? throw Wrong(name, "an object"), $"{_place}.{name}", more);

    /// <summary>Checks that nothing was left out.</summary>
    /// <exception cref="ModelFileException">Something was.</exception>
    internal void RequireAllRead()
    {
        if (_unread.Count > 0) throw Broken($"there is no setting {string.Join(", ", _unread.Order(StringComparer.Ordinal).Take(10).Select(ModelFileException.Quote))} in this version");
    }

    /// <summary>Something here is wrong.</summary>
    internal ModelFileException Broken(string problem, Exception? cause = null) => new(File, $"{_place}: {problem}", cause);

    private ModelFileException Wrong(string name, string expected) => Has(name)
        ? Broken($"{name} is {ModelFileException.Quote(_json.GetProperty(name).GetRawText())}; expected {expected}")
        : Broken($"{name} is missing; expected {expected}");

    private Layer ReadLayer(JsonElement json, string place)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(SettingsWriter.KindKey, out var kind) || TextOf(kind) != SettingsWriter.SharedKind)
            return ReadObject(BuiltInKinds.Layers, json, place);
        var reader = new SettingsReader(File, place, json, _layers);
        reader.ReadString(SettingsWriter.KindKey);
        int number = reader.ReadInt32("layer");
        reader.RequireAllRead();
        return _layers.Find(number) ?? throw reader.Broken(FormattableString.Invariant($"layer {number} does not stand before it"));
    }

    private JsonElement? Take(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        _unread.Remove(name);
        return _json.TryGetProperty(name, out var value) ? value : null;
    }

    private T[] Items<T>(string name, string expected, Func<JsonElement, T> read) => Take(name) is { ValueKind: JsonValueKind.Array } array
        ? [.. array.EnumerateArray().Select(read)]
        : throw Wrong(name, expected);

    private static double? DoubleOf(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.Number } number => number.GetDouble(),
        { ValueKind: JsonValueKind.String } text => TextOf(text) switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ => null,
        },
        _ => null,
    };

    /// <summary>A string; null for anything else, and for one that is no Unicode.</summary>
    private static string? TextOf(JsonElement? value)
    {
        if (value is not { ValueKind: JsonValueKind.String } text) return null;
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>The layers of a document by their number, so that one in several places is one.</summary>
internal sealed class LoadedLayers
{
    private const int MaxLayers = 65_536;

    private readonly List<Layer?> _layers = [];

    /// <summary>Gives a number to a layer whose settings are about to be read.</summary>
    public int Begin(SettingsReader reader)
    {
        if (_layers.Count == MaxLayers) throw reader.Broken($"the model has more than {MaxLayers} layers");
        _layers.Add(null);
        return _layers.Count - 1;
    }

    public void End(int number, Layer layer) => _layers[number] = layer;

    public Layer? Find(int number) => number >= 0 && number < _layers.Count ? _layers[number] : null;
}
