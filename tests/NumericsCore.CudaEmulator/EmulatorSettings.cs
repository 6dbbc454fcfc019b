using System.Globalization;

namespace NumericsCore.CudaEmulator;

/// <summary>How the emulated device behaves. Each setting has an environment variable NUMERICSCORE_CUDA_EMULATOR_NAME.</summary>
public sealed record EmulatorSettings
{
    private const string Prefix = "NUMERICSCORE_CUDA_EMULATOR_";

    /// <summary>Compute capability, ten times the major version plus the minor one (COMPUTE_CAPABILITY, as 8.0).</summary>
    public int ComputeCapability { get; init; } = 80;

    /// <summary>Whether accesses to memory are watched for races (RACES=1).</summary>
    public bool DetectRaces { get; init; }

    /// <summary>Of each kernel, which launches are watched: the first few, and from then on one in so many (RACE_INTERVAL); 1: all.</summary>
    public int RaceInterval { get; init; } = 1;

    /// <summary>Seed of the order in which warps and blocks run (SCHEDULE); 0: all threads of a block in step, blocks in order.</summary>
    public int ScheduleSeed { get; init; }

    /// <summary>Lets threads pass every bar.sync (IGNORE_BARRIERS=1): only to see that races are found.</summary>
    public bool IgnoreBarriers { get; init; }

    /// <summary>Lets cvta.to.shared pass an address that is one of shared memory already (LAX_CVTA=1): only to see what the strict form finds.</summary>
    public bool LaxCvta { get; init; }

    /// <summary>The file that faults, refusals, reports and the summary are appended to (LOG), "%p" in it being the process's number; null: none.</summary>
    public string? LogPath { get; init; }

    /// <summary>Whether every call is logged (TRACE=1).</summary>
    public bool TracesCalls { get; init; }

    /// <summary>Bytes of device memory (MEMORY, in MiB).</summary>
    public ulong MemoryBytes { get; init; } = 8ul << 30;

    /// <summary>The version of CUDA that the driver has, 1000 times the major plus 10 times the minor number (DRIVER_VERSION, as 12.9).</summary>
    public int DriverVersion { get; init; } = 12090;

    /// <summary>Runs work when it is queued (AT_ONCE=1) instead of when something waits for it.</summary>
    public bool RunsAtOnce { get; init; }

    /// <summary>Calls that fail (FAIL, as in cuMemAlloc:3-3:2,cuGraphLaunch:1:801; <see cref="FailureRule.Parse" />).</summary>
    public IReadOnlyList<FailureRule> Failures { get; init; } = [];

    /// <summary>The launch of a kernel, counted from 1, that accesses a wrong address when it runs (FAULT); 0: none.</summary>
    public int FaultAtLaunch { get; init; }

    /// <summary>The settings that the environment names.</summary>
    /// <exception cref="FormatException">A variable has a value that it cannot have.</exception>
    public static EmulatorSettings FromEnvironment() => new()
    {
        ComputeCapability = Version("COMPUTE_CAPABILITY", 80, 50, 200),
        DetectRaces = Flag("RACES"),
        RaceInterval = Math.Max(1, Number("RACE_INTERVAL")),
        ScheduleSeed = Number("SCHEDULE"),
        IgnoreBarriers = Flag("IGNORE_BARRIERS"),
        LaxCvta = Flag("LAX_CVTA"),
        LogPath = Text("LOG"),
        TracesCalls = Flag("TRACE"),
        MemoryBytes = Text("MEMORY") is null ? 8ul << 30 : (ulong)Number("MEMORY") << 20,
        DriverVersion = CudaVersion(Version("DRIVER_VERSION", 129, 110, 140)),
        RunsAtOnce = Flag("AT_ONCE"),
        Failures = [.. (Text("FAIL") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(FailureRule.Parse)],
        FaultAtLaunch = Number("FAULT"),
    };

    private static string? Text(string name) => Environment.GetEnvironmentVariable(Prefix + name) is { Length: > 0 } value ? value : null;

    private static bool Flag(string name) => Text(name) switch
    {
        null or "0" => false,
        "1" => true,
        var other => throw new FormatException($"{Prefix}{name} is '{other}'; 0 and 1 are meant."),
    };

    private static int Number(string name) => Text(name) is not { } text ? 0
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
        : throw new FormatException($"{Prefix}{name} is '{text}'; a number from 0 to {int.MaxValue} is meant.");

    private static int CudaVersion(int version) => version / 10 * 1000 + version % 10 * 10;

    // ten times the major version plus the minor one
    private static int Version(string name, int missing, int min, int end)
    {
        if (Text(name) is not { } text) return missing;
        string[] parts = text.Split('.');
        return parts.Length == 2 && parts[1].Length == 1
            && int.TryParse(parts[0] + parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int version) && version >= min && version < end
            ? version
            : throw new FormatException($"{Prefix}{name} is '{text}'; major.minor, such as {missing / 10}.{missing % 10}, is meant.");
    }
}
