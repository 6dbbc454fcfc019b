using System.Globalization;

namespace NumericsCore.CudaEmulator;

/// <summary>How the emulated device behaves. Each setting has an environment variable NUMERICSCORE_CUDA_EMULATOR_NAME.</summary>
public sealed class EmulatorSettings
{
    private const string Prefix = "NUMERICSCORE_CUDA_EMULATOR_";

    /// <summary>Compute capability, ten times the major version plus the minor one (COMPUTE_CAPABILITY, as 8.0).</summary>
    public int ComputeCapability { get; init; } = 80;

    /// <summary>Whether accesses to memory are watched for races (RACES=1).</summary>
    public bool DetectRaces { get; init; }

    /// <summary>Seed of the order in which warps and blocks run (SCHEDULE); 0: all threads of a block in step, blocks in order.</summary>
    public int ScheduleSeed { get; init; }

    /// <summary>Lets threads pass every bar.sync (IGNORE_BARRIERS=1): only to see that races are found.</summary>
    public bool IgnoreBarriers { get; init; }

    /// <summary>Lets cvta.to.shared pass an address that is one of shared memory already (LAX_CVTA=1): only to see what the strict form finds.</summary>
    public bool LaxCvta { get; init; }

    /// <summary>The file that faults, reports and the summary are appended to (LOG); null: none.</summary>
    public string? LogPath { get; init; }

    /// <summary>The settings that the environment names.</summary>
    /// <exception cref="FormatException">A variable has a value that it cannot have.</exception>
    public static EmulatorSettings FromEnvironment() => new()
    {
        ComputeCapability = Capability(),
        DetectRaces = Flag("RACES"),
        ScheduleSeed = Number("SCHEDULE"),
        IgnoreBarriers = Flag("IGNORE_BARRIERS"),
        LaxCvta = Flag("LAX_CVTA"),
        LogPath = Text("LOG"),
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

    private static int Capability()
    {
        if (Text("COMPUTE_CAPABILITY") is not { } text) return 80;
        string[] parts = text.Split('.');
        return parts.Length == 2 && parts[1].Length == 1
            && int.TryParse(parts[0] + parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int capability) && capability is >= 50 and < 200
            ? capability
            : throw new FormatException($"{Prefix}COMPUTE_CAPABILITY is '{text}'; major.minor, such as 8.0, is meant.");
    }
}
