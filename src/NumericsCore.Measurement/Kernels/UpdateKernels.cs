using NumericsCore.Kernels;

namespace NumericsCore.Measurement;

/// <summary>The updates of the four optimizers, over one flat buffer.</summary>
internal static class UpdateKernels
{
    private const float Rate = 1e-3f;
    private const float Epsilon = 1e-7f;

    public static IReadOnlyList<BenchKernel> All { get; } =
    [
        Of<SgdRule>("sgd", [Rate, 0, 1, 0, 0, 0, 0, 0], flops: 2),
        Of<AdagradRule>("adagrad", [Rate, 0, 1, 0, Epsilon, 0, 0, 0], flops: 8),
        Of<AdadeltaRule>("adadelta", [1, 0, 1, 0.95f, 0.05f, Epsilon, 0, 0], flops: 16),
        Of<AdamRule>("adam", [Rate, 0, 1, 0.9f, 0.1f, 0.999f, 0.001f, Epsilon], flops: 12),
    ];

    private static BenchKernel Of<TRule>(string name, float[] scalars, double flops) where TRule : IUpdateRule =>
        new(name, SizeForm.Count, Bound.Copy, Sweep.Counts, Sweep.QuickCounts, (device, size, rotated) => Prepare<TRule>(device, size, rotated, scalars, flops));

    private static PreparedKernel Prepare<TRule>(Device device, KernelSize size, long rotatedBytes, float[] scalars, double flops) where TRule : IUpdateRule
    {
        // parameters and state are read and written, gradients read
        double bytes = (3.0 + 2 * TRule.Slots) * sizeof(float) * size.Count;
        var backend = device.Backend;
        var sets = new BufferSets(backend, bytes, rotatedBytes);
        Slice<float>[] parameters = sets.Random(size.Count), gradients = sets.Random(size.Count), slots = sets.Filled((nint)TRule.Slots * size.Count, 0);
        var shared = sets.Shared(scalars);
        UpdateSegment[] segments = [new(0, size.Count, 0)];
        return new PreparedKernel(sets)
        {
            Run = i => backend.Update<TRule, float>(segments, shared, parameters[i % sets.Count], gradients[i % sets.Count], slots[i % sets.Count]),
            Outputs = () => [sets.Read(parameters[0]), sets.Read(slots[0])],
            Bytes = bytes,
            Flops = flops * size.Count,
        };
    }
}
