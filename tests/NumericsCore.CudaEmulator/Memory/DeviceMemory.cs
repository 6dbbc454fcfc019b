namespace NumericsCore.CudaEmulator;

/// <summary>
/// The device's global memory: addresses that the host cannot touch, and beside them what they hold. At least 256 bytes between two
/// allocations belong to nobody, so that an access past an end is seen; what was never written is poison.
/// </summary>
public sealed unsafe class DeviceMemory : IDisposable
{
    /// <summary>Bytes of the range of addresses.</summary>
    public const ulong Size = 16ul << 30;

    // where device addresses lie if the system has no objection: far from the heap, so that they are easy to tell
    private const ulong Wish = 0x6000_0000_0000;
    private const ulong Granule = 256;
    private const int GranuleBits = 8;

    private readonly byte* _addresses;
    private readonly byte* _backing;
    private readonly FreeRanges _free;
    private readonly Dictionary<ulong, ulong> _allocated = [];

    // by granule: the address at which its allocation ends, 0 for none
    private readonly ulong* _ends;
    private bool _disposed;

    /// <param name="capacity">The bytes that allocations may have together.</param>
    public DeviceMemory(ulong capacity = 8ul << 30)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, Size);
        Capacity = capacity;
        _addresses = HostPages.Untouchable(Wish, Size);
        _backing = HostPages.Zeros(Size);
        _ends = (ulong*)HostPages.Zeros(Size / Granule * sizeof(ulong));
        _free = new(Base + Granule, Size - Granule);
    }

    ~DeviceMemory() => Release();

    /// <summary>The first address of the range.</summary>
    public ulong Base => (ulong)_addresses;

    /// <summary>The bytes that allocations may have together.</summary>
    public ulong Capacity { get; }

    /// <summary>The bytes of all allocations, with those between them.</summary>
    public ulong Used { get; private set; }

    /// <summary>The number of allocations.</summary>
    public int Count => _allocated.Count;

    /// <summary>Whether an address is one of the device's, allocated or not.</summary>
    public bool Owns(ulong address) => address - Base < Size;

    /// <summary>Allocates memory, filled with poison.</summary>
    /// <returns>Its address, a multiple of 256; 0: there is no room.</returns>
    public ulong Allocate(ulong bytes)
    {
        ArgumentOutOfRangeException.ThrowIfZero(bytes);
        ulong room = Room(bytes);
        if (bytes > Size || Used + room > Capacity || _free.Take(room) is not (> 0 and var address)) return 0;
        _allocated.Add(address, bytes);
        Used += room;
        Mark(address, bytes, address + bytes);
        Poison.Fill(_backing + (address - Base), bytes);
        return address;
    }

    /// <summary>Frees what <see cref="Allocate" /> gave; false: it did not give this address, or it is free already.</summary>
    public bool Free(ulong address)
    {
        if (!_allocated.Remove(address, out ulong bytes)) return false;
        Used -= Room(bytes);
        Mark(address, bytes, 0);
        _free.Return(address, Room(bytes));
        return true;
    }

    /// <summary>Where the host finds the bytes of a range; null: it does not lie within one allocation.</summary>
    public byte* Translate(ulong address, ulong bytes)
    {
        ulong offset = address - Base;
        return offset < Size && bytes <= Size && address + bytes <= _ends[offset >> GranuleBits] ? _backing + offset : null;
    }

    /// <summary>The addresses from one on that belong to the same allocation; an empty range: it belongs to none.</summary>
    internal MemoryRange Range(ulong address)
    {
        ulong offset = address - Base;
        if (offset >= Size) return default;
        ulong start = offset & ~(Granule - 1), end = _ends[offset >> GranuleBits];
        return end == 0 ? default : new(Base + start, end - (Base + start), _backing + start);
    }

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    // whole granules, and at least one that belongs to nobody
    private static ulong Room(ulong bytes) => (bytes + Granule - 1) / Granule * Granule + Granule;

    private void Mark(ulong address, ulong bytes, ulong end) =>
        new Span<ulong>(_ends + ((address - Base) >> GranuleBits), checked((int)((bytes + Granule - 1) / Granule))).Fill(end);

    private void Release()
    {
        if (_disposed) return;
        _disposed = true;
        HostPages.Release(_addresses, Size);
        HostPages.Release(_backing, Size);
        HostPages.Release((byte*)_ends, Size / Granule * sizeof(ulong));
    }
}
