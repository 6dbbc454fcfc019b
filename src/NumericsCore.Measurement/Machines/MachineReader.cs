using System.Reflection;
using System.Runtime.InteropServices;
using NumericsCore.Kernels;

namespace NumericsCore.Measurement;

/// <summary>Describes the machine that a measurement ran on.</summary>
internal static class MachineReader
{
    /// <summary>What this process sees.</summary>
    public static MachineRecord Read()
    {
        string[] lines = ProcessorLines();
        return new MachineRecord
        {
            Cpu = Value(lines, "model name") ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? $"unknown ({RuntimeInformation.ProcessArchitecture})",
            Architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
            Cores = PhysicalCores(lines),
            Threads = Environment.ProcessorCount,
            VectorBits = SimdWidth.Bits,
            Level1Bytes = CacheSizes.Read(1),
            Level2Bytes = CacheSizes.Read(2),
            Level3Bytes = CacheSizes.Read(3),
            MemoryBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            OperatingSystem = RuntimeInformation.OSDescription,
            Runtime = RuntimeInformation.FrameworkDescription,
            NumericsCore = Version(typeof(Tensor).Assembly),
        };
    }

    /// <summary>The version that an assembly was published as.</summary>
    public static string Version(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? assembly.GetName().Version!.ToString();

    /// <summary>The pairs of socket and core in the lines of Linux's /proc/cpuinfo; null where it does not tell them.</summary>
    public static int? PhysicalCores(IReadOnlyList<string> lines)
    {
        var cores = new HashSet<(string, string)>();
        string socket = "0";
        foreach (string line in lines)
        {
            if (Value([line], "physical id") is { } id) socket = id;
            if (Value([line], "core id") is { } core) cores.Add((socket, core));
        }

        return cores.Count == 0 ? null : cores.Count;
    }

    /// <summary>What stands behind the colon of the first line of that name.</summary>
    public static string? Value(IReadOnlyList<string> lines, string name) => lines
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(static line => line.Split(':', 2))
        .FirstOrDefault(parts => parts.Length == 2 && parts[0].Trim() == name)?[1].Trim();

    private static string[] ProcessorLines()
    {
        const string path = "/proc/cpuinfo";
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        // sandboxes may hide the file; the machine is then described by less
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
