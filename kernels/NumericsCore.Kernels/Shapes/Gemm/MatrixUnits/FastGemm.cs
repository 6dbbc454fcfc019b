using ILGPU;
using ILGPU.Runtime.Cuda;

namespace NumericsCore.Kernels;

/// <summary>Float32 products on a matrix unit, chosen when a backend is made.</summary>
internal abstract class FastGemm
{
    /// <summary>Rows and columns of C that a group computes.</summary>
    public const int Tile = 128;

    /// <summary>The first architecture whose tensor cores take .tf32 operands.</summary>
    public static CudaArchitecture MinArchitecture => CudaArchitecture.SM_80;

    /// <summary>What keeps tensor cores from computing a backend's products, as the end of a sentence about its device; null if nothing does.</summary>
    public static string? Obstacle(Backend backend) => backend is GpuBackend gpu ? Obstacle((gpu.Accelerator as CudaAccelerator)?.Architecture) : "is none";

    /// <inheritdoc cref="Obstacle(Backend)"/>
    public static string? Obstacle(CudaArchitecture? architecture) =>
        architecture is not { } known ? "is none" : known >= MinArchitecture ? null : FormattableString.Invariant($"has {known.Major}.{known.Minor}");

    /// <summary>Tiles below which the exact kernels, whose tiles are smaller, are taken: their results are within the bound too.</summary>
    public required long LeastTiles { get; init; }

    /// <summary>
    /// The tiles below which tensor cores would idle too much. A multiprocessor's tensor cores do in TF32 eight times what its lanes
    /// do in float32 (A100: 156 and 19.5 TFLOP/s), so an eighth of the multiprocessors is worth all of them.
    /// </summary>
    public static long LeastTilesOf(int multiprocessors) => (multiprocessors + 7) / 8;

    /// <summary>One launch. The flags tell how the operands of the shape are stored.</summary>
    public abstract void Launch<TFinish, TLane>(
        GpuQueue queue, bool transposeA, bool transposeB, in GpuGemmShape shape, ArrayView<float> a, ArrayView<float> b, ArrayView<TLane> c, TFinish finish)
        where TFinish : struct, IGemmFinish<TLane> where TLane : unmanaged, IGpuLane<TLane>;
}

/// <inheritdoc/>
internal sealed class FastGemm<TUnit> : FastGemm where TUnit : struct, IMatrixUnit
{
    /// <inheritdoc/>
    public override void Launch<TFinish, TLane>(
        GpuQueue queue, bool transposeA, bool transposeB, in GpuGemmShape shape, ArrayView<float> a, ArrayView<float> b, ArrayView<TLane> c, TFinish finish)
    {
        if (transposeA) LaunchA<LinesAcrossK, TFinish, TLane>(queue, transposeB, shape, a, b, c, finish);
        else LaunchA<LinesAlongK, TFinish, TLane>(queue, transposeB, shape, a, b, c, finish);
    }

    private static void LaunchA<TLayoutA, TFinish, TLane>(
        GpuQueue queue, bool transposeB, in GpuGemmShape shape, ArrayView<float> a, ArrayView<float> b, ArrayView<TLane> c, TFinish finish)
        where TLayoutA : struct, IOperandLayout where TFinish : struct, IGemmFinish<TLane> where TLane : unmanaged, IGpuLane<TLane>
    {
        if (transposeB) TensorGemmKernel<TUnit, TLayoutA, LinesAlongK, TFinish, TLane>.Launch(queue, shape, a, b, c, finish);
        else TensorGemmKernel<TUnit, TLayoutA, LinesAcrossK, TFinish, TLane>.Launch(queue, shape, a, b, c, finish);
    }
}
