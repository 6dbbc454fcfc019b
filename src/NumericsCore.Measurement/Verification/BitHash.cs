using System.Numerics;
using System.Runtime.InteropServices;

namespace NumericsCore.Measurement;

/// <summary>The SHA-256 of results as little-endian numbers, in which every NaN is the same: its sign and payload are the processor's own.</summary>
internal static class BitHash
{
    private const int Chunk = 1 << 14;

    /// <summary>The hash of arrays, one after the other, in lower-case hexadecimal.</summary>
    public static string Of<T>(params IReadOnlyList<T[]> arrays) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var hash = Sha256.Begin(arrays.Sum(static array => (long)array.Length * Marshal.SizeOf<T>()));
        var part = new T[Chunk];
        foreach (var array in arrays)
            for (int start = 0; start < array.Length; start += Chunk)
            {
                var values = part.AsSpan(0, Math.Min(Chunk, array.Length - start));
                array.AsSpan(start, values.Length).CopyTo(values);
                foreach (ref var value in values) if (T.IsNaN(value)) value = T.NaN;
                hash.Append(MemoryMarshal.AsBytes(values));
            }

        return Convert.ToHexStringLower(hash.Finish());
    }
}
