using System.Numerics;
using System.Runtime.CompilerServices;
using NumericsCore.Kernels;
using Formula = NumericsCore.Kernels.Formulas;

namespace NumericsCore;

/// <summary>The function applied to a layer's pre-activations.</summary>
public abstract partial class Activation
{
    private Activation(string name, object? operation)
    {
        Name = name;
        Operation = operation;
    }

    /// <summary>y = x.</summary>
    public static Activation None { get; } = new Fused<Identity>("none", static x => x);

    /// <summary>max(x, 0).</summary>
    public static Activation Relu { get; } = new Fused<Formula.Relu>("relu", static x => x.Relu());

    /// <summary>1 / (1 + e^-x).</summary>
    public static Activation Sigmoid { get; } = new Fused<Formula.Sigmoid>("sigmoid", static x => x.Sigmoid());

    /// <summary>The hyperbolic tangent.</summary>
    public static Activation Tanh { get; } = new Fused<Formula.Tanh>("tanh", static x => x.Tanh());

    /// <summary>exp(x) / Σ exp(x) over the last axis.</summary>
    public static Activation Softmax { get; } = new SoftmaxOfRows();

    /// <summary>log(1 + e^x).</summary>
    public static Activation Softplus => Shelf.Softplus;

    /// <summary>x·Φ(x) = ½x·(1 + erf(x/√2)), the exact form of GELU.</summary>
    public static Activation Gelu => Shelf.Gelu;

    /// <summary>½x·(1 + tanh(√(2/π)·(x + 0.044715x³))), the tanh form of GELU.</summary>
    public static Activation GeluTanh => Shelf.GeluTanh;

    /// <summary>x·σ(x), also called swish.</summary>
    public static Activation Silu => Shelf.Silu;

    /// <summary>λx for x > 0, else λα·(e^x - 1), with λ = 1.0507009873554805 and α = 1.6732632423543772.</summary>
    public static Activation Selu => Shelf.Selu;

    /// <summary>min(max(x + 3, 0), 6) / 6, as in PyTorch and Keras 3.</summary>
    public static Activation HardSigmoid => Shelf.HardSigmoid;

    /// <summary>x·min(max(x + 3, 0), 6) / 6.</summary>
    public static Activation HardSwish => Shelf.HardSwish;

    /// <summary>x·tanh(log(1 + e^x)).</summary>
    public static Activation Mish => Shelf.Mish;

    /// <summary>x / (1 + |x|).</summary>
    public static Activation Softsign => Shelf.Softsign;

    /// <summary>log σ(x) = -log(1 + e^-x).</summary>
    public static Activation LogSigmoid => Shelf.LogSigmoid;

    /// <summary>All activations, each with its name; those with values have their defaults.</summary>
    public static IReadOnlyList<Activation> All => Shelf.All;

    /// <summary>The name, in lower case.</summary>
    public string Name { get; }

    /// <summary>The activation of every element (for softmax, of every row).</summary>
    public abstract Tensor Apply(Tensor x);

    /// <summary>x for x > 0, else α·(e^x - 1).</summary>
    /// <param name="alpha">α, finite and at least 0; 1 in PyTorch, Keras and the paper.</param>
    /// <exception cref="ArgumentOutOfRangeException">α is negative or not finite.</exception>
    public static Activation Elu(double alpha = 1) => Fuse("elu", new Formula.Elu(new(RequireAlpha(alpha))));

    /// <summary>x for x ≥ 0, else slope·x; the gradient at 0 is that below it.</summary>
    /// <param name="negativeSlope">The slope below 0, in [0, 1]; 0.01 in PyTorch and the paper, 0.3 in Keras.</param>
    /// <exception cref="ArgumentOutOfRangeException">The slope lies outside [0, 1].</exception>
    public static Activation LeakyRelu(double negativeSlope = 0.01) => Fuse("leaky_relu", new Formula.LeakyRelu(new(RequireSlope(negativeSlope))));

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Whether another activation is the same function, with the same values.</summary>
    internal bool IsSameAs(Activation other) => this == other || Name == other.Name && Operation is { } operation && operation.Equals(other.Operation);

    /// <summary>f(x · weight + bias), in one kernel where the activation allows it.</summary>
    /// <param name="x">[..., inputs].</param>
    /// <param name="weight">[inputs, outputs].</param>
    /// <param name="bias">[outputs], or null for none.</param>
    /// <param name="deferred">Whether the kernel may be left to the operation that reads the result, see <see cref="Tensor.Computed"/>.</param>
    internal abstract Tensor Dense(Tensor x, Tensor weight, Tensor? bias, bool deferred = false);

