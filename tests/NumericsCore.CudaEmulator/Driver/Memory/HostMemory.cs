using System.Runtime.InteropServices;

namespace NumericsCore.CudaEmulator;

/// <summary>The host's page-locked memory, allocated or registered; all other host memory is pageable.</summary>
internal sealed unsafe class HostMemory
{
    private const nuint Page = 4096;

    private readonly SortedList<ulong, (ulong Bytes, CudaContext Context, bool IsOwn)> _ranges = [];

    public int Count => _ranges.Count;

    /// <summary>Allocates page-locked memory, filled with poison; 0: the system has none.</summary>
    public ulong Allocate(ulong bytes, CudaContext context)
    {
        byte* start = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, Page);
        Poison.Fill(start, bytes);
        _ranges.Add((ulong)start, (bytes, context, true));
        return (ulong)start;
    }

    /// <summary>Frees what <see cref="Allocate" /> gave; false: it did not.</summary>
    public bool Free(ulong address)
    {
        if (!_ranges.TryGetValue(address, out var range) || !range.IsOwn) return false;
        _ranges.Remove(address);
        NativeMemory.AlignedFree((void*)address);
        return true;
    }

    /// <summary>Page-locks memory of the program's; false: some of it is locked already.</summary>
    public bool Register(ulong address, ulong bytes, CudaContext context)
    {
        int next = FirstEndingAfter(address);
        if (next < _ranges.Count && _ranges.Keys[next] < address + bytes) return false;
        _ranges.Add(address, (bytes, context, false));
        return true;
    }

    public bool Unregister(ulong address) => _ranges.TryGetValue(address, out var range) && !range.IsOwn && _ranges.Remove(address);

    /// <summary>Whether a range is page-locked; null: a part of it is, and no copy may have both.</summary>
    public bool? IsPinned(ulong address, ulong bytes)
    {
        int at = FirstEndingAfter(address);
        if (at == _ranges.Count || _ranges.Keys[at] >= address + bytes) return false;
        return _ranges.Keys[at] <= address && address + bytes <= _ranges.Keys[at] + _ranges.Values[at].Bytes ? true : null;
    }

    /// <summary>Forgets the memory of a context, and counts what had not been given back.</summary>
    public int Forget(CudaContext context)
    {
        ulong[] left = [.. _ranges.Where(range => range.Value.Context == context).Select(range => range.Key)];
        foreach (ulong address in left)
        {
            if (!Free(address)) Unregister(address);
        }

        return left.Length;
    }

    private int FirstEndingAfter(ulong address)
    {
        int low = 0, high = _ranges.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_ranges.Keys[middle] + _ranges.Values[middle].Bytes <= address) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
