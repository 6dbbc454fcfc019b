using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Tests;

/// <summary>Runs one case on a device and by three plain loops.</summary>
internal static class GemmRunner
{
    /// <summary>All bits of C's memory, what lies between and before the matrices included, after a product on a backend.</summary>
    public static T[] Run<TEpilogue, T>(Backend backend, GemmCase value, T[] a, T[] b, T[] c, T[] bias)
        where TEpilogue : struct, IEpilogue where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Slice<T> deviceA = Upload(backend, a), deviceB = Upload(backend, b), deviceC = Upload(backend, c), deviceBias = Upload(backend, bias);
        backend.Gemm<TEpilogue, T>(value.Shape, From(deviceA, value.Offset), From(deviceB, value.Offset), From(deviceC, value.Offset), deviceBias);
        var result = new T[c.Length];
        backend.Download(deviceC, result.AsSpan());
        foreach (Slice<T> slice in (ReadOnlySpan<Slice<T>>)[deviceA, deviceB, deviceC, deviceBias]) slice.Memory.Dispose();
        return result;
    }

    /// <summary>
    /// The contract written out: over each block of k one chain of fused multiply-adds, ascending, from +0; the first block's sum, to which
    /// those of the others are added, ascending; then the epilogue.
    /// </summary>
    public static T[] Reference<TEpilogue, T>(GemmCase value, T[] a, T[] b, T[] c, T[] bias, int block = ReductionOrder.ProductBlock)
        where TEpilogue : struct, IEpilogue where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        GemmShape shape = value.Shape;
        var result = (T[])c.Clone();
        for (int batch = 0; batch < shape.Batch; batch++)
        {
            int startA = value.Offset + (int)(batch * shape.BatchStrideA), startB = value.Offset + (int)(batch * shape.BatchStrideB);
            int startC = value.Offset + (int)(batch * shape.BatchStrideC);
            for (int i = 0; i < shape.M; i++)
            {
                for (int j = 0; j < shape.N; j++)
                {
                    T sum = T.Zero, chain = T.Zero;
                    for (int k = 0; k < shape.K; k++)
                    {
                        T left = a[startA + (shape.TransposeA ? (k * shape.StrideA) + i : (i * shape.StrideA) + k)];
                        T right = b[startB + (shape.TransposeB ? (j * shape.StrideB) + k : (k * shape.StrideB) + j)];
                        chain = T.FusedMultiplyAdd(left, right, chain);
                        if (k % block != block - 1 && k != shape.K - 1) continue;
                        sum = k < block ? chain : sum + chain;
                        chain = T.Zero;
                    }

                    var product = new ScalarLane<T>(sum);
                    var added = new ScalarLane<T>(TEpilogue.UsesBias ? bias[j] : T.Zero);
                    result[startC + (i * shape.StrideC) + j] = ScalarLane<T>.Element(default(TEpilogue).Apply(product, added), 0);
                }
            }
        }

        return result;
    }

    /// <summary>The bits of a number; one pattern stands for every NaN, for IEEE 754 leaves open which one an operation gives.</summary>
    public static long Bits<T>(T value) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (T.IsNaN(value)) return long.MinValue + 1;
        return typeof(T) == typeof(float)
            ? BitConverter.SingleToInt32Bits(Unsafe.BitCast<T, float>(value))
            : BitConverter.DoubleToInt64Bits(Unsafe.BitCast<T, double>(value));
    }

    /// <summary>Null when the bits are equal; otherwise where they first differ.</summary>
    public static string? FirstDifference<T>(T[] expected, T[] actual) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < expected.Length; i++)
        {
            if (Bits(expected[i]) != Bits(actual[i])) return $"element {i}: expected {expected[i]}, got {actual[i]}";
        }

        return null;
    }

    private static Slice<T> From<T>(Slice<T> slice, int offset) where T : unmanaged => slice.Part(offset, slice.Length - offset);

    private static Slice<T> Upload<T>(Backend backend, T[] values) where T : unmanaged
    {
        var slice = new Slice<T>(backend.Allocate(values.Length * Unsafe.SizeOf<T>()), 0, values.Length);
        backend.Upload<T>(values, slice);
        return slice;
    }
}
