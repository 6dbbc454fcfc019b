namespace NumericsCore;

/// <summary>Takes the state of a callback for a checkpoint.</summary>
public sealed class CallbackStateWriter
{
    private readonly string _prefix;
    private readonly List<KeyValuePair<string, Tensor>> _tensors;

    internal CallbackStateWriter(SettingsWriter values, string prefix, List<KeyValuePair<string, Tensor>> tensors)
    {
        Values = values;
        _prefix = prefix;
        _tensors = tensors;
    }

    /// <summary>Takes numbers and text.</summary>
    public SettingsWriter Values { get; }

    /// <summary>Writes a tensor.</summary>
    /// <param name="name">Its name, another one for each tensor of the callback.</param>
    /// <param name="value">The tensor.</param>
    public void Write(string name, Tensor value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        _tensors.Add(new(_prefix + name, value));
    }
}

/// <summary>Gives a callback the state that it had at a checkpoint.</summary>
public sealed class CallbackStateReader
{
    private readonly string _prefix;
    private readonly SafetensorsFile _file;
    private readonly Device _device;

    internal CallbackStateReader(SettingsReader values, string prefix, SafetensorsFile file, Device device)
    {
        Values = values;
        _prefix = prefix;
        _file = file;
        _device = device;
    }

    /// <summary>The numbers and text. Each must be read.</summary>
    public SettingsReader Values { get; }

    /// <summary>Reads a tensor of the given shape and element type to the model's device.</summary>
    /// <exception cref="ModelFileException">There is none of this name, or it is another.</exception>
    public Tensor Read(string name, Shape shape, ElementType elementType)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return CheckpointTensors.Read(_file, _prefix + name, shape, elementType, _device);
    }
}
