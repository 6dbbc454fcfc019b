namespace NumericsCore.Kernels;

/// <summary>What a backend rounds the operands of float32 products to. Sums and results are float32 in each.</summary>
internal enum GemmPrecision
{
    /// <summary>Not at all: fused multiply-adds in the order of <see cref="ReductionOrder.ProductBlock"/>, with the same bits on every device.</summary>
    Exact,

    /// <summary>10 fraction bits.</summary>
    Tf32,

    /// <summary>7 fraction bits.</summary>
    BFloat16,
}
