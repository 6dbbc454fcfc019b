using System.Runtime.CompilerServices;
using NumericsCore.Kernels;
using Formula = NumericsCore.Kernels.Formulas;

namespace NumericsCore;

/// <summary>The function applied to a layer's pre-activations.</summary>
public abstract partial class Activation
{
    private Activation(string name) => Name = name;

    /// <summary>y = x.</summary>
    public static Activation None { get; } = new Fused<Identity>("none", static x => x);

    /// <summary>max(x, 0).</summary>
    public static Activation Relu { get; } = new Fused<Formula.Relu>("relu", static x => x.Relu());

    /// <summary>1 / (1 + e^-x).</summary>
    public static Activation Sigmoid { get; } = new Fused<Formula.Sigmoid>("sigmoid", static x => x.Sigmoid());

    /// <summary>The hyperbolic tangent.</summary>
    public static Activation Tanh { get; } = new Fused<Formula.Tanh>("tanh", static x => x.Tanh());

    /// <summary>exp(x) / Σ exp(x) over the last axis.</summary>
    public static Activation Softmax { get; } = new Following("softmax", static x => x.Softmax());

    /// <summary>log(1 + e^x).</summary>
    public static Activation Softplus { get; } = new Following("softplus", static x => x.Softplus());

    /// <summary>All activations, each with its name.</summary>
    public static IReadOnlyList<Activation> All { get; } = [None, Relu, Sigmoid, Tanh, Softmax, Softplus];

    /// <summary>The name, in lower case.</summary>
    public string Name { get; }

    /// <summary>The activation of every element (for softmax, of every row).</summary>
    public abstract Tensor Apply(Tensor x);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>f(x · weight + bias), in one kernel where the activation allows it.</summary>
    /// <param name="x">[..., inputs].</param>
    /// <param name="weight">[inputs, outputs].</param>
    /// <param name="bias">[outputs], or null for none.</param>
    /// <param name="deferred">Whether the kernel may be left to the operation that reads the result, see <see cref="Tensor.Computed"/>.</param>
    internal abstract Tensor Dense(Tensor x, Tensor weight, Tensor? bias, bool deferred = false);

    /// <summary>A slope below 0 that an activation can have.</summary>
    internal static double RequireSlope(double slope, [CallerArgumentExpression(nameof(slope))] string? name = null) =>
        slope >= 0 && slope <= 1 ? slope : throw OutOfRange.Error(name, slope, "The slope below 0 lies in [0, 1].");

    /// <summary>An α that an activation can have.</summary>
    internal static double RequireAlpha(double alpha, [CallerArgumentExpression(nameof(alpha))] string? name = null) =>
        alpha >= 0 && double.IsFinite(alpha) ? alpha : throw OutOfRange.Error(name, alpha, "α is finite and at least 0.");

    private sealed class Fused<TFormula>(string name, Func<Tensor, Tensor> apply, TFormula formula = default) : Activation(name) where TFormula : struct, IPullbackFromResult
    {
        public override Tensor Apply(Tensor x) => apply(x);

        internal override Tensor Dense(Tensor x, Tensor weight, Tensor? bias, bool deferred = false) =>
            x.Dense(weight, bias, formula, $"Dense({Name})", deferred);
    }

    private sealed class Following(string name, Func<Tensor, Tensor> apply) : Activation(name)
    {
        public override Tensor Apply(Tensor x) => apply(x);

        internal override Tensor Dense(Tensor x, Tensor weight, Tensor? bias, bool deferred = false) =>
            apply(x.Dense<Identity>(weight, bias, default, "Dense"));
    }
}
