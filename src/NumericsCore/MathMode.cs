namespace NumericsCore;

/// <summary>How a device rounds the matrix products of float32. Everything else is exact in all modes, products of float64 too.</summary>
/// <remarks>
/// <para>
/// The modes of tensor cores, <see cref="Fast"/> and <see cref="FastBFloat16"/>, need a CUDA device of compute capability 8.0 or later.
/// They round the operands, as each says, and add their products up in float32 in an order and with a rounding that NVIDIA leaves
/// open, so neither the bits of another device nor of another architecture are promised. For C = A·B with k ≤ 2^20 terms an element
/// and u the largest relative error of a rounded operand, while nothing overflows or falls below 2^-126,
/// |fl(C) - C| ≤ (2u + u² + (k + 8)·2^-22)·Σ|a|·|b|. The first two terms are (1 + u)² - 1, of the operands; the last one is of the
/// sums. It assumes what has been measured: that terms are added at least four at a time, aligned to the largest and cut off no
/// earlier than 24 bits from its first, as is the result.
/// </para>
/// <para>
/// Sources: NVIDIA, "Parallel Thread Execution ISA", on cvt and on mma (accumulation "with at least single precision", its order and
/// rounding unspecified); M. Fasi, N. J. Higham, M. Mikaitis and S. Pranesh, "Numerical behavior of NVIDIA tensor cores", PeerJ
/// Computer Science 7:e330, 2021; F. A. Khattak and M. Mikaitis, "Accurate models of NVIDIA tensor cores", arXiv:2512.07004, 2025, who
/// found 4 (compute capability 8) and 8 (9 and 10) products of TF32 at a time, twice as many of bfloat16, and one or two bits more.
/// </para>
/// </remarks>
public enum MathMode
{
    /// <summary>
    /// The same bits on every device: each element of a product is summed over ascending blocks of 256 k, each one chain of fused
    /// multiply-adds. This is what every device does until it is told otherwise.
    /// </summary>
    Exact,

    /// <summary>
    /// Tensor cores, with operands rounded to TF32, which has float32's exponents and 10 fraction bits, to the nearest with ties away
    /// from zero: |tf32(x) - x| ≤ u·|x| with u = 2^-11, and |fl(C) - C| ≤ (2^-10 + 2^-22 + (k + 8)·2^-22)·Σ|a|·|b|.
    /// </summary>
    Fast,

    /// <summary>
    /// Tensor cores, with operands rounded to bfloat16, which has float32's exponents and 7 fraction bits, to the nearest with ties to
    /// even: |bf16(x) - x| ≤ u·|x| with u = 2^-8, and |fl(C) - C| ≤ (2^-7 + 2^-16 + (k + 8)·2^-22)·Σ|a|·|b|. Tensors stay float32, and
    /// so do sums and results. Half the instructions of <see cref="Fast"/>, for an eighth of its precision.
    /// </summary>
    FastBFloat16,
}
