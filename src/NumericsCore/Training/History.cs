namespace NumericsCore;

/// <summary>The loss and the metrics of one pass.</summary>
/// <param name="Loss">The loss.</param>
/// <param name="Metrics">The metrics by name, in the order in which the model was compiled with them.</param>
public sealed record EvaluationResult(double Loss, IReadOnlyDictionary<string, double> Metrics) : IFormattable
{
    /// <summary>The numbers by name, in the invariant culture.</summary>
    public override string ToString() => ToString(null, null);

    /// <summary>The numbers by name. Without a format as <see cref="ToString()"/>, whatever the culture.</summary>
    /// <param name="format">A format of .NET for the real numbers, such as F3; null or empty for the usual text.</param>
    /// <param name="formatProvider">The culture that a format is written in; null for the invariant one.</param>
    /// <exception cref="FormatException">Real numbers have no such format.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider) => new RecordText(nameof(EvaluationResult), format, formatProvider)
        .Add(nameof(Loss), Loss)
        .Add(nameof(Metrics), Metrics)
        .ToString();
}

/// <summary>What an epoch of training gave.</summary>
/// <param name="Epoch">1, 2, ...</param>
/// <param name="Training">Over the epoch's samples, each measured on its batch before the step that it caused: means, and what epoch metrics make of all of them.</param>
/// <param name="Validation">Measured after the epoch on the rows held out; null without any.</param>
public sealed record EpochResult(int Epoch, EvaluationResult Training, EvaluationResult? Validation) : IFormattable
{
    /// <summary>The numbers by name, in the invariant culture.</summary>
    public override string ToString() => ToString(null, null);

    /// <summary>The numbers by name. Without a format as <see cref="ToString()"/>, whatever the culture.</summary>
    /// <param name="format">A format of .NET for the real numbers, such as F3; null or empty for the usual text.</param>
    /// <param name="formatProvider">The culture that a format is written in; null for the invariant one.</param>
    /// <exception cref="FormatException">Real numbers have no such format.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider) => new RecordText(nameof(EpochResult), format, formatProvider)
        .Add(nameof(Epoch), Epoch)
        .Add(nameof(Training), Training.ToString(format, formatProvider))
        .Add(nameof(Validation), Validation?.ToString(format, formatProvider))
        .Add(nameof(LearningRate), LearningRate)
        .ToString();

    /// <summary>What names of values of the rows held out start with.</summary>
    internal const string ValidationPrefix = "val_";

    /// <summary>The learning rate of the epoch's last step: the optimizer's, as its schedule has it.</summary>
    public double LearningRate { get; init; }

    /// <summary>A value by name: "loss", "accuracy" and so on, with the prefix "val_" for the rows held out.</summary>
    /// <exception cref="KeyNotFoundException">There is no such value; the message lists those there are.</exception>
    public double this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            var values = Values().ToDictionary();
            return values.TryGetValue(name, out double value)
                ? value
                : throw new KeyNotFoundException($"There is no '{name}' in this training; there are {string.Join(", ", values.Keys)}.");
        }
    }

    /// <summary>All values by name.</summary>
    public IEnumerable<KeyValuePair<string, double>> Values()
    {
        yield return new("loss", Training.Loss);
        foreach (var (name, value) in Training.Metrics) yield return new(name, value);
        if (Validation is null) yield break;
        yield return new(ValidationPrefix + "loss", Validation.Loss);
        foreach (var (name, value) in Validation.Metrics) yield return new(ValidationPrefix + name, value);
    }
}

/// <summary>The course of a training.</summary>
public sealed class History
{
    private readonly List<EpochResult> _epochs = [];

    /// <summary>The epochs, in order.</summary>
    public IReadOnlyList<EpochResult> Epochs => _epochs;

    internal void Append(EpochResult epoch) => _epochs.Add(epoch);

    /// <summary>How many epochs there were, and what the last one gave.</summary>
    public override string ToString() => new RecordText(nameof(History)).Add(nameof(Epochs), Epochs.Count).AddIfSet("Last", _epochs.LastOrDefault()?.ToString()).ToString();
}
