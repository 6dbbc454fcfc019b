using NumericsCore.Kernels;
using Formula = NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>The function applied to a layer's pre-activations.</summary>
public abstract class Activation
{
    private Activation(string name) => Name = name;

    /// <summary>y = x.</summary>
    public static Activation None { get; } = new Fused<Formula.Identity>("none", static x => x);

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
    internal abstract Tensor Dense(Tensor x, Tensor weight, Tensor? bias, (double Rate, RandomAddress Address)? dropout = null);

    /// <summary>Whether dropout may be part of that kernel.</summary>
    internal virtual bool AbsorbsDropout => false;

    private sealed class Fused<TFormula>(string name, Func<Tensor, Tensor> apply) : Activation(name) where TFormula : struct, IPullbackFromResult
    {
        public override Tensor Apply(Tensor x) => apply(x);

        internal override bool AbsorbsDropout => TFormula.AbsorbsDropout;

        internal override Tensor Dense(Tensor x, Tensor weight, Tensor? bias, (double Rate, RandomAddress Address)? dropout = null) =>
            x.Dense<TFormula>(weight, bias, dropout, default, $"Dense({Name})");
    }

    private sealed class Following(string name, Func<Tensor, Tensor> apply) : Activation(name)
    {
        public override Tensor Apply(Tensor x) => apply(x);

        internal override Tensor Dense(Tensor x, Tensor weight, Tensor? bias, (double Rate, RandomAddress Address)? dropout = null) => dropout is null
            ? apply(x.Dense<Formula.Identity>(weight, bias, null, default, "Dense"))
            : throw new NotSupportedException($"{Name} does not absorb dropout.");
    }
}
