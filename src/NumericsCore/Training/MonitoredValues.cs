namespace NumericsCore;

/// <summary>The values that each epoch of a training reports, and which of them are better.</summary>
/// <param name="metrics">The metrics.</param>
/// <param name="hasValidation">Whether rows are held out.</param>
internal sealed class MonitoredValues(IReadOnlyList<Metric> metrics, bool hasValidation)
{
    /// <summary>Which values of one are better.</summary>
    /// <param name="name">The value's name.</param>
    /// <param name="given">What the callback was told; null to ask the value's metric.</param>
    /// <param name="callback">Who asks, for the message.</param>
    /// <exception cref="ArgumentException">There is no such value, or its metric does not say.</exception>
    public MonitorDirection DirectionOf(string name, MonitorDirection? given, string callback)
    {
        Require(name);
        if (given is { } direction) return direction;
        string own = name.StartsWith(EpochResult.ValidationPrefix, StringComparison.Ordinal) ? name[EpochResult.ValidationPrefix.Length..] : name;
        if (own == "loss") return MonitorDirection.Minimize;
        return metrics.First(metric => metric.Name == own).Direction ?? throw new ArgumentException(
            $"Whether smaller or greater values of '{name}' are better is not known. Give {callback} a direction, or override Direction of the metric '{own}'.");
    }

    /// <summary>Checks that there is such a value.</summary>
    /// <exception cref="ArgumentException">There is none; the message says why and which there are.</exception>
    public void Require(string name)
    {
        string[] own = ["loss", .. metrics.Select(static metric => metric.Name)];
        string[] held = [.. own.Select(static value => EpochResult.ValidationPrefix + value)];
        if (own.Contains(name) || (hasValidation && held.Contains(name))) return;
        string all = string.Join(", ", hasValidation ? own.Concat(held) : own);
        throw new ArgumentException(held.Contains(name)
            ? $"There is no '{name}' without rows held out: give Fit a validationSplit or validationData, or monitor one of {all}."
            : $"There is no '{name}' in this training; there are {all}.");
    }
}
