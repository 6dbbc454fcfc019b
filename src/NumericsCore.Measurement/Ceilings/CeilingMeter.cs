using NumericsCore.Kernels;

namespace NumericsCore.Measurement;

/// <summary>Measures what a device can do at most.</summary>
internal static class CeilingMeter
{
    /// <summary>Both ceilings of a device; on the CPU also those of one thread.</summary>
    /// <param name="device">The device.</param>
    /// <param name="plan">How long; the best of the samples counts, for nothing makes a device faster than it is.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public static CeilingsRecord Measure(MeasuredDevice device, SamplingPlan plan, CancellationToken cancellationToken = default)
    {
        if (device.Gpu is not null)
        {
            var (gpuBytes, gpuMethod) = GpuPeaks.Copy(device, plan, cancellationToken);
            return new CeilingsRecord { CopyBytesPerSecond = gpuBytes, CopyMethod = gpuMethod, FmaFlopsPerSecond = GpuPeaks.Fma(device, plan, cancellationToken) };
        }

        int threads = device.Device.Info.ComputeUnits, repeats = plan.CeilingRepeats;
        long arrayBytes = CopyPeak.ArrayBytes(CacheSizes.Level3);
        var (bytes, method) = CopyPeak.Measure(threads, repeats, arrayBytes);
        cancellationToken.ThrowIfCancellationRequested();
        double flops = FmaPeak.Measure(threads, repeats);
        if (threads == 1) return new CeilingsRecord { CopyBytesPerSecond = bytes, CopyMethod = method, FmaFlopsPerSecond = flops, OneThreadCopyBytesPerSecond = bytes, OneThreadFmaFlopsPerSecond = flops };
        return new CeilingsRecord
        {
            CopyBytesPerSecond = bytes,
            CopyMethod = method,
            FmaFlopsPerSecond = flops,
            OneThreadCopyBytesPerSecond = CopyPeak.Measure(1, repeats, arrayBytes).BytesPerSecond,
            OneThreadFmaFlopsPerSecond = FmaPeak.Measure(1, repeats),
        };
    }
}
