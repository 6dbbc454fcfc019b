using System.Collections;

namespace NumericsCore.Logging;

/// <summary>An epoch as the state of a log entry: its values are properties, as many as the model has metrics.</summary>
internal sealed class EpochEntry : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly EpochProgress _progress;
    private readonly KeyValuePair<string, object?>[] _properties;

    public EpochEntry(EpochResult result, int epochs)
    {
        _progress = new EpochProgress(epochs, result, default);
        KeyValuePair<string, double>[] values = [.. result.Values()];
        _properties =
        [
            new("Epoch", result.Epoch),
            new("Epochs", epochs),
            new("LearningRate", result.LearningRate),
            .. values.Select(static value => new KeyValuePair<string, object?>(value.Key, value.Value)),
            // some loggers write this with the properties in it, and group entries by it
            new("{OriginalFormat}", $"epoch {{Epoch}}/{{Epochs}}: {string.Join(", ", values.Select(static value => $"{value.Key} {{{value.Key}:G4}}"))}"),
        ];
    }

    public int Count => _properties.Length;

    public KeyValuePair<string, object?> this[int index] => _properties[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, object?>>)_properties).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>As "epoch 3/20: loss 0.1234, val_loss 0.1567".</summary>
    public override string ToString() => _progress.ToString();
}
