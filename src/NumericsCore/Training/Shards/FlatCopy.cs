using System.Numerics;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>Copies and sums of runs of elements, of tensors of one type on one device; they allocate nothing.</summary>
internal static class FlatCopy
{
    /// <summary>to[toStart + i] = from[fromStart + i].</summary>
    public static void Run(Tensor from, long fromStart, Tensor to, long toStart, long count)
    {
        if (count == 0) return;
        if (from.ElementType == ElementType.Float32) Copy<float>(from, fromStart, to, toStart, count);
        else Copy<double>(from, fromStart, to, toStart, count);
    }

    /// <summary>y[yStart + i] = a[aStart + i] + y[yStart + i].</summary>
    public static void Add(Tensor a, long aStart, Tensor y, long yStart, long count)
    {
        if (count == 0) return;
        if (a.ElementType == ElementType.Float32) AddTo<float>(a, aStart, y, yStart, count);
        else AddTo<double>(a, aStart, y, yStart, count);
    }

    private static void Copy<T>(Tensor from, long fromStart, Tensor to, long toStart, long count) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        to.Backend.CopyStrided<T>(from.Elements<T>().Part((nint)fromStart, (nint)count), to.Elements<T>().Part((nint)toStart, (nint)count), StridedShape.Row(count));

    private static void AddTo<T>(Tensor a, long aStart, Tensor y, long yStart, long count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = y.Elements<T>().Part((nint)yStart, (nint)count);
        y.Backend.Zip<Kernels.Formulas.Add, T>(a.Elements<T>().Part((nint)aStart, (nint)count), sum, sum);
    }
}
