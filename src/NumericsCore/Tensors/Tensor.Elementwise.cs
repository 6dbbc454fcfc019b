using Formula = NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>The elementwise part of the operation table: one line an operation. Its formula, pullback, reference and domain are in the struct that it names.</summary>
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
        return y.Track(nameof(Where), [ifTrue, ifFalse], dy =>
        [
            ifTrue.RequiresGradient ? Zip<Formula.Where>(condition, dy, dy.ScalarLike(0)).SumTo(ifTrue.Shape) : null,
            ifFalse.RequiresGradient ? Zip<Formula.Where>(condition, dy.ScalarLike(0), dy).SumTo(ifFalse.Shape) : null,
        ]);
    }

    private static Tensor NotNull(Tensor? tensor, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(tensor))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        return tensor;
    }
}
