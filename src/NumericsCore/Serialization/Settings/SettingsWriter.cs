using System.Globalization;
using System.Text.Json;

namespace NumericsCore;

/// <summary>
/// Takes the settings of a layer, initializer, optimizer, learning-rate schedule or metric that is being saved: named values, each written once, from which
/// <see cref="SettingsReader"/> makes it again. A null is not written.
/// </summary>
public sealed class SettingsWriter
{
    internal const string KindKey = "kind";
    internal const string NameKey = "name";
    internal const string SharedKind = "shared";

    private readonly Utf8JsonWriter _json;
    private readonly Dictionary<Layer, int> _layers;
    private readonly HashSet<string> _names = [KindKey, NameKey];

    private SettingsWriter(Utf8JsonWriter json, Dictionary<Layer, int> layers) => (_json, _layers) = (json, layers);

    /// <summary>Writes a whole number.</summary>
    /// <param name="name">Its name, such as that of the constructor's argument; not "kind" or "name".</param>
    /// <param name="value">The number.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Write(string name, int value) => Key(name).WriteNumberValue(value);

    /// <inheritdoc cref="Write(string, int)"/>
    public void Write(string name, long value) => Key(name).WriteNumberValue(value);

    /// <summary>Writes a number, exactly; also infinite ones and NaN.</summary>
    /// <inheritdoc cref="Write(string, int)"/>
    public void Write(string name, double value)
    {
        Key(name);
        WriteDouble(value);
    }

    /// <inheritdoc cref="Write(string, double)"/>
    public void Write(string name, double? value)
    {
        if (value is { } number) Write(name, number);
    }

    /// <summary>Writes numbers.</summary>
    /// <inheritdoc cref="Write(string, int)"/>
    public void Write(string name, IReadOnlyList<double>? value)
    {
        if (value is null) return;
        Key(name).WriteStartArray();
        foreach (double number in value) WriteDouble(number);
        _json.WriteEndArray();
    }

    /// <summary>Writes whole numbers.</summary>
    /// <inheritdoc cref="Write(string, int)"/>
    public void Write(string name, IReadOnlyList<int>? value)
    {
        if (value is null) return;
        Key(name).WriteStartArray();
        foreach (int number in value) _json.WriteNumberValue(number);
        _json.WriteEndArray();
    }

    /// <inheritdoc cref="Write(string, IReadOnlyList{int})"/>
    public void Write(string name, IReadOnlyList<long>? value)
    {
        if (value is null) return;
        Key(name).WriteStartArray();
        foreach (long number in value) _json.WriteNumberValue(number);
        _json.WriteEndArray();
    }

    /// <summary>Writes a truth value.</summary>
    /// <inheritdoc cref="Write(string, int)"/>
    public void Write(string name, bool value) => Key(name).WriteBooleanValue(value);

    /// <summary>Writes text.</summary>
    /// <inheritdoc cref="Write(string, int)"/>
    public void Write(string name, string? value)
    {
        if (value is not null) Key(name).WriteStringValue(value);
    }

    /// <summary>Writes a value of an enumeration by its name.</summary>
    /// <inheritdoc cref="Write(string, int)"/>
    public void Write<TEnum>(string name, TEnum value) where TEnum : struct, Enum
    {
        Require.Defined(value, nameof(value));
        Write(name, value.ToString());
    }

    /// <summary>Writes an activation: the library's own without values by its name, others with their formula's values.</summary>
    /// <exception cref="NotSupportedException">It is one's own, and its formula is not registered.</exception>
    /// <inheritdoc cref="Write(string, int)"/>
    public void Write(string name, Activation? value)
    {
        if (value is null) return;
        if (BuiltInKinds.Activations.Of(value) is { Instance: not null, Name: var word })
        {
            Write(name, word);
            return;
        }

        Key(name);
        WriteObject(BuiltInKinds.Activations, value);
    }

    /// <summary>Writes an initializer with its settings.</summary>
    /// <inheritdoc cref="Write(string, int)"/>
    public void Write(string name, Initializer? value)
    {
        if (value is null) return;
        Key(name);
        WriteObject(BuiltInKinds.Initializers, value);
    }

