namespace NumericsCore;

/// <summary>How a device rounds the matrix products of float32. Everything else is exact in both modes, products of float64 too.</summary>
public enum MathMode
{
    /// <summary>
    /// The same bits on every device: each element of a product is one chain of fused multiply-adds over ascending k. This is what
    /// every device does until it is told otherwise.
    /// </summary>
    Exact,

    /// <summary>
    /// Tensor cores: the operands of a float32 product are rounded to TF32, which has float32's exponents and 10 fraction bits, to the
    /// nearest with ties away from zero: |tf32(x) - x| ≤ 2^-11·|x|. Their products are added up in float32 in an order and with a
    /// rounding that NVIDIA leaves open, so neither the bits of another device nor of another architecture are promised. For
    /// C = A·B with k ≤ 2^20 terms an element, while nothing overflows or falls below 2^-126,
    /// |fl(C) - C| ≤ (2^-10 + 2^-22 + (k + 8)·2^-22)·Σ|a|·|b|. The first two terms are (1 + 2^-11)² - 1, of the operands; the last
    /// one is of the sums, with every term and every result cut off after 24 bits.
    /// </summary>
    /// <remarks>
    /// Needs a CUDA device of compute capability 8.0 or later. Sources: NVIDIA, "Parallel Thread Execution ISA", on cvt (.rna, .tf32)
    /// and on mma (.m16n8k8, .tf32: accumulation "with at least single precision", its order and rounding unspecified); M. Fasi,
    /// N. J. Higham, M. Mikaitis and S. Pranesh, "Numerical behavior of NVIDIA tensor cores", PeerJ Computer Science 7, 2021, for how
    /// the terms are cut off.
    /// </remarks>
    Fast,
}
