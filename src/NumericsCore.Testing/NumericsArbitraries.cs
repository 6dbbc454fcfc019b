using FsCheck;

namespace NumericsCore.Testing;

/// <summary>The generators of <see cref="Generate"/> with their defaults, where FsCheck's attributes find them: <c>[Property(Arbitrary = [typeof(NumericsArbitraries)])]</c>.</summary>
public static class NumericsArbitraries
{
    /// <inheritdoc cref="Generate.Shapes"/>
    public static Arbitrary<Shape> Shapes() => Generate.Shapes();

    /// <inheritdoc cref="Generate.BroadcastPairs"/>
    public static Arbitrary<ShapePair> BroadcastPairs() => Generate.BroadcastPairs();

    /// <inheritdoc cref="Generate.Tensors(TensorOptions?)"/>
    public static Arbitrary<TensorCase> Tensors() => Generate.Tensors();

    /// <inheritdoc cref="Generate.Networks(NetworkOptions?)"/>
    public static Arbitrary<RandomNetwork> Networks() => Generate.Networks();

    /// <inheritdoc cref="Generate.Graphs(int)"/>
    public static Arbitrary<RandomGraph> Graphs() => Generate.Graphs();
}
