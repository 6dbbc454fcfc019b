using System.Runtime.Intrinsics;

namespace NumericsCore.CudaEmulator;

/// <summary>What the addresses of all lanes have in common, found out before the first access.</summary>
internal readonly unsafe struct AddressSpan
{
    /// <summary>The least address.</summary>
    public readonly ulong First;

    /// <summary>The largest address.</summary>
    public readonly ulong Last;

    // each bit that is set in any address
    private readonly ulong _bits;

    public AddressSpan(ulong* addresses, in Lanes lanes, long offset)
    {
        var first = Vector256.Create(ulong.MaxValue);
        var last = Vector256<ulong>.Zero;
        var bits = Vector256<ulong>.Zero;
        var add = Vector256.Create((ulong)offset);
        int i = lanes.Start;
        if (lanes.Mask is null)
        {
            for (; i + Vector256<ulong>.Count <= lanes.End; i += Vector256<ulong>.Count)
            {
                var address = Vector256.Load(addresses + i) + add;
                (first, last, bits) = (Vector256.Min(first, address), Vector256.Max(last, address), bits | address);
            }
        }
        else
        {
            for (; i < lanes.End; i += Vector256<ulong>.Count)
            {
                var mask = lanes.MaskAt<ulong>(i);
                var address = Vector256.Load(addresses + i) + add;
                (first, last, bits) = (Vector256.Min(first, address | ~mask), Vector256.Max(last, address & mask), bits | (address & mask));
            }
        }

        (First, Last, _bits) = (ulong.MaxValue, 0, 0);
        for (int k = 0; k < Vector256<ulong>.Count; k++) (First, Last, _bits) = (Math.Min(First, first[k]), Math.Max(Last, last[k]), _bits | bits[k]);
        for (; i < lanes.End; i++)
        {
            ulong address = addresses[i] + (ulong)offset;
            (First, Last, _bits) = (Math.Min(First, address), Math.Max(Last, address), _bits | address);
        }
    }

    /// <summary>Whether all are multiples of a power of two.</summary>
    public bool IsAligned(int bytes) => (_bits & (ulong)(bytes - 1)) == 0;

    /// <summary>Whether each lane's address follows that of the lane before by a number of bytes; given that they span that much.</summary>
    public bool IsContiguous(ulong* addresses, in Lanes lanes, int bytes)
    {
        if (lanes.Mask is not null || Last - First != (ulong)(lanes.End - lanes.Start - 1) * (ulong)bytes) return false;
        ulong expected = addresses[lanes.Start];
        for (int i = lanes.Start; i < lanes.End; i++, expected += (ulong)bytes)
            if (addresses[i] != expected) return false;
        return true;
    }
}
