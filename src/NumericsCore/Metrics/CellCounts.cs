namespace NumericsCore;

/// <summary>The counts of a confusion matrix: all cells for few classes; for many, those alone that are not 0, of which there are no more than samples.</summary>
internal sealed class CellCounts
{
    // 8 MB
    private const int MaxDenseClasses = 1024;

    private readonly long[,]? _all;
    private readonly Dictionary<(int Actual, int Predicted), long> _some = [];

    public CellCounts(int classCount) => _all = classCount <= MaxDenseClasses ? new long[classCount, classCount] : null;

    public long this[int actual, int predicted] => _all is not null ? _all[actual, predicted] : _some.GetValueOrDefault((actual, predicted));

    /// <summary>Adds to a cell.</summary>
    public void Add(int actual, int predicted, long count)
    {
        if (_all is not null) _all[actual, predicted] += count;
        else if (count > 0) _some[(actual, predicted)] = _some.GetValueOrDefault((actual, predicted)) + count;
    }

    /// <summary>The cells that are not 0, row by row.</summary>
    public IEnumerable<(int Actual, int Predicted, long Count)> Cells()
    {
        if (_all is null)
        {
            foreach (var ((actual, predicted), count) in _some.OrderBy(static cell => cell.Key)) yield return (actual, predicted, count);
            yield break;
        }

        for (int actual = 0; actual < _all.GetLength(0); actual++)
        {
            for (int predicted = 0; predicted < _all.GetLength(1); predicted++)
            {
                if (_all[actual, predicted] is not 0 and var count) yield return (actual, predicted, count);
            }
        }
    }
}
