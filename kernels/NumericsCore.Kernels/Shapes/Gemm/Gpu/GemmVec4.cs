using ILGPU;

namespace NumericsCore.Kernels;

/// <summary>Where a block of <see cref="ReductionOrder.ProductBlock"/> k stands among those of a product.</summary>
internal readonly struct GemmBlock(bool isFirst, bool isLast)
{
    /// <summary>Whether there is no sum before it.</summary>
    public readonly bool IsFirst = isFirst;

    /// <summary>Whether the epilogue follows.</summary>
    public readonly bool IsLast = isLast;
}

/// <summary>How threads of a product move their vectors of four: from the operands into slices in shared memory, and from registers into the result.</summary>
internal static class GemmVec4
{
    /// <summary>How many of a thread's four elements exist, or more than four: they lie along k, or along i.</summary>
    public static int Rest(bool alongK, int restI, int restK) => alongK ? (restI > 0 ? restK : 0) : (restK > 0 ? restI : 0);

    /// <summary>A thread's vector of four of a slice, zero beyond the edges.</summary>
    public static Vec4<TLane> Load<TLane>(ArrayView<TLane> source, long at, int rest, int aligned) where TLane : unmanaged, IGpuLane<TLane> =>
        rest <= 0 ? default : Vec4.Load(source, at, rest, aligned != 0);

    /// <summary>The vector of four's elements in shared memory, a pitch apart or next to each other.</summary>
    public static void Store<TLane>(ArrayView<TLane> slices, int at, int pitch, bool apart, Vec4<TLane> value) where TLane : unmanaged, IGpuLane<TLane>
    {
        if (apart)
        {
            slices[at] = value.X;
            slices[at + pitch] = value.Y;
            slices[at + 2 * pitch] = value.Z;
            slices[at + 3 * pitch] = value.W;
        }
        else
        {
            Vec4.Store(slices, at, Vec4<TLane>.Length, true, value);
        }
    }

    /// <summary>
    /// Adds four sums of a block of k, of row i from column j on, to those of the blocks before, which C holds; applies the epilogue behind the last;
    /// and stores those that exist. The row starts at <paramref name="to"/>.
    /// </summary>
    public static void StoreBlock<TGpuEpilogue, TLane>(ArrayView<TLane> c, long to, GpuGemmShape shape, int i, int j, TGpuEpilogue epilogue, Vec4<TLane> product, GemmBlock block)
        where TGpuEpilogue : struct, IGemmEpilogue<TLane> where TLane : unmanaged, IGpuLane<TLane>
    {
        if (j >= shape.N) return;
        int last = shape.N - 1 - j;
        if (!block.IsFirst)
        {
            var before = Vec4.Load(c, to + j, last + 1, shape.AlignedC != 0);
            product = new(before.X + product.X, before.Y + product.Y, before.Z + product.Z, before.W + product.W);
        }

        if (block.IsLast)
        {
            long index = (long)i * shape.N + j;
            var random = epilogue.DrawFour(index);
            // beyond the edge the last column's epilogue is computed again, and not stored
            product = new(
                epilogue.Apply(product.X, random.X, index, j),
                epilogue.Apply(product.Y, random.Y, index + IntrinsicMath.Min(1, last), j + IntrinsicMath.Min(1, last)),
                epilogue.Apply(product.Z, random.Z, index + IntrinsicMath.Min(2, last), j + IntrinsicMath.Min(2, last)),
                epilogue.Apply(product.W, random.W, index + IntrinsicMath.Min(3, last), j + IntrinsicMath.Min(3, last)));
        }

        Vec4.Store(c, to + j, last + 1, shape.AlignedC != 0, product);
    }
}
