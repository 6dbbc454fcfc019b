using ILGPU;

namespace NumericsCore.Kernels;

/// <summary>The square tiles of C that groups take.</summary>
internal static class GemmTiles
{
    /// <summary>The side of a tile of <see cref="GemmLargeKernel{TGpuEpilogue, TLane}"/>.</summary>
    public const int Large = 128;

    /// <summary>The side of a tile of <see cref="GemmMediumKernel{TGpuEpilogue, TLane}"/>.</summary>
    public const int Medium = 64;

    /// <summary>The side of a tile of <see cref="GemmSmallKernel{TGpuEpilogue, TLane}"/>.</summary>
    public const int Small = 16;

    /// <summary>Tiles that hold a product's results.</summary>
    public static long Count(in GemmShape shape, int side) => (long)((shape.M + side - 1) / side) * ((shape.N + side - 1) / side) * shape.Batch;

    /// <summary>Rows of tiles that are computed: where there are none, columns of B may have to be summed all the same.</summary>
    public static long Rows<TGpuEpilogue, TLane>(int m, int side) where TGpuEpilogue : IGemmEpilogue<TLane> where TLane : unmanaged, IGpuLane<TLane>
    {
        long rows = (m + side - 1) / side;
        return TGpuEpilogue.SumsColumns ? IntrinsicMath.Max(rows, 1) : rows;
    }
}
