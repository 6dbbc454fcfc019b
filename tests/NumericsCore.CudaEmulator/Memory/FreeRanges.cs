namespace NumericsCore.CudaEmulator;

/// <summary>The parts of a range that are not given out: first fit, neighbours joined when they come back.</summary>
internal sealed class FreeRanges(ulong start, ulong bytes)
{
    private readonly SortedList<ulong, ulong> _lengths = new() { { start, bytes } };

    /// <summary>The start of a range of so many bytes, which is given out; 0: there is none.</summary>
    public ulong Take(ulong bytes)
    {
        for (int i = 0; i < _lengths.Count; i++)
        {
            if (_lengths.Values[i] < bytes) continue;
            ulong taken = _lengths.Keys[i], rest = _lengths.Values[i] - bytes;
            _lengths.RemoveAt(i);
            if (rest > 0) _lengths.Add(taken + bytes, rest);
            return taken;
        }

        return 0;
    }

    public void Return(ulong start, ulong bytes)
    {
        _lengths.Add(start, bytes);
        int i = _lengths.IndexOfKey(start);
        if (i + 1 < _lengths.Count) Join(i);
        if (i > 0) Join(i - 1);
    }

    private void Join(int i)
    {
        if (_lengths.Keys[i] + _lengths.Values[i] != _lengths.Keys[i + 1]) return;
        _lengths.SetValueAtIndex(i, _lengths.Values[i] + _lengths.Values[i + 1]);
        _lengths.RemoveAt(i + 1);
    }
}
