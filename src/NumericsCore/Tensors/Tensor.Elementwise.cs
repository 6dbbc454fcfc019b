using Formula = NumericsCore.Kernels.Formulas;

namespace NumericsCore;

/// <content>The elementwise part of the operation table: one line an operation. Its formula, pullback, reference and domain are in the struct that it names.</content>
public partial class Tensor
{
    /// <summary>-x.</summary>
    [Operation] public static Tensor operator -(Tensor x) => NotNull(x).Apply<Formula.Negate>();

    /// <summary>a + b, elementwise with broadcasting.</summary>
    [Operation] public static Tensor operator +(Tensor a, Tensor b) => Apply<Formula.Add>(NotNull(a), NotNull(b));

    /// <summary>a - b, elementwise with broadcasting.</summary>
    [Operation] public static Tensor operator -(Tensor a, Tensor b) => Apply<Formula.Subtract>(NotNull(a), NotNull(b));

    /// <summary>a·b, elementwise with broadcasting; for the matrix product see <see cref="MatMul"/>.</summary>
    [Operation] public static Tensor operator *(Tensor a, Tensor b) => Apply<Formula.Multiply>(NotNull(a), NotNull(b));

    /// <summary>a / b, elementwise with broadcasting.</summary>
    [Operation] public static Tensor operator /(Tensor a, Tensor b) => Apply<Formula.Divide>(NotNull(a), NotNull(b));

    /// <summary>x^y, elementwise with broadcasting.</summary>
    [Operation] public Tensor Power(Tensor exponent) => Apply<Formula.Power>(this, NotNull(exponent));

    /// <summary>The greater of each pair; NaN if one is NaN. Where both are equal each gets half of the gradient.</summary>
    [Operation] public Tensor Maximum(Tensor other) => Apply<Formula.Maximum>(this, NotNull(other));

    /// <summary>a - b·⌊a/b⌋, exact but for one rounding, elementwise with broadcasting: the remainder with the sign of the divisor, as in PyTorch; NaN for a divisor of 0.</summary>
    [Operation] public Tensor Remainder(Tensor divisor) => Apply<Formula.Remainder>(this, NotNull(divisor));

    /// <summary>The smaller of each pair; NaN if one is NaN. Where both are equal each gets half of the gradient.</summary>
    [Operation] public Tensor Minimum(Tensor other) => Apply<Formula.Minimum>(this, NotNull(other));

    /// <summary>|x|; the gradient at 0 is 0.</summary>
    [Operation] public Tensor Abs() => Apply<Formula.Abs>();

    /// <summary>e^x.</summary>
    [Operation] public Tensor Exp() => Apply<Formula.Exp>();

    /// <summary>The natural logarithm; -∞ at 0, NaN below.</summary>
    [Operation] public Tensor Log() => Apply<Formula.Log>();

    /// <summary>log(1 + x), accurate for small x.</summary>
    [Operation] public Tensor Log1p() => Apply<Formula.Log1p>();

    /// <summary>2^x.</summary>
    [Operation] public Tensor Exp2() => Apply<Formula.Exp2>();

    /// <summary>e^x - 1, accurate for small x.</summary>
    [Operation] public Tensor Expm1() => Apply<Formula.Expm1>();

    /// <summary>The logarithm to base 2; -∞ at 0, NaN below.</summary>
    [Operation] public Tensor Log2() => Apply<Formula.Log2>();

    /// <summary>The logarithm to base 10; -∞ at 0, NaN below.</summary>
    [Operation] public Tensor Log10() => Apply<Formula.Log10>();

    /// <summary>⌊x⌋, the greatest integer of at most x; its gradient is 0.</summary>
    [Operation] public Tensor Floor() => Apply<Formula.Floor>();

    /// <summary>⌈x⌉, the least integer of at least x; its gradient is 0.</summary>
    [Operation] public Tensor Ceiling() => Apply<Formula.Ceiling>();

    /// <summary>The nearest integer, of two the even one; its gradient is 0.</summary>
    [Operation] public Tensor Round() => Apply<Formula.Round>();

    /// <summary>The integer part, with the sign of x; its gradient is 0.</summary>
    [Operation] public Tensor Truncate() => Apply<Formula.Truncate>();

