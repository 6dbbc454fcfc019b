using System.Globalization;

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
    private NetworkActivation(string name, Activation builtIn, Func<Tensor, Tensor>? operation, bool hasKinkAtZero, double maxSlope)
    {
        Name = name;
        BuiltIn = builtIn;
        Operation = operation;
        HasKinkAtZero = hasKinkAtZero;
        MaxSlope = maxSlope;
    }

    /// <summary>The name, as it is printed.</summary>
    public string Name { get; }

    /// <summary>Whether the activation is not differentiable at 0, so that pre-activations must keep their distance from it.</summary>
    public bool HasKinkAtZero { get; }

    /// <summary>A bound on how much faster than its largest input an output changes.</summary>
    public double MaxSlope { get; }

    /// <summary>What is part of the dense layer; none for an operation under test.</summary>
    internal Activation BuiltIn { get; }

    /// <summary>What follows the dense layer as a layer of its own; null for one of the library's.</summary>
    internal Func<Tensor, Tensor>? Operation { get; }

    /// <summary>One of the library's activations.</summary>
    public static implicit operator NetworkActivation(Activation activation) => Of(activation);

    /// <summary>One of the library's activations; each has a slope of at most 1, and relu alone has a kink.</summary>
    /// <exception cref="ArgumentException">It is one of <see cref="Activation.From"/>, of which neither is known.</exception>
    public static NetworkActivation Of(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        if (!Activation.All.Contains(activation))
            throw new ArgumentException($"{activation} is none of the library's activations: its slope and whether it has a kink at 0 are not known. Say them: {nameof(Custom)}(\"{activation}\", activation.Apply, ...).", nameof(activation));
        return new(activation.Name, activation, null, activation == Activation.Relu, 1);
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
        return new(name, Activation.None, operation, hasKinkAtZero, maxSlope);
    }

    /// <inheritdoc/>
    public bool Equals(NetworkActivation? other) => other is not null && Name == other.Name && Operation == other.Operation;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NetworkActivation);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <summary>C# that makes the activation; for an operation under test, its name.</summary>
    public override string ToString() => Operation is null ? $"Activation.{char.ToUpperInvariant(Name[0])}{Name[1..]}" : Name;
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