    /// <summary>Writes a learning-rate schedule with its settings.</summary>
    /// <inheritdoc cref="Write(string, int)"/>
    public void Write(string name, LearningRateSchedule? value)
    {
        if (value is null) return;
        Key(name);
        WriteObject(ScheduleKinds.Table, value);
    }

    /// <summary>Writes an inner layer with its settings.</summary>
    /// <inheritdoc cref="Write(string, int)"/>
    public void Write(string name, Layer? value)
    {
        if (value is null) return;
        Key(name);
        WriteLayer(value);
    }

    /// <summary>Writes inner layers with their settings; one that is listed twice is one when they are read.</summary>
    /// <inheritdoc cref="Write(string, int)"/>
    public void Write(string name, IReadOnlyList<Layer> value)
    {
        Require.NoNull(value, nameof(value));
        Key(name).WriteStartArray();
        foreach (var layer in value) WriteLayer(layer);
        _json.WriteEndArray();
    }

    /// <summary>Writes a whole number of 64 bits.</summary>
    internal void Write(string name, ulong value) => Key(name).WriteNumberValue(value);

    /// <summary>Writes whole numbers of 64 bits.</summary>
    internal void Write(string name, IReadOnlyList<ulong> value)
    {
        Key(name).WriteStartArray();
        foreach (ulong number in value) _json.WriteNumberValue(number);
        _json.WriteEndArray();
    }

    /// <summary>Writes objects with settings of their own.</summary>
    internal void WriteParts<T>(string name, IReadOnlyList<T> parts, Action<T, SettingsWriter, int> write)
    {
        Key(name).WriteStartArray();
        for (int i = 0; i < parts.Count; i++) WritePart(_json, part => write(parts[i], part, i));
        _json.WriteEndArray();
    }

    /// <summary>Writes an object that is of no kind.</summary>
    internal static void WritePart(Utf8JsonWriter json, Action<SettingsWriter> write)
    {
        json.WriteStartObject();
        write(new SettingsWriter(json, new(ReferenceEqualityComparer.Instance)));
        json.WriteEndObject();
    }

    /// <summary>Writes an object by its kind.</summary>
    /// <exception cref="NotSupportedException">Its kind has no name.</exception>
    internal static void WriteObject<T>(Utf8JsonWriter json, KindTable<T> table, T value, Action<SettingsWriter>? more = null) where T : class
    {
        json.WriteStartObject();
        var writer = new SettingsWriter(json, new(ReferenceEqualityComparer.Instance));
        writer.WriteContent(table, value);
        more?.Invoke(writer);
        json.WriteEndObject();
    }

    private void WriteObject<T>(KindTable<T> table, T value) where T : class
    {
        _json.WriteStartObject();
        new SettingsWriter(_json, _layers).WriteContent(table, value);
        _json.WriteEndObject();
    }

    private void WriteContent<T>(KindTable<T> table, T value) where T : class
    {
        var kind = table.Of(value);
        _json.WriteString(KindKey, kind.Name);
        if (value is Layer layer)
        {
            _layers.Add(layer, _layers.Count);
            if (layer.Name is { } name) _json.WriteString(NameKey, name);
        }

        kind.Save(value, this);
    }

    private void WriteLayer(Layer layer)
    {
        if (!_layers.TryGetValue(layer, out int number))
        {
            WriteObject(BuiltInKinds.Layers, layer);
            return;
        }

        _json.WriteStartObject();
        _json.WriteString(KindKey, SharedKind);
        _json.WriteNumber("layer", number);
        _json.WriteEndObject();
    }

    private void WriteDouble(double value)
    {
        // JSON has no other word for them
        if (double.IsFinite(value)) _json.WriteNumberValue(value);
        else _json.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }

    private Utf8JsonWriter Key(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!_names.Add(name)) throw new ArgumentException($"'{PrintableText.Of(name)}' is written already; each setting has a name of its own.", nameof(name));
        _json.WritePropertyName(name);
        return _json;
    }
}
