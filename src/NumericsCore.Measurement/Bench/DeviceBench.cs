using NumericsCore.Kernels;

namespace NumericsCore.Measurement;

/// <summary>Measures one device: its ceilings, the cost of a launch, then kernel after kernel, each only after its bits were found right.</summary>
/// <param name="device">The device.</param>
/// <param name="plan">How long and how often.</param>
internal sealed class DeviceBench(MeasuredDevice device, SamplingPlan plan)
{
    private readonly long _rotatedBytes = BenchKernel.RotatedBytes(device);
    private readonly Device _reference = BitCheck.ReferenceFor(device.Device);
    private readonly Lazy<Device> _scalars = new(BitCheck.Scalars);

    /// <summary>Measures all of the work.</summary>
    /// <param name="work">What to run.</param>
    /// <param name="measuring">Told what comes next.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public DeviceRecord Run(IReadOnlyList<BenchWork> work, Action<string>? measuring = null, CancellationToken cancellationToken = default)
    {
        measuring?.Invoke("ceilings");
        var ceilings = CeilingMeter.Measure(device, plan, cancellationToken);
        double launch = LaunchSeconds(cancellationToken);
        var notes = new List<string>();
        using var peer = CublasProduct.Open(device.Gpu, notes);
        var entries = new List<EntryRecord>();
        foreach (var item in work)
        {
            measuring?.Invoke($"{item.Kernel.Name} {item.Size}");
            entries.Add(Measure(item, cancellationToken));
            if (item.Kernel is not { Peer: null, Name: ProductKernels.Gemm }) continue;
            entries.AddRange(FastProducts.Measure(device, item.Kernel, item.Size, plan, cancellationToken));
            if (peer is not null) entries.AddRange(peer.Measure(device, item.Size, plan, cancellationToken));
        }

        return device.Describe() with { Ceilings = ceilings, LaunchSeconds = launch, Entries = entries, Notes = notes };
    }

    /// <summary>The seconds of a kernel that writes one number, in a row of many.</summary>
    private double LaunchSeconds(CancellationToken cancellationToken)
    {
        using var sets = new BufferSets(device.Backend, sizeof(float), 0);
        var one = sets.Empty(1)[0];
        return Sampler.Measure(device.Clock, () => device.Backend.Fill(one, 1f), plan, cancellationToken).Median;
    }

    private EntryRecord Measure(BenchWork work, CancellationToken cancellationToken)
    {
        var entry = new EntryRecord { Kernel = work.Kernel.Name, Size = work.Size.Text, Peer = work.Kernel.Peer };
        try
        {
            float[][] expected;
            using (var right = work.Kernel.Prepare(work.Kernel.Peer is null ? _reference : _scalars.Value, work.Size, 0))
            {
                right.Run(0);
                expected = right.Outputs();
            }

            using var kernel = work.Kernel.Prepare(device.Device, work.Size, work.Kernel.Bound == Bound.Copy ? _rotatedBytes : 0);
            kernel.Run(0);
            var outputs = kernel.Outputs();
            string? difference = BitCheck.Difference(expected, outputs);
            entry = entry with { Bytes = kernel.Bytes, Flops = kernel.Flops, SameBits = difference is null, Remark = difference, BitsSha256 = BitHash.Of<float>(outputs) };
            if (difference is not null) return entry;
            var clock = kernel.IsSynchronous ? new HostClock() : device.Clock;
            return entry.With(Sampler.Measure(clock, kernel.Run, plan, cancellationToken));
        }
        // one kernel that does not fit or does not build leaves the others worth measuring
        catch (Exception exception) when (exception is InsufficientMemoryException or OutOfMemoryException or GpuKernelException or FormulaException)
        {
            return entry with { Remark = exception.Message };
        }
    }
}
