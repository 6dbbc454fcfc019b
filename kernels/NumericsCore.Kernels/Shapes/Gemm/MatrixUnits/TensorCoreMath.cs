using ILGPU.IR.Intrinsics;

namespace NumericsCore.Kernels;

/// <summary>The instructions of CUDA's tensor cores and of copies to shared memory, which <see cref="TensorCoreCode"/> writes out. The bodies are never called.</summary>
internal static class TensorCoreMath
{
    /// <summary>cvt.rna.tf32.f32: the nearest number of 10 fraction bits, ties away from zero.</summary>
    [IntrinsicImplementation]
    public static float RoundTf32(float x) => throw Uncalled();

    /// <summary>cvt.rn.bf16x2.f32: the nearest numbers of 7 fraction bits, ties to even, side by side in a word.</summary>
    [IntrinsicImplementation]
    public static float PackBFloat16(float low, float high) => throw Uncalled();

    /// <summary>mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32.</summary>
    [IntrinsicImplementation]
    public static FragmentC MultiplyAddTf32(float a0, float a1, float a2, float a3, float b0, float b1, float c0, float c1, float c2, float c3) => throw Uncalled();

    /// <summary>mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32.</summary>
    [IntrinsicImplementation]
    public static FragmentC MultiplyAddBFloat16(float a0, float a1, float a2, float a3, float b0, float b1, float c0, float c1, float c2, float c3) => throw Uncalled();

    /// <summary>cp.async.cg.shared.global of 16 bytes, of which those from <paramref name="bytes"/> on are zeros.</summary>
    [IntrinsicImplementation]
    public static void CopyFour(ref float shared, ref float global, int bytes) => throw Uncalled();

    /// <summary>cp.async.ca.shared.global of 4 bytes, of which those from <paramref name="bytes"/> on are zeros.</summary>
    [IntrinsicImplementation]
    public static void CopyOne(ref float shared, ref float global, int bytes) => throw Uncalled();

    /// <summary>cp.async.commit_group.</summary>
    [IntrinsicImplementation]
    public static void Commit() => throw Uncalled();

    /// <summary>cp.async.wait_group 0.</summary>
    [IntrinsicImplementation]
    public static void Wait() => throw Uncalled();

    private static NotSupportedException Uncalled() => new("This is an instruction of a GPU.");
}
