using NumericsCore.Kernels;

namespace NumericsCore.Measurement;

// the formulas, not the layers of the same names
using Relu = Kernels.Formulas.Relu;
using Sigmoid = Kernels.Formulas.Sigmoid;

/// <summary>Kernels that read and write each element once.</summary>
internal static class ElementwiseKernels
{
    private const ulong Seed = 7;
    private const float DropoutRate = 0.5f;

    public static IReadOnlyList<BenchKernel> All { get; } =
    [
        Of("relu", static (device, size, rotated) => Map<Relu>(device, size, rotated, flops: 1)),
        Of("sigmoid", static (device, size, rotated) => Map<Sigmoid>(device, size, rotated, flops: 4)),
        Of("dropout", Dropout),
        Of("mse", SquaredErrors),
    ];

    private static BenchKernel Of(string name, Func<Device, KernelSize, long, PreparedKernel> prepare) =>
        new(name, SizeForm.Count, Bound.Copy, Sweep.Counts, Sweep.QuickCounts, prepare);

    private static PreparedKernel Map<TFormula>(Device device, KernelSize size, long rotatedBytes, double flops) where TFormula : struct, IUnaryFormula
    {
        double bytes = 2.0 * sizeof(float) * size.Count;
        var backend = device.Backend;
        var sets = new BufferSets(backend, bytes, rotatedBytes);
        Slice<float>[] x = sets.Random(size.Count, -4, 4), y = sets.Empty(size.Count);
        return new PreparedKernel(sets)
        {
            Run = i => backend.Map<TFormula, float>(x[i % sets.Count], y[i % sets.Count]),
            Outputs = () => [sets.Read(y[0])],
            Bytes = bytes,
            Flops = flops * size.Count,
        };
    }

    private static PreparedKernel Dropout(Device device, KernelSize size, long rotatedBytes)
    {
        double bytes = 2.0 * sizeof(float) * size.Count;
        var backend = device.Backend;
        var sets = new BufferSets(backend, bytes, rotatedBytes);
        Slice<float>[] x = sets.Random(size.Count), y = sets.Empty(size.Count);
        var address = new RandomAddress(Seed, 0, null);
        return new PreparedKernel(sets)
        {
            Run = i => backend.Dropout(x[i % sets.Count], y[i % sets.Count], DropoutRate, 1 / (1 - DropoutRate), address),
            Outputs = () => [sets.Read(y[0])],
            Bytes = bytes,
            Flops = 2.0 * size.Count,
        };
    }

    /// <summary>The loss and the gradient, as a training step takes them: two kernels.</summary>
    private static PreparedKernel SquaredErrors(Device device, KernelSize size, long rotatedBytes)
    {
        double bytes = 5.0 * sizeof(float) * size.Count;
        var backend = device.Backend;
        var sets = new BufferSets(backend, bytes, rotatedBytes);
        Slice<float>[] prediction = sets.Random(size.Count), target = sets.Random(size.Count), loss = sets.Empty(1), gradient = sets.Empty(size.Count);
        var upstream = new Operand<float>(sets.Shared([1f / size.Count]), 0, 0);
        return new PreparedKernel(sets)
        {
            Run = i =>
            {
                int set = i % sets.Count;
                backend.ReduceZip<SquaredError, Sum, float>(prediction[set], target[set], loss[set], size.Count);
                backend.Zip<LossPullback<SquaredError>, float>(Row(prediction[set]), Row(target[set]), upstream, gradient[set], 1, size.Count);
            },
            Outputs = () => [sets.Read(loss[0]), sets.Read(gradient[0])],
            Bytes = bytes,
            Flops = 6.0 * size.Count,
        };

        static Operand<float> Row(Slice<float> slice) => new(slice, slice.Length, 1);
    }
}