    /// <summary>The step f(x · weight + bias) of a planned forward pass; null where f is not elementwise.</summary>
    internal abstract DenseStep<T>? DenseStep<T>(nint inputs, nint outputs, bool usesBias, int simdBits) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The step f(x) of a planned forward pass.</summary>
    internal abstract ForwardStep<T> Step<T>(nint width, int simdBits) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>A slope below 0 that an activation can have.</summary>
    internal static double RequireSlope(double slope, [CallerArgumentExpression(nameof(slope))] string? name = null) =>
        slope >= 0 && slope <= 1 ? slope : throw OutOfRange.Error(name, slope, "The slope below 0 lies in [0, 1].");

    /// <summary>An α that an activation can have.</summary>
    internal static double RequireAlpha(double alpha, [CallerArgumentExpression(nameof(alpha))] string? name = null) =>
        alpha >= 0 && double.IsFinite(alpha) ? alpha : throw OutOfRange.Error(name, alpha, "α is finite and at least 0.");

    // made when first asked for: a program that uses none of these is spared the compiler's time for all of them
    private static class Shelf
    {
        public static readonly Activation Softplus = Of<Formula.Softplus>("softplus");
        public static readonly Activation Gelu = Of<Formula.Gelu>("gelu");
        public static readonly Activation GeluTanh = Of<Formula.GeluTanh>("gelu_tanh");
        public static readonly Activation Silu = Of<Formula.Silu>("silu");
        public static readonly Activation Selu = Fuse<Formula.Selu>("selu");
        public static readonly Activation HardSigmoid = Fuse<Formula.HardSigmoid>("hard_sigmoid");
        public static readonly Activation HardSwish = Of<Formula.HardSwish>("hard_swish");
        public static readonly Activation Mish = Of<Formula.Mish>("mish");
        public static readonly Activation Softsign = Fuse<Formula.Softsign>("softsign");
        public static readonly Activation LogSigmoid = Of<Formula.LogSigmoid>("log_sigmoid");

        public static readonly IReadOnlyList<Activation> All =
        [
            None, Relu, Sigmoid, Tanh, Softmax, Softplus, Gelu, GeluTanh, Silu, Elu(), Selu, LeakyRelu(), HardSigmoid, HardSwish, Mish, Softsign, LogSigmoid,
        ];
    }

    private sealed class Fused<TFormula>(string name, Func<Tensor, Tensor> apply, TFormula formula = default, object? operation = null) : Activation(name, operation ?? formula)
        where TFormula : struct, IPullbackFromResult
    {
        public override Tensor Apply(Tensor x) => apply(x);

        internal override Tensor Dense(Tensor x, Tensor weight, Tensor? bias, bool deferred = false) =>
            x.Dense(weight, bias, formula, $"Dense({Name})", deferred);

        internal override DenseStep<T> DenseStep<T>(nint inputs, nint outputs, bool usesBias, int simdBits) =>
            Activation.DenseStep<TFormula, T>(inputs, outputs, usesBias, simdBits, formula);

        internal override ForwardStep<T> Step<T>(nint width, int simdBits) => new ElementwiseStep<TFormula, T>(width, simdBits, formula);
    }

    private static DenseStep<T> DenseStep<TFormula, T>(nint inputs, nint outputs, bool usesBias, int simdBits, TFormula formula)
        where TFormula : struct, IUnaryFormula where T : unmanaged, IBinaryFloatingPointIeee754<T> => usesBias
        ? Kernels.DenseStep<T>.Create(inputs, outputs, simdBits, new BiasThen<TFormula>(formula))
        : Kernels.DenseStep<T>.Create(inputs, outputs, simdBits, new Then<TFormula>(formula));

    /// <summary>What follows a dense layer in a kernel of its own.</summary>
    private abstract class Following(string name, object? operation) : Activation(name, operation)
    {
        internal override Tensor Dense(Tensor x, Tensor weight, Tensor? bias, bool deferred = false) =>
            Apply(x.Dense<Identity>(weight, bias, default, "Dense"));
    }

    private sealed class FollowingFormula<TOperation>(string name, TOperation operation) : Following(name, operation) where TOperation : struct, IUnaryOperation
    {
        public override Tensor Apply(Tensor x) => x.Apply(FormulaName<TOperation>.Value, operation);

        internal override DenseStep<T> DenseStep<T>(nint inputs, nint outputs, bool usesBias, int simdBits) =>
            Activation.DenseStep<TOperation, T>(inputs, outputs, usesBias, simdBits, operation);

        internal override ForwardStep<T> Step<T>(nint width, int simdBits) => new ElementwiseStep<TOperation, T>(width, simdBits, operation);
    }

    private sealed class SoftmaxOfRows() : Following("softmax", null)
    {
        public override Tensor Apply(Tensor x) => x.Softmax();

        internal override DenseStep<T>? DenseStep<T>(nint inputs, nint outputs, bool usesBias, int simdBits) => null;

        internal override ForwardStep<T> Step<T>(nint width, int simdBits) => new SoftmaxStep<T>(width, simdBits);
    }
}
