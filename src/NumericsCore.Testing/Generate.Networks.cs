using FsCheck;
using FsCheck.Fluent;

namespace NumericsCore.Testing;

/// <summary>Which networks <see cref="Generate.Networks(NetworkOptions?)"/> samples.</summary>
public sealed record NetworkOptions
{
    /// <summary>The most dense layers.</summary>
    public int MaxDepth { get; init; } = 5;

    /// <summary>The most units of a layer, and the most inputs.</summary>
    public int MaxWidth { get; init; } = 6;

    /// <summary>The most samples of the batch.</summary>
    public int MaxSamples { get; init; } = 4;

    /// <summary>What may follow a layer; all of the library's if empty.</summary>
    public IReadOnlyList<NetworkActivation> Activations { get; init; } = [];

    /// <summary>The losses; all if empty.</summary>
    public IReadOnlyList<NetworkLoss> Losses { get; init; } = [];
}

public static partial class Generate
{
    // a seed in three lies too near a kink in the deepest networks
    private const int SeedsToTry = 200;

    /// <summary>
    /// Networks for gradient checks, shrinking to fewer layers, fewer units and simpler parts. They keep their distance from the kinks
    /// of relu and others: the seed moves on until no sum before one can cross a kink by a step of the check. So that it can, layers with
    /// a kink at 0 always have a bias: without one, pre-activations of inputs that are all dropped are exactly 0.
    /// </summary>
    /// <param name="options">Which; the defaults if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is below 0, or below 1 where there must be one.</exception>
    public static Arbitrary<RandomNetwork> Networks(NetworkOptions? options = null)
    {
        var chosen = options ?? new NetworkOptions();
        Limit.AtLeast(0, chosen.MaxDepth, nameof(chosen.MaxDepth), nameof(options));
        Limit.AtLeast(1, chosen.MaxWidth, nameof(chosen.MaxWidth), nameof(options));
        Limit.AtLeast(1, chosen.MaxSamples, nameof(chosen.MaxSamples), nameof(options));
        NetworkActivation[] activations = chosen.Activations.Count > 0 ? [.. chosen.Activations] : [.. Activation.All.Select(NetworkActivation.Of)];
        NetworkLoss[] losses = chosen.Losses.Count > 0 ? [.. chosen.Losses] : Enum.GetValues<NetworkLoss>();
        var networks =
            from depth in Gen.Choose(0, chosen.MaxDepth)
            from layers in LayerOf(chosen.MaxWidth, activations).ArrayOf(depth)
            from inputs in Gen.Choose(1, chosen.MaxWidth)
            from samples in Gen.Choose(1, chosen.MaxSamples)
            from loss in Gen.Elements(losses)
            from l2 in Gen.Elements(0, 0.01, 0.5)
            from smoothing in Gen.Elements(0, 0, 0.1)
            from weighsClasses in Gen.Elements(false, false, true)
            from weighsSamples in Gen.Elements(false, false, true)
            from seed in Gen.Choose(0, 1_000_000)
            let classWeights = weighsClasses && loss != NetworkLoss.MeanSquaredError
            select Placed(Fitting(new RandomNetwork(inputs, layers, loss, samples, l2, smoothing, classWeights, weighsSamples, (ulong)seed)));
        return Arb.From(networks.Where(static network => network is not null).Select(static network => network!), Smaller);
    }

    private static Gen<NetworkLayer> LayerOf(int maxWidth, NetworkActivation[] activations) =>
        from units in Gen.Choose(1, maxWidth)
        from activation in Gen.Elements(activations)
        from bias in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
        from dropout in Gen.Elements(0, 0, 0.2, 0.5)
        select new NetworkLayer(units, activation, bias || activation.HasKinkAtZero, dropout);

    /// <summary>The network with the last activation that its loss takes, and without dropout of its outputs.</summary>
    private static RandomNetwork Fitting(RandomNetwork network)
    {
        if (network.Depth == 0) return network;
        var last = network.Layers[^1] with { Dropout = 0 };
        if (network.Loss == NetworkLoss.BinaryCrossEntropy) last = last with { Activation = Activation.Sigmoid };
        if (network.Loss == NetworkLoss.CategoricalCrossEntropy) last = last with { Activation = Activation.Softmax };
        return network with { Layers = [.. network.Layers.SkipLast(1), last] };
    }

    /// <summary>The network with the first seed from its own on that keeps its distance from kinks and poles; null if that takes too many.</summary>
    private static RandomNetwork? Placed(RandomNetwork network)
    {
        for (int i = 0; i < SeedsToTry; i++)
        {
            var candidate = network with { Seed = network.Seed + (ulong)i };
            if (candidate.Build(Device.Cpu).KeepsItsDistance()) return candidate;
        }

        return null;
    }

    private static IEnumerable<RandomNetwork> Smaller(RandomNetwork network)
    {
        foreach (var candidate in Candidates(network))
        {
            if (!candidate.IsConsistent || Placed(candidate) is not { } placed) continue;
            // a smaller seed may have moved back to where it was
            if (placed != network && (placed.Seed <= network.Seed || placed with { Seed = network.Seed } != network)) yield return placed;
        }
    }

    /// <summary>Each has fewer layers, fewer units or a simpler part, and nothing that is greater: shrinking ends.</summary>
    private static IEnumerable<RandomNetwork> Candidates(RandomNetwork network)
    {
        var layers = network.Layers;
        for (int i = 0; i < layers.Count; i++) yield return network with { Layers = [.. layers.Take(i), .. layers.Skip(i + 1)] };
        if (network.Loss != NetworkLoss.MeanSquaredError) yield return network with { Loss = NetworkLoss.MeanSquaredError, ClassWeights = false };
        if (network.Samples > 1) yield return network with { Samples = 1 };
        if (network.Samples > 2) yield return network with { Samples = network.Samples - 1 };
        if (network.Inputs > 1) yield return network with { Inputs = 1 };
        if (network.Inputs > 2) yield return network with { Inputs = network.Inputs - 1 };
        if (network.L2 != 0) yield return network with { L2 = 0 };
        if (network.LabelSmoothing != 0) yield return network with { LabelSmoothing = 0 };
        if (network.ClassWeights) yield return network with { ClassWeights = false };
        if (network.SampleWeights) yield return network with { SampleWeights = false };
        for (int i = 0; i < layers.Count; i++)
        {
            foreach (var simpler in Simpler(layers[i])) yield return network with { Layers = [.. layers.Take(i), simpler, .. layers.Skip(i + 1)] };
        }

        if (network.Seed != 0) yield return network with { Seed = 0 };
    }

    private static IEnumerable<NetworkLayer> Simpler(NetworkLayer layer)
    {
        if (layer.Units > 1) yield return layer with { Units = 1 };
        if (layer.Units > 2) yield return layer with { Units = layer.Units - 1 };
        if (layer.Dropout != 0) yield return layer with { Dropout = 0 };
        if (!layer.Activation.Equals(Activation.None)) yield return layer with { Activation = Activation.None };
        if (layer.UseBias && !layer.Activation.HasKinkAtZero) yield return layer with { UseBias = false };
    }
}
