using System.Globalization;
using System.Text.Json;

namespace NumericsCore;

/// <summary>
/// The settings of a layer, initializer, optimizer or metric that is being loaded, as <see cref="SettingsWriter"/> took them. Each must be read: one that
/// nobody asks for is an error, for it would change what is made.
/// </summary>
public sealed partial class SettingsReader
{
    private const int MaxSettings = 1000;

    private readonly HashSet<string> _unread;
    private readonly JsonElement _json;
    private readonly string _place;
    private readonly LoadedLayers _layers;

    internal SettingsReader(string file, string place, JsonElement json, LoadedLayers layers)
    {
        File = file;
        _place = place;
        _layers = layers;
        _json = json.ValueKind == JsonValueKind.Object ? json : throw Broken("expected an object");
        if (json.GetPropertyCount() > MaxSettings) throw Broken($"it has {json.GetPropertyCount()} settings; expected at most {MaxSettings}");
        _unread = [.. json.EnumerateObject().Select(static property => property.Name)];
    }

    /// <summary>The file, for messages.</summary>
    public string File { get; }

    /// <summary>Whether there is a setting of this name.</summary>
    public bool Has(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _json.TryGetProperty(name, out _);
    }

    /// <summary>A whole number.</summary>
    /// <exception cref="ModelFileException">It is not there, or none.</exception>
    public int ReadInt32(string name) => Take(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out int number) ? number : throw Wrong(name, "a whole number");

    /// <inheritdoc cref="ReadInt32"/>
    public long ReadInt64(string name) => Take(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out long number) ? number : throw Wrong(name, "a whole number");

    /// <summary>A number, or infinite or NaN.</summary>
    /// <exception cref="ModelFileException">It is not there, or none.</exception>
    public double ReadDouble(string name) => DoubleOf(Take(name)) ?? throw Wrong(name, "a number");

    /// <summary>A number; null if it is not there.</summary>
    /// <exception cref="ModelFileException">It is there, but none.</exception>
    public double? ReadDoubleOrNull(string name) => Has(name) ? ReadDouble(name) : null;

    /// <summary>A truth value.</summary>
    /// <exception cref="ModelFileException">It is not there, or none.</exception>
    public bool ReadBoolean(string name) => Take(name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Wrong(name, "true or false"),
    };

    /// <summary>Text.</summary>
    /// <exception cref="ModelFileException">It is not there, or none.</exception>
    public string ReadString(string name) => TextOf(Take(name)) ?? throw Wrong(name, "text");

    /// <summary>Text; null if it is not there.</summary>
    /// <exception cref="ModelFileException">It is there, but none.</exception>
    public string? ReadStringOrNull(string name) => Has(name) ? ReadString(name) : null;

    /// <summary>Numbers.</summary>
    /// <exception cref="ModelFileException">They are not there, or one is none.</exception>
    public double[] ReadDoubles(string name) => Items(name, "numbers", element => DoubleOf(element) ?? throw Wrong(name, "numbers"));

    /// <summary>Numbers; null if they are not there.</summary>
    /// <exception cref="ModelFileException">They are there, but one is none.</exception>
    public double[]? ReadDoublesOrNull(string name) => Has(name) ? ReadDoubles(name) : null;

    /// <summary>Whole numbers.</summary>
    /// <exception cref="ModelFileException">They are not there, or one is none.</exception>
    public int[] ReadInt32s(string name) => Items(name, "whole numbers", element =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int number) ? number : throw Wrong(name, "whole numbers"));

    /// <inheritdoc cref="ReadInt32s"/>
    public long[] ReadInt64s(string name) => Items(name, "whole numbers", element =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out long number) ? number : throw Wrong(name, "whole numbers"));

    /// <summary>A value of an enumeration.</summary>
    /// <exception cref="ModelFileException">It is not there, or no name of one.</exception>
    public TEnum ReadEnum<TEnum>(string name) where TEnum : struct, Enum
    {
        string text = ReadString(name);
        // by its name alone: parsing would take numbers too
        int index = Array.IndexOf(Enum.GetNames<TEnum>(), text);
        return index >= 0 ? Enum.GetValues<TEnum>()[index] : throw Wrong(name, $"one of {string.Join(", ", Enum.GetNames<TEnum>())}");
    }

    /// <summary>An activation.</summary>
    /// <exception cref="ModelFileException">It is not there, or none, or of a kind that is not known.</exception>
    public Activation ReadActivation(string name)
    {
        if (Has(name) && _json.GetProperty(name).ValueKind == JsonValueKind.Object) return ReadObject(BuiltInKinds.Activations, name);
        string text = ReadString(name);
        var plain = BuiltInKinds.Activations.BuiltIn.Where(static kind => kind.Instance is not null);
        return plain.FirstOrDefault(kind => kind.Name == text)?.Instance ?? throw Wrong(name, $"one of {string.Join(", ", plain.Select(static kind => kind.Name))}");
    }

    /// <summary>An initializer.</summary>
    /// <exception cref="ModelFileException">It is not there, or none, or of a kind that is not known.</exception>
    public Initializer ReadInitializer(string name) => ReadObject(BuiltInKinds.Initializers, Take(name) ?? throw Wrong(name, "an initializer"), $"{_place}.{name}");

    /// <summary>A learning-rate schedule; null if it is not there.</summary>
    /// <exception cref="ModelFileException">It is there, but none, or of a kind that is not known.</exception>
    public LearningRateSchedule? ReadScheduleOrNull(string name) => Has(name) ? ReadObject(ScheduleKinds.Table, name) : null;

    /// <summary>An inner layer.</summary>
    /// <exception cref="ModelFileException">It is not there, or none, or of a kind that is not known.</exception>
    public Layer ReadLayer(string name) => ReadLayer(Take(name) ?? throw Wrong(name, "a layer"), $"{_place}.{name}");

    /// <summary>Inner layers.</summary>
    /// <exception cref="ModelFileException">They are not there, or one is none, or of a kind that is not known.</exception>
    public IReadOnlyList<Layer> ReadLayers(string name)
    {
        int number = 0;
        return Items(name, "layers", element => ReadLayer(element, string.Create(CultureInfo.InvariantCulture, $"{_place}.{name}[{number++}]")));
    }
}
