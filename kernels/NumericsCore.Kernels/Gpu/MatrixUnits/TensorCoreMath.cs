using ILGPU.IR.Intrinsics;

namespace NumericsCore.Kernels;

/// <summary>The two instructions of CUDA's tensor cores, which <see cref="TensorCoreCode"/> writes out. The bodies are never called.</summary>
internal static class TensorCoreMath
{
    /// <summary>cvt.rna.tf32.f32: the nearest number of 10 fraction bits, ties away from zero.</summary>
    [IntrinsicImplementation]
    public static float Round(float x) => throw new NotSupportedException(x.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32.</summary>
    [IntrinsicImplementation]
    public static FragmentC MultiplyAdd(float a0, float a1, float a2, float a3, float b0, float b1, float c0, float c1, float c2, float c3) =>
        new(a0 * b0 + c0, a1 * b1 + c1, a2 + c2, a3 + c3);
}
