namespace NumericsCore.Measurement;

/// <summary>How long and how often a call is measured.</summary>
internal sealed record SamplingPlan : InvariantRecord
{
    /// <summary>What a bench of a few minutes takes.</summary>
    public static SamplingPlan Thorough { get; } = new() { Seconds = 0.5, WarmUpSeconds = 0.1, MinSamples = 15 };

    /// <summary>What a bench of a few seconds takes.</summary>
    public static SamplingPlan Quick { get; } = new() { Seconds = 0.05, WarmUpSeconds = 0.02, MinSamples = 5 };

    /// <summary>Samples are taken for this long, and until there are <see cref="MinSamples"/>.</summary>
    public required double Seconds { get; init; }

    /// <summary>Calls are made without counting for this long: compilers tier up, clocks rise, pages are touched.</summary>
    public required double WarmUpSeconds { get; init; }

    /// <summary>The fewest samples, however long one takes.</summary>
    public required int MinSamples { get; init; }

    /// <summary>How often a CPU's ceilings are tried: a virtual machine's cores may share a real one for a while, and a ceiling is what they do when they do not.</summary>
    public int CeilingRepeats { get; init; } = 20;

    /// <summary>The most samples.</summary>
    public int MaxSamples { get; init; } = 1000;

    /// <summary>Short calls are put together until a sample is this long, far above what a clock resolves.</summary>
    public double SampleSeconds { get; init; } = 200e-6;
}
