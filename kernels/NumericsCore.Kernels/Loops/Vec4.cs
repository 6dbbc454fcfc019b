using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>Four neighbouring elements, moved by 128-bit instructions: one for float32, two for float64.</summary>
internal struct Vec4<TLane>(TLane x, TLane y, TLane z, TLane w) where TLane : unmanaged, IGpuLane<TLane>
{
    /// <summary>Elements in a vector of four.</summary>
    public const int Length = 4;

    /// <summary>The alignment that a vector of four needs in memory.</summary>
    public const int Alignment = 16;

    public TLane X = x;
    public TLane Y = y;
    public TLane Z = z;
    public TLane W = w;
}

/// <summary>Loads and stores of vectors of four, whole where memory allows and element by element where it does not.</summary>
internal static class Vec4
{
    /// <summary>Vec4 that hold a number of elements.</summary>
    public static long Holding(long count) => (count + Vec4<GpuSingle>.Length - 1) / Vec4<GpuSingle>.Length;

    /// <summary>Elements index to index + 3, of which the first <paramref name="rest"/> exist; aligned if the flag says so, which makes the index a multiple of 4.</summary>
    public static Vec4<TLane> Load<TLane>(ArrayView<TLane> view, long index, long rest, bool aligned) where TLane : unmanaged, IGpuLane<TLane>
    {
        if (aligned && rest >= Vec4<TLane>.Length) return Whole(view)[index / Vec4<TLane>.Length];
        return LoadStrided(view, index, 1, rest);
    }

    /// <summary>Up to four elements from index on, a stride apart.</summary>
    public static Vec4<TLane> LoadStrided<TLane>(ArrayView<TLane> view, long index, long stride, long rest) where TLane : unmanaged, IGpuLane<TLane>
    {
        TLane zero = TLane.Of(0);
        return new(
            view[index],
            rest > 1 ? view[index + stride] : zero,
            rest > 2 ? view[index + 2 * stride] : zero,
            rest > 3 ? view[index + 3 * stride] : zero);
    }

    /// <summary>Stores the first <paramref name="rest"/> elements of a vector of four; the flag is as for <see cref="Load"/>.</summary>
    public static void Store<TLane>(ArrayView<TLane> view, long index, long rest, bool aligned, Vec4<TLane> value) where TLane : unmanaged, IGpuLane<TLane>
    {
        if (aligned && rest >= Vec4<TLane>.Length)
        {
            Whole(view)[index / Vec4<TLane>.Length] = value;
            return;
        }

        view[index] = value.X;
        if (rest > 1) view[index + 1] = value.Y;
        if (rest > 2) view[index + 2] = value.Z;
        if (rest > 3) view[index + 3] = value.W;
    }

    /// <summary>a·b + c for each element, rounded once.</summary>
    public static Vec4<TLane> MultiplyAdd<TLane>(TLane a, Vec4<TLane> b, Vec4<TLane> c) where TLane : unmanaged, IGpuLane<TLane> =>
        new(TLane.MultiplyAdd(a, b.X, c.X), TLane.MultiplyAdd(a, b.Y, c.Y), TLane.MultiplyAdd(a, b.Z, c.Z), TLane.MultiplyAdd(a, b.W, c.W));

    /// <summary>A view's elements by fours; they must be aligned.</summary>
    public static ArrayView<Vec4<TLane>> Whole<TLane>(ArrayView<TLane> view) where TLane : unmanaged, IGpuLane<TLane> =>
        view.AsAligned(Vec4<TLane>.Alignment).Cast<Vec4<TLane>>();
}
