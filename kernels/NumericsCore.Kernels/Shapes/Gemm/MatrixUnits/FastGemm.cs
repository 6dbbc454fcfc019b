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

    /// <summary>Whether an architecture has the tensor cores; null stands for a device without CUDA.</summary>
    public static bool RunsOn(CudaArchitecture? architecture) => architecture is { } known && known >= MinArchitecture;

    /// <summary>What is missing, as <see cref="Backend.UnavailableReason"/> says it; null if nothing is.</summary>
    public static string? UnavailableReason(CudaArchitecture? architecture, string device) => RunsOn(architecture) ? null : FormattableString.Invariant(
        $"needs the tensor cores of a CUDA device of compute capability {MinArchitecture.Major}.{MinArchitecture.Minor} or later; {device}, {(architecture is { } older ? FormattableString.Invariant($"has {older.Major}.{older.Minor}") : "is none")}");

    /// <summary>Tiles below which the exact kernels, whose tiles are smaller, are taken: their results are within the bound too.</summary>
    public required long MinTiles { get; init; }

    /// <summary>
    /// The tiles below which tensor cores would idle too much. A multiprocessor's tensor cores do in TF32 eight times what its lanes
    /// do in float32 (A100: 156 and 19.5 TFLOP/s), so an eighth of the multiprocessors is worth all of them.
    /// </summary>
    public static long MinTilesOf(int multiprocessors) => (multiprocessors + 7) / 8;

    /// <summary>One launch. The flags tell how the operands of the shape are stored.</summary>
    public abstract void Launch<TGpuEpilogue, TLane>(
        GpuQueue queue, bool transposeA, bool transposeB, in GpuGemmShape shape, ArrayView<float> a, ArrayView<float> b, ArrayView<TLane> c, TGpuEpilogue epilogue)
        where TGpuEpilogue : struct, IGemmEpilogue<TLane> where TLane : unmanaged, IGpuLane<TLane>;
}

/// <inheritdoc/>
internal sealed class FastGemm<TUnit> : FastGemm where TUnit : struct, IMatrixUnit
{
    /// <inheritdoc/>
    public override void Launch<TGpuEpilogue, TLane>(
        GpuQueue queue, bool transposeA, bool transposeB, in GpuGemmShape shape, ArrayView<float> a, ArrayView<float> b, ArrayView<TLane> c, TGpuEpilogue epilogue)
    {
        if (transposeA) LaunchA<LinesAcrossK, TGpuEpilogue, TLane>(queue, transposeB, shape, a, b, c, epilogue);
        else LaunchA<LinesAlongK, TGpuEpilogue, TLane>(queue, transposeB, shape, a, b, c, epilogue);
    }

    private static void LaunchA<TLayoutA, TGpuEpilogue, TLane>(
        GpuQueue queue, bool transposeB, in GpuGemmShape shape, ArrayView<float> a, ArrayView<float> b, ArrayView<TLane> c, TGpuEpilogue epilogue)
        where TLayoutA : struct, IOperandLayout where TGpuEpilogue : struct, IGemmEpilogue<TLane> where TLane : unmanaged, IGpuLane<TLane>
    {
        if (transposeB) TensorGemmKernel<TUnit, TLayoutA, LinesAlongK, TGpuEpilogue, TLane>.Launch(queue, shape, a, b, c, epilogue);
        else TensorGemmKernel<TUnit, TLayoutA, LinesAcrossK, TGpuEpilogue, TLane>.Launch(queue, shape, a, b, c, epilogue);
    }
}
