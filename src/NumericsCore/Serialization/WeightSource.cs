namespace NumericsCore;

/// <summary>Where the values of a parameter or buffer stand in a file. A text is the name of a tensor, as it is; null leaves it alone.</summary>
/// <param name="Tensor">The name of the tensor; null for one that stays as it is.</param>
/// <param name="Transpose">
/// Whether the tensor is a matrix [a, b] for a parameter [b, a]. A dense layer has its weight as [inputs, outputs]; PyTorch's Linear has
/// [outputs, inputs], and is read with true.
/// </param>
public readonly record struct WeightSource(string? Tensor, bool Transpose = false)
{
    /// <summary>The tensor of a name, as it is.</summary>
    public static implicit operator WeightSource(string? tensor) => new(tensor);

    /// <inheritdoc cref="op_Implicit(string?)"/>
    public static WeightSource FromString(string? tensor) => new(tensor);
}

/// <summary>What <see cref="Model.LoadWeights"/> did.</summary>
/// <param name="Loaded">The paths of the parameters and buffers that have new values.</param>
/// <param name="Missing">Those whose tensor the file does not have, and that are as they were.</param>
/// <param name="Unexpected">The names of tensors that none took.</param>
public sealed record LoadedWeights(IReadOnlyList<string> Loaded, IReadOnlyList<string> Missing, IReadOnlyList<string> Unexpected);