    /// <summary>The sine, of any finite x; NaN for ±∞.</summary>
    [Operation] public Tensor Sin() => Apply<Formula.Sin>();

    /// <summary>The cosine, of any finite x; NaN for ±∞.</summary>
    [Operation] public Tensor Cos() => Apply<Formula.Cos>();

    /// <summary>The tangent, of any finite x; NaN for ±∞.</summary>
    [Operation] public Tensor Tan() => Apply<Formula.Tan>();

    /// <summary>The arcsine, in [-π/2, π/2]; NaN outside [-1, 1].</summary>
    [Operation] public Tensor Asin() => Apply<Formula.Asin>();

    /// <summary>The arccosine, in [0, π]; NaN outside [-1, 1].</summary>
    [Operation] public Tensor Acos() => Apply<Formula.Acos>();

    /// <summary>The arctangent, in [-π/2, π/2].</summary>
    [Operation] public Tensor Atan() => Apply<Formula.Atan>();

    /// <summary>The angle of the point (x, y) with this as y, in [-π, π], elementwise with broadcasting, as IEEE 754-2019 atan2; the gradient at the origin is 0.</summary>
    [Operation] public Tensor Atan2(Tensor x) => Apply<Formula.Atan2>(this, NotNull(x));

    /// <summary>√(x² + y²) without overflow on the way, elementwise with broadcasting; the gradient at the origin is 0.</summary>
    [Operation] public Tensor Hypot(Tensor other) => Apply<Formula.Hypot>(this, NotNull(other));

    /// <summary>The hyperbolic sine.</summary>
    [Operation] public Tensor Sinh() => Apply<Formula.Sinh>();

    /// <summary>The hyperbolic cosine.</summary>
    [Operation] public Tensor Cosh() => Apply<Formula.Cosh>();

    /// <summary>The error function 2/√π·∫₀ˣ e^(-t²) dt.</summary>
    [Operation] public Tensor Erf() => Apply<Formula.Erf>();

    /// <summary>1 - erf x, accurate for large x.</summary>
    [Operation] public Tensor Erfc() => Apply<Formula.Erfc>();

    /// <summary>√x; NaN below 0.</summary>
    [Operation] public Tensor Sqrt() => Apply<Formula.Sqrt>();

    /// <summary>x².</summary>
    [Operation] public Tensor Square() => Apply<Formula.Square>();

    /// <summary>1 / x.</summary>
    [Operation] public Tensor Reciprocal() => Apply<Formula.Reciprocal>();

    /// <summary>-1, 0 or 1 by the sign of x; its gradient is 0.</summary>
    [Operation] public Tensor Sign() => Apply<Formula.Sign>();

    /// <summary>max(x, 0); the gradient at 0 is 0.</summary>
    [Operation] public Tensor Relu() => Apply<Formula.Relu>();

    /// <summary>σ(x) = 1 / (1 + e^-x).</summary>
    [Operation] public Tensor Sigmoid() => Apply<Formula.Sigmoid>();

    /// <summary>The hyperbolic tangent.</summary>
    [Operation] public Tensor Tanh() => Apply<Formula.Tanh>();

    /// <summary>log(1 + e^x).</summary>
    [Operation] public Tensor Softplus() => Apply<Formula.Softplus>();

    /// <summary>log σ(x) = -log(1 + e^-x).</summary>
    [Operation] public Tensor LogSigmoid() => Apply<Formula.LogSigmoid>();

    /// <summary>x for x ≥ 0, else slope·x; the gradient at 0 is that below it.</summary>
    /// <param name="negativeSlope">The slope below 0, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The slope lies outside [0, 1].</exception>
    [Operation] public Tensor LeakyRelu(double negativeSlope = 0.01) => Apply(new Formula.LeakyRelu(new(Activation.RequireSlope(negativeSlope))));

    /// <summary>x for x ≥ 0, else slope·x, elementwise with broadcasting; the gradient at 0 is that below it.</summary>
    [Operation] public Tensor PRelu(Tensor slope) => Apply<Formula.PRelu>(this, NotNull(slope));

