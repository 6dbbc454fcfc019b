using System.Globalization;
using Formula = NumericsCore.Kernels.Formulas;

namespace NumericsCore.Testing;

/// <summary>One dense layer of a random network, and what follows it.</summary>
/// <param name="Units">Outputs; at least 1.</param>
/// <param name="Activation">Applied to the pre-activations.</param>
/// <param name="UseBias">Whether there is a bias.</param>
/// <param name="Dropout">The rate of the dropout after the activation; 0 for none.</param>
public sealed record NetworkLayer(int Units, NetworkActivation Activation, bool UseBias = true, double Dropout = 0)
{
    /// <summary>C# that makes the layer.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"new({Units}, {Activation}{(UseBias ? "" : ", UseBias: false")}{(Dropout == 0 ? "" : FormattableString.Invariant($", Dropout: {Dropout}"))})");
}

/// <summary>An activation of a random network: one of the library's, or an operation under test.</summary>
public sealed class NetworkActivation : IEquatable<NetworkActivation>
{
    private NetworkActivation(string name, Activation builtIn, Func<Tensor, Tensor>? operation, IReadOnlyList<double> kinks, double maxSlope)
    {
        Name = name;
        BuiltIn = builtIn;
        Operation = operation;
        Kinks = kinks;
        MaxSlope = maxSlope;
    }

    /// <summary>The name, as it is printed.</summary>
    public string Name { get; }

    /// <summary>Whether the activation is not twice differentiable at 0, so that pre-activations must keep their distance from it.</summary>
    public bool HasKinkAtZero => Kinks.Contains(0);

    /// <summary>A bound on how much faster than its largest input an output changes.</summary>
    public double MaxSlope { get; }

    /// <summary>Where the activation is not twice differentiable: central differences say nothing there.</summary>
    internal IReadOnlyList<double> Kinks { get; }

    /// <summary>What is part of the dense layer; none for an operation under test.</summary>
    internal Activation BuiltIn { get; }

    /// <summary>What follows the dense layer as a layer of its own; null for one of the library's.</summary>
    internal Func<Tensor, Tensor>? Operation { get; }

    /// <summary>One of the library's activations.</summary>
    public static implicit operator NetworkActivation(Activation activation) => Of(activation);

    /// <summary>One of the library's activations, of which slopes and kinks are known.</summary>
    /// <exception cref="ArgumentException">It is one of a formula of one's own, of which neither is known.</exception>
    public static NetworkActivation Of(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        if (!Activation.All.Any(own => own.Name == activation.Name && own.Operation?.GetType() == activation.Operation?.GetType()))
            throw new ArgumentException($"{activation} is none of the library's activations: its slope and whether it has a kink at 0 are not known. Say them: {nameof(Custom)}(\"{activation}\", activation.Apply, ...).", nameof(activation));
        return new(activation.Name, activation, null, KinksOf(activation.Operation), MaxSlopeOf(activation.Operation));
    }

    /// <summary>An operation under test, elementwise or along the last axis, that keeps the shape.</summary>
    /// <param name="name">Its name, as it is printed.</param>
    /// <param name="operation">Tensor operations, such as those of a <see cref="CustomOperation"/>.</param>
    /// <param name="hasKinkAtZero">Whether it is not differentiable at 0.</param>
    /// <param name="maxSlope">A bound on how much faster than its largest input an output changes.</param>
    public static NetworkActivation Custom(string name, Func<Tensor, Tensor> operation, bool hasKinkAtZero = false, double maxSlope = 1)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(operation);
        return new(name, Activation.None, operation, hasKinkAtZero ? [0] : [], maxSlope);
    }

    /// <inheritdoc/>
    public bool Equals(NetworkActivation? other) => other is not null && Name == other.Name && Operation == other.Operation && BuiltIn.IsSameAs(other.BuiltIn);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NetworkActivation);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <summary>C# that makes the activation; for an operation under test, its name.</summary>
    public override string ToString() => Operation is not null ? Name : string.Create(CultureInfo.InvariantCulture, $"Activation.{string.Concat(Name.Split('_').Select(static word => $"{char.ToUpperInvariant(word[0])}{word[1..]}"))}{Values()}");

    private string Values() => BuiltIn.Operation switch
    {
        Formula.Elu elu => string.Create(CultureInfo.InvariantCulture, $"({elu.Alpha})"),
        Formula.LeakyRelu leaky => string.Create(CultureInfo.InvariantCulture, $"({leaky.NegativeSlope})"),
        _ => "",
    };

    private static double[] KinksOf(object? formula) => formula switch
    {
        Formula.Relu or Formula.LeakyRelu or Formula.Elu or Formula.Selu or Formula.Softsign => [0],
        Formula.HardSigmoid or Formula.HardSwish => [-3, 3],
        _ => [],
    };

    /// <summary>The largest derivative of a formula: of ELU at -0, of GELU at √2, of SiLU at 2.3994, of Mish at 1.4908, of hard swish at 3.</summary>
    private static double MaxSlopeOf(object? formula) => formula switch
    {
        Formula.Elu elu => Math.Max(1, elu.Alpha),
        Formula.Selu => 1.7581,
        Formula.HardSwish => 1.5,
        Formula.Gelu or Formula.GeluTanh => 1.13,
        Formula.Silu => 1.1,
        Formula.Mish => 1.09,
        _ => 1,
    };
}

/// <summary>The loss at the end of a random network.</summary>
public enum NetworkLoss
{
    /// <summary>Of any outputs.</summary>
    MeanSquaredError,

    /// <summary>Of probabilities: the last activation is the sigmoid.</summary>
    BinaryCrossEntropy,

    /// <summary>Of any outputs.</summary>
    BinaryCrossEntropyFromLogits,

    /// <summary>Of probabilities: the last activation is softmax.</summary>
    CategoricalCrossEntropy,

    /// <summary>Of any outputs.</summary>
    CategoricalCrossEntropyFromLogits,

    /// <summary>Of any outputs, with class numbers as targets.</summary>
    SparseCategoricalCrossEntropyFromLogits,
}
