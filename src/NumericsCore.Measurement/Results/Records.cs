using System.Text.Json;
using System.Text.Json.Serialization;

namespace NumericsCore.Measurement;

/// <summary>Part of a result file. What a file of another version has beyond it is kept, so that it can be named.</summary>
internal abstract record ResultPart : InvariantRecord
{
    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>All that one run measured.</summary>
internal sealed record ResultFile : ResultPart
{
    /// <summary>The version of the file format that this code writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The version of the format.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The program that measured, and its arguments.</summary>
    public string? Command { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? Started { get; init; }

    public MachineRecord? Machine { get; init; }

    /// <summary>What else the machine did, or what slowed it, while it was measured; null for nothing that was noticed.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }

    public IReadOnlyList<DeviceRecord> Devices { get; init; } = [];
}

/// <summary>The machine; null for what could not be found out.</summary>
internal sealed record MachineRecord : ResultPart
{
    public string? Cpu { get; init; }

    public string? Architecture { get; init; }

    /// <summary>Cores of silicon.</summary>
    public int? Cores { get; init; }

    /// <summary>Hardware threads that the process may use.</summary>
    public int? Threads { get; init; }

    /// <summary>The width of the CPU's lanes; 0 for scalars.</summary>
    public int? VectorBits { get; init; }

    public long? Level1Bytes { get; init; }

    public long? Level2Bytes { get; init; }

    public long? Level3Bytes { get; init; }

    public long? MemoryBytes { get; init; }

    public string? OperatingSystem { get; init; }

    /// <summary>The .NET version.</summary>
    public string? Runtime { get; init; }

    /// <summary>The version of the library.</summary>
    public string? NumericsCore { get; init; }
}

/// <summary>One device, its ceilings and what ran on it.</summary>
internal sealed record DeviceRecord : ResultPart
{
    /// <summary>"cpu", "opencl:0", "cuda:0".</summary>
    public string Name { get; init; } = "";

    public string? Description { get; init; }

    public string? Type { get; init; }

    public long? MemoryBytes { get; init; }

    /// <summary>Threads in use of a CPU device, compute units of another.</summary>
    public int? Units { get; init; }

    public string? Driver { get; init; }

    /// <summary>How times were taken.</summary>
    public string? Clock { get; init; }

    public CeilingsRecord? Ceilings { get; init; }

    /// <summary>Seconds for a kernel that does next to nothing.</summary>
    public double? LaunchSeconds { get; init; }

    public IReadOnlyList<EntryRecord> Entries { get; init; } = [];

    /// <summary>Why something that was asked for was not measured.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>What the device can do at most, measured in the same run.</summary>
internal sealed record CeilingsRecord : ResultPart
{
    /// <summary>Bytes read and bytes written, together, in a second of copying memory much larger than the caches.</summary>
    public double? CopyBytesPerSecond { get; init; }

    /// <summary>Which way of copying was the fastest.</summary>
    public string? CopyMethod { get; init; }

    /// <summary>float32 operations in a second of fused multiply-adds, two for each.</summary>
    public double? FmaFlopsPerSecond { get; init; }

    /// <summary>The same of one CPU thread; null on other devices.</summary>
    public double? OneThreadCopyBytesPerSecond { get; init; }

    /// <summary>The same of one CPU thread; null on other devices.</summary>
    public double? OneThreadFmaFlopsPerSecond { get; init; }
}

/// <summary>One kernel at one size.</summary>
internal sealed record EntryRecord : ResultPart
{
    /// <summary>The kernel: "relu", "gemm".</summary>
    public string Kernel { get; init; } = "";

    /// <summary>The size as text: "16777216", "32x784x512".</summary>
    public string Size { get; init; } = "";

    /// <summary>Whose kernel it is, such as "cuBLAS"; null for NumericsCore's.</summary>
    public string? Peer { get; init; }

    /// <summary>Settings beside the size, such as a number of threads.</summary>
    public string? Parameters { get; init; }

    /// <summary>Bytes that one call must read and write at least.</summary>
    public double? Bytes { get; init; }

    /// <summary>Operations of one call; null where they are not what limits it.</summary>
    public double? Flops { get; init; }

    /// <summary>The median of the samples; null if the result was wrong.</summary>
    public double? Seconds { get; init; }

    /// <summary>The median absolute deviation of the samples.</summary>
    public double? Spread { get; init; }

    /// <summary>The shortest sample.</summary>
    public double? Minimum { get; init; }

    public int? Samples { get; init; }

    /// <summary>The samples in the order in which they were taken, in seconds a call; null where they were not kept.</summary>
    [JsonConverter(typeof(SampleList))]
    public IReadOnlyList<double>? SampleSeconds { get; init; }

    /// <summary>The median absolute deviation of the ratio between the peer's time and this one, over rounds in which both were measured.</summary>
    public double? RatioSpread { get; init; }

    /// <summary>Bytes that were measured, where memory or files are what is compared.</summary>
    public double? MeasuredBytes { get; init; }

    /// <summary>Whether the result was the CPU's, bit by bit; null if it was not compared.</summary>
    public bool? SameBits { get; init; }

    /// <summary>The SHA-256 of what the kernel wrote, in lower-case hexadecimal; null where no bits are promised.</summary>
    public string? BitsSha256 { get; init; }

    /// <summary>The largest error as a fraction of the one allowed, where a bound is promised and not bits; null elsewhere.</summary>
    public double? ErrorShare { get; init; }

    /// <summary>What was wrong, or why something is missing.</summary>
    public string? Remark { get; init; }

    /// <summary>The size, and what else was set.</summary>
    [JsonIgnore]
    public string SizeText => Parameters is null ? Size : $"{Size}, {Parameters}";

    /// <summary>The same entry with its times.</summary>
    public EntryRecord With(Samples samples) => this with { Seconds = samples.Median, Spread = samples.Spread, Minimum = samples.Minimum, Samples = samples.Count, SampleSeconds = samples.Taken };
}