    /// <summary>x for x > 0, else α·(e^x - 1).</summary>
    /// <param name="alpha">α, finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">α is negative or not finite.</exception>
    [Operation] public Tensor Elu(double alpha = 1) => Apply(new Formula.Elu(new(Activation.RequireAlpha(alpha))));

    /// <summary>λx for x > 0, else λα·(e^x - 1), with λ = 1.0507009873554805 and α = 1.6732632423543772.</summary>
    [Operation] public Tensor Selu() => Apply<Formula.Selu>();

    /// <summary>x·σ(x), also called swish.</summary>
    [Operation] public Tensor Silu() => Apply<Formula.Silu>();

    /// <summary>x·Φ(x) = ½x·(1 + erf(x/√2)), the exact form of GELU.</summary>
    [Operation] public Tensor Gelu() => Apply<Formula.Gelu>();

    /// <summary>½x·(1 + tanh(√(2/π)·(x + 0.044715x³))), the tanh form of GELU.</summary>
    [Operation] public Tensor GeluTanh() => Apply<Formula.GeluTanh>();

    /// <summary>x·tanh(log(1 + e^x)).</summary>
    [Operation] public Tensor Mish() => Apply<Formula.Mish>();

    /// <summary>x / (1 + |x|).</summary>
    [Operation] public Tensor Softsign() => Apply<Formula.Softsign>();

    /// <summary>min(max(x + 3, 0), 6) / 6; the gradient is 0 where the result is 0 or 1.</summary>
    [Operation] public Tensor HardSigmoid() => Apply<Formula.HardSigmoid>();

    /// <summary>x·min(max(x + 3, 0), 6) / 6.</summary>
    [Operation] public Tensor HardSwish() => Apply<Formula.HardSwish>();

    /// <summary>1 where a &lt; b, else 0; no gradient passes.</summary>
    public Tensor LessThan(Tensor other) => Zip<Formula.Less>(this, NotNull(other));

    /// <summary>1 where a ≤ b, else 0; no gradient passes.</summary>
    public Tensor LessThanOrEqualTo(Tensor other) => Zip<Formula.LessOrEqual>(this, NotNull(other));

    /// <summary>1 where a &gt; b, else 0; no gradient passes.</summary>
    public Tensor GreaterThan(Tensor other) => Zip<Formula.Greater>(this, NotNull(other));

    /// <summary>1 where a ≥ b, else 0; no gradient passes.</summary>
    public Tensor GreaterThanOrEqualTo(Tensor other) => Zip<Formula.GreaterOrEqual>(this, NotNull(other));

    /// <summary>1 where a = b, else 0; no gradient passes.</summary>
    public Tensor EqualTo(Tensor other) => Zip<Formula.Equal>(this, NotNull(other));

    /// <summary>1 where a ≠ b, else 0; no gradient passes.</summary>
    public Tensor NotEqualTo(Tensor other) => Zip<Formula.NotEqual>(this, NotNull(other));

    /// <summary>Where the condition is not 0 the element of <paramref name="ifTrue"/>, else that of <paramref name="ifFalse"/>, with broadcasting. No gradient passes to the condition.</summary>
    [Operation]
    public static Tensor Where(Tensor condition, Tensor ifTrue, Tensor ifFalse)
    {
        var y = Zip<Formula.Where>(NotNull(condition), NotNull(ifTrue), NotNull(ifFalse));
        return IsTracked(ifTrue) || IsTracked(ifFalse) ? TrackWhere(condition, ifTrue, ifFalse, y) : y;
    }

    private static Tensor TrackWhere(Tensor condition, Tensor ifTrue, Tensor ifFalse, Tensor y) => y.Track(nameof(Where), [ifTrue, ifFalse], dy =>
    [
        ifTrue.RequiresGradient ? Zip<Formula.Where>(condition, dy, dy.ScalarLike(0)).SumTo(ifTrue.Shape) : null,
        ifFalse.RequiresGradient ? Zip<Formula.Where>(condition, dy.ScalarLike(0), dy).SumTo(ifFalse.Shape) : null,
    ]);

    private static Tensor NotNull(Tensor? tensor, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(tensor))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        return tensor;
    }
}
