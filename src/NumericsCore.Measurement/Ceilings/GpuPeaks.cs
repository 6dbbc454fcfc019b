using ILGPU.Runtime;
using NumericsCore.Kernels;

namespace NumericsCore.Measurement;

/// <summary>The two ceilings of a GPU, measured by kernels and copies on the device.</summary>
internal static class GpuPeaks
{
    private const long MaxCopyBytes = 256L << 20;
    private const int StepsAtFirst = 1 << 8;
    private const int StepsAtMost = 1 << 16;

    // long enough for the clock and for a GPU to raise its own
    private const double MinFmaSeconds = 10e-3;

    /// <summary>Bytes read and bytes written, together, in a second, and whether our kernel or the driver's copy did it.</summary>
    public static (double BytesPerSecond, string Method) Copy(MeasuredDevice device, SamplingPlan plan, CancellationToken cancellationToken)
    {
        var gpu = device.Gpu!;
        long bytes = Math.Min(MaxCopyBytes, gpu.Accelerator.MemorySize / 16) / BlockAlignment * BlockAlignment;
        nint count = (nint)(bytes / sizeof(float));
        using DeviceMemory from = gpu.Allocate((nint)bytes), to = gpu.Allocate((nint)bytes);
        Slice<float> source = new(from, 0, count), target = new(to, 0, count);
        gpu.Fill(source, 1f);
        gpu.Fill(target, 2f);
        double kernel = Sampler.Measure(device.Clock, () => gpu.Map<Identity, float>(source, target), plan, cancellationToken).Minimum;
        double driver = gpu.Ask("a copy", () => Sampler.Measure(device.Clock, () => source.View<float, float>().CopyTo(gpu.Queue.Stream, target.View<float, float>()), plan, cancellationToken).Minimum);
        return kernel <= driver ? (2.0 * bytes / kernel, "copy kernel") : (2.0 * bytes / driver, "driver's copy");
    }

    /// <summary>float32 operations a second of a kernel that does nothing but fused multiply-adds.</summary>
    public static double Fma(MeasuredDevice device, SamplingPlan plan, CancellationToken cancellationToken)
    {
        var gpu = device.Gpu!;
        long threads = (long)gpu.Queue.MaxGroups * GpuQueue.GroupSize;
        using DeviceMemory memory = gpu.Allocate((nint)threads * sizeof(float));
        var accumulators = new Slice<float>(memory, 0, (nint)threads).View<float, float>();
        int steps = StepsAtFirst;
        while (true)
        {
            double seconds = gpu.Ask("a launch of multiply-adds", () => Sampler.Measure(device.Clock, () => FmaKernel.Launch(gpu.Queue, accumulators, steps), plan with { SampleSeconds = 0 }, cancellationToken).Minimum);
            if (seconds >= MinFmaSeconds || steps >= StepsAtMost) return 2.0 * FmaKernel.Chains * steps * threads / seconds;
            steps *= 4;
        }
    }

    private const int BlockAlignment = 1 << 12;
}
