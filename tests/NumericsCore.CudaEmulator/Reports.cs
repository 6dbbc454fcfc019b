namespace NumericsCore.CudaEmulator;

/// <summary>What a run did that the device lets pass but a correct program never does: races above all. Equal reports are counted, the first is handed on.</summary>
public sealed class Reports(Action<string>? first = null)
{
    private readonly Dictionary<string, long> _counts = [];

    /// <summary>The number of reports of each kind.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>Adds a report.</summary>
    /// <param name="kind">What equal reports have in common: no address, no thread.</param>
    /// <param name="message">The whole text; null: the kind says it all.</param>
    public void Add(string kind, string? message = null)
    {
        _counts[kind] = _counts.TryGetValue(kind, out long count) ? count + 1 : 1;
        if (count == 0) first?.Invoke(message ?? kind);
    }
}
