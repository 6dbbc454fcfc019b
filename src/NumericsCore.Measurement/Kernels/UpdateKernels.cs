using NumericsCore.Kernels;

namespace NumericsCore.Measurement;

/// <summary>The updates of the four optimizers, over one flat buffer.</summary>
internal static class UpdateKernels
{
    private const double Rate = 1e-3;
    private const double Epsilon = 1e-7;

    public static IReadOnlyList<BenchKernel> All { get; } =
    [
        Of("sgd", new SgdRule(Rate), flops: 2),
        Of("adagrad", AdagradRule.Prepare(Rate, decay: 0, Epsilon, insideRoot: false, t: 1), flops: 8),
        Of("adadelta", new AdadeltaRule(eta: 1, rho: 0.95, Epsilon), flops: 16),
        Of("adam", AdamRule.Prepare(Rate, beta1: 0.9, beta2: 0.999, Epsilon, biasCorrection: false, epsilonHat: false, t: 1), flops: 12),
    ];

    private static BenchKernel Of<TRule>(string name, TRule rule, double flops) where TRule : unmanaged, IUpdateRule =>
        new(name, SizeForm.Count, Bound.Copy, Sweep.Counts, Sweep.QuickCounts, (device, size, rotated) => Prepare(device, size, rotated, Undecayed(rule), flops));

    /// <summary>A rule without weight decay, as optimizers apply it.</summary>
    public static Decayed<TRule> Undecayed<TRule>(TRule rule) where TRule : unmanaged, IUpdateRule => new(new WeightDecay(0, 1), rule);

    /// <summary>Sets up the update of one flat buffer.</summary>
    /// <param name="device">The device.</param>
    /// <param name="size">How many parameter elements.</param>
    /// <param name="rotatedBytes">How many bytes successive runs should spread over.</param>
    /// <param name="rule">The rule, with its weight decay.</param>
    /// <param name="flops">Operations for each element; null where it is not known.</param>
    public static PreparedKernel Prepare<TRule>(Device device, KernelSize size, long rotatedBytes, TRule rule, double? flops) where TRule : unmanaged, IUpdateRule
    {
        // parameters and state are read and written, gradients read
        double bytes = (3.0 + 2 * TRule.Slots) * sizeof(float) * size.Count;
        var backend = device.Backend;
        var sets = new BufferSets(backend, bytes, rotatedBytes);
        Slice<float>[] parameters = sets.Random(size.Count), gradients = sets.Random(size.Count), slots = sets.Filled((nint)TRule.Slots * size.Count, 0);
        var shared = sets.Shared<TRule>([rule]);
        UpdateSegment[] segments = [new(0, size.Count, 0)];
        return new PreparedKernel(sets)
        {
            Run = i => backend.Update(segments, shared, parameters[i % sets.Count], gradients[i % sets.Count], slots[i % sets.Count]),
            Outputs = () => [FormulaArrays.OneNaN(sets.Read(parameters[0])), FormulaArrays.OneNaN(sets.Read(slots[0]))],
            Bytes = bytes,
            Flops = flops * size.Count,
        };
    }
}
