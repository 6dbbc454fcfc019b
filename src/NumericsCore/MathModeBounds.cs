namespace NumericsCore;

/// <summary>The bound that <see cref="MathMode"/> states, as a number.</summary>
internal static class MathModeBounds
{
    /// <summary>What an element of a product of k terms may be off in a fast mode, in units of Σ|a|·|b|.</summary>
    public static double ErrorBound(this MathMode mode, int k)
    {
        double u = mode switch
        {
            MathMode.Fast => Math.ScaleB(1, -11),
            MathMode.FastBFloat16 => Math.ScaleB(1, -8),
            _ => throw Kernels.OutOfRange.Error(nameof(mode), mode, "The mode is not fast."),
        };
        return (2 * u) + (u * u) + ((k + 8) * Math.ScaleB(1, -22));
    }
}
