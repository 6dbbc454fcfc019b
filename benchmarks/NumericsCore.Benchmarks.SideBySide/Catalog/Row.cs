using NumericsCore.Measurement;

namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>One line of the table: what is compared, and what it is to reach.</summary>
internal abstract record Row
{
    /// <summary>The version that most rows compare with.</summary>
    public const string PeerName = "TorchSharp-cpu 0.107.0";

    /// <summary>The version that predictions are compared with.</summary>
    public const string PredictionPeerName = "ONNX Runtime 1.31.1";

    /// <summary>What is done, such as "matrix product".</summary>
    public required string Kernel { get; init; }

    /// <summary>On what.</summary>
    public required string Size { get; init; }

    /// <summary>How, such as "one thread"; null where there is one way.</summary>
    public string? Parameters { get; init; }

    /// <summary>The least that the peer's figure divided by ours is to be; null if the row is for information.</summary>
    public double? TargetRatio { get; init; }

    /// <summary>The smallest fraction of the machine's limit; null if none is asked for.</summary>
    public double? TargetFraction { get; init; }

    /// <summary>The most bytes of ours; null if none is asked for.</summary>
    public double? TargetBytes { get; init; }

    /// <summary>Whether its figures are times, which other processes on the machine change.</summary>
    public bool IsTimed { get; init; } = true;

    /// <summary>What the row compares with.</summary>
    public string Library { get; init; } = PeerName;

    /// <summary>The first day whose results have the row; null for those that all have.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>The row's name, to choose it by.</summary>
    public string Name => Parameters is null ? $"{Kernel}, {Size}" : $"{Kernel}, {Size}, {Parameters}";

    /// <summary>Our entry in a result, or null.</summary>
    public EntryRecord? Ours(DeviceRecord device) => device.Entries.FirstOrDefault(entry => IsMine(entry) && entry.Peer is null);

    /// <summary>The peer's entry in a result, or null.</summary>
    public EntryRecord? Peer(DeviceRecord device) => device.Entries.FirstOrDefault(entry => IsMine(entry) && entry.Peer is not null);

    /// <summary>Our entry, to be filled in.</summary>
    protected EntryRecord Entry() => new() { Kernel = Kernel, Size = Size, Parameters = Parameters };

    private bool IsMine(EntryRecord entry) => entry.Kernel == Kernel && entry.Size == Size && entry.Parameters == Parameters;
}

/// <summary>Calls in this process.</summary>
internal sealed record CallRow : Row
{
    // the runtime compiles a method anew, optimised, when nothing new was compiled for 0.1 s, and what that calls after another such pause
    private const double MinWarmUpSeconds = 0.7;

    /// <summary>Whether both libraries may use one thread only.</summary>
    public bool OneThread { get; init; }

    /// <summary>Operations of a call, if they limit it.</summary>
    public double? Flops { get; init; }

    /// <summary>Bytes that a call reads and writes at least.</summary>
    public double? Bytes { get; init; }

    /// <summary>Makes the work for a number of threads.</summary>
    public required Func<int, Workload> Open { get; init; }

    /// <summary>Compares the results, then measures both in turns.</summary>
    /// <returns>Our entry, then the peer's.</returns>
    public EntryRecord[] Measure(SamplingPlan plan)
    {
        using var work = Open(OneThread ? 1 : Environment.ProcessorCount);
        var own = Entry() with { Flops = Flops, Bytes = Bytes, Remark = work.Check() };
        var samples = Sampler.Alternate(new HostClock(), work.Ours, work.Peer, plan with { WarmUpSeconds = Math.Max(plan.WarmUpSeconds, MinWarmUpSeconds) });
        return
        [
            own.With(samples.First) with { RatioSpread = samples.RatioSpread },
            own.With(samples.Second) with { Peer = Library, Remark = null },
        ];
    }
}

/// <summary>Processes of their own.</summary>
internal sealed record ProcessRow : Row
{
    /// <summary>Measures both; true asks for a quick look.</summary>
    public required Func<bool, ProcessFigures> Run { get; init; }

    /// <summary>Our entry, then the peer's if it has one.</summary>
    public EntryRecord[] Measure(bool quick)
    {
        var figures = Run(quick);
        var ours = figures.Ours.Apply(Entry()) with { RatioSpread = figures.RatioSpread };
        return figures.Peer is { } peer ? [ours, peer.Apply(Entry()) with { Peer = Library }] : [ours];
    }
}
