using NumericsCore.Kernels;

namespace NumericsCore.Measurement;

/// <summary>
/// The product in the fast modes of a device, beside the exact one. Its bits are nobody's, so what decides whether a time is believed is
/// that no element is farther off than <see cref="MathMode"/> promises.
/// </summary>
internal static class FastProducts
{
    private static readonly (MathMode Mode, string Name)[] s_modes = [(MathMode.Fast, "TF32"), (MathMode.FastBFloat16, "bf16")];

    /// <summary>One entry for each mode that the device has; none where it has none.</summary>
    public static IEnumerable<EntryRecord> Measure(MeasuredDevice device, BenchKernel kernel, KernelSize size, SamplingPlan plan, CancellationToken cancellationToken)
    {
        var modes = s_modes.Where(fast => device.Device.Has(fast.Mode)).ToList();
        if (modes.Count == 0) yield break;
        var (exact, magnitudes) = Exact(device.Backend, size);
        foreach (var (mode, name) in modes)
        {
            using var product = kernel.Prepare(device.Device.WithMathMode(mode), size, 0);
            product.Run(0);
            double share = LargestError(product.Outputs()[0], exact, magnitudes, Allowed(mode, size.Extents[1]));
            var entry = new EntryRecord { Kernel = kernel.Name, Size = size.Text, Parameters = name, Bytes = product.Bytes, Flops = product.Flops, ErrorShare = double.IsFinite(share) ? share : null };
            yield return share <= 1 ? entry.With(Sampler.Measure(device.Clock, product.Run, plan, cancellationToken))
                : entry with { Remark = FormattableString.Invariant($"in {name} the largest error is {share:G3} times the one allowed") };
        }
    }

    /// <summary>What an element may differ from the exact product's, in units of Σ|a|·|b|: the mode's bound, and k·2^-23 of the exact product and of that sum in float32.</summary>
    public static double Allowed(MathMode mode, int k) => mode.ErrorBound(k) + k * Math.ScaleB(1, -23);

    /// <summary>The largest |actual - exact| / (allowed·magnitude); not a number or infinite where the actual element is.</summary>
    public static double LargestError(float[] actual, float[] exact, float[] magnitudes, double allowed)
    {
        double largest = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            double error = Math.Abs((double)actual[i] - exact[i]);
            // Max keeps NaN, and 0/0 is none
            largest = Math.Max(largest, error == 0 ? 0 : error / (allowed * magnitudes[i]));
        }

        return largest;
    }

    /// <summary>The exact product of the numbers that the kernel multiplies, and Σ|a|·|b| for each of its elements.</summary>
    private static (float[] Product, float[] Magnitudes) Exact(Backend backend, KernelSize size)
    {
        int m = size.Extents[0], k = size.Extents[1], n = size.Extents[2];
        using var sets = new BufferSets(backend, ProductKernels.Bytes(size), 0);
        Slice<float> a = sets.Random((nint)m * k)[0], b = sets.Random((nint)k * n)[0], c = sets.Empty((nint)m * n)[0];
        float[] product = Product();
        backend.Map<Abs, float>(a, a);
        backend.Map<Abs, float>(b, b);
        return (product, Product());

        float[] Product()
        {
            backend.Gemm<NoEpilogue, float>(GemmShape.Contiguous(m, n, k), a, b, c, default);
            return sets.Read(c);
        }
    }
}
