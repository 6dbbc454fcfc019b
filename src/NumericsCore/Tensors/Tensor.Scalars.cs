namespace NumericsCore;

/// <content>The same operations with a number on one side.</content>
public partial class Tensor
{
    /// <summary>x + value.</summary>
    public static Tensor operator +(Tensor x, double value) => x + NotNull(x).ScalarLike(value);

    /// <summary>value + x.</summary>
    public static Tensor operator +(double value, Tensor x) => NotNull(x).ScalarLike(value) + x;

    /// <summary>x - value.</summary>
    public static Tensor operator -(Tensor x, double value) => x - NotNull(x).ScalarLike(value);

    /// <summary>value - x.</summary>
    public static Tensor operator -(double value, Tensor x) => NotNull(x).ScalarLike(value) - x;

    /// <summary>x·value.</summary>
    public static Tensor operator *(Tensor x, double value) => x * NotNull(x).ScalarLike(value);

    /// <summary>value·x.</summary>
    public static Tensor operator *(double value, Tensor x) => NotNull(x).ScalarLike(value) * x;

    /// <summary>x / value.</summary>
    public static Tensor operator /(Tensor x, double value) => x / NotNull(x).ScalarLike(value);

    /// <summary>value / x.</summary>
    public static Tensor operator /(double value, Tensor x) => NotNull(x).ScalarLike(value) / x;

    /// <summary>x^exponent.</summary>
    public Tensor Power(double exponent) => Power(ScalarLike(exponent));

    /// <summary>The greater of each element and a number.</summary>
    public Tensor Maximum(double value) => Maximum(ScalarLike(value));

    /// <summary>The smaller of each element and a number.</summary>
    public Tensor Minimum(double value) => Minimum(ScalarLike(value));

    /// <summary>Each element clamped to [min, max]; the gradient is 0 where it was outside.</summary>
    /// <exception cref="ArgumentException">The lower end is above the upper one, or one is NaN.</exception>
    [Operation]
    public Tensor Clamp(double min, double max)
    {
        if (!(min <= max))
            throw new ArgumentException(FormattableString.Invariant($"The interval [{min}, {max}] is empty; expected min <= max."), nameof(min));
        return Maximum(min).Minimum(max);
    }

    /// <summary>1 where x &lt; value, else 0.</summary>
    public Tensor LessThan(double value) => LessThan(ScalarLike(value));

    /// <summary>1 where x ≤ value, else 0.</summary>
    public Tensor LessThanOrEqualTo(double value) => LessThanOrEqualTo(ScalarLike(value));

    /// <summary>1 where x &gt; value, else 0.</summary>
    public Tensor GreaterThan(double value) => GreaterThan(ScalarLike(value));

    /// <summary>1 where x ≥ value, else 0.</summary>
    public Tensor GreaterThanOrEqualTo(double value) => GreaterThanOrEqualTo(ScalarLike(value));

    /// <summary>1 where x = value, else 0.</summary>
    public Tensor EqualTo(double value) => EqualTo(ScalarLike(value));

    /// <summary>1 where x ≠ value, else 0.</summary>
    public Tensor NotEqualTo(double value) => NotEqualTo(ScalarLike(value));
}
