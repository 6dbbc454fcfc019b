using System.Globalization;
using System.Text;

namespace NumericsCore.CudaEmulator;

/// <summary>What a process has done with the driver.</summary>
internal sealed class DriverCounts
{
    private readonly SortedDictionary<string, long> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Call, CudaError Code), int> _refusals = [];

    public long Modules { get; set; }

    public long Launches { get; set; }

    public long GraphLaunches { get; set; }

    /// <summary>The time that the device's work took.</summary>
    public TimeSpan DeviceTime { get; set; }

    /// <summary>Counts a call, and tells how often it was made by now.</summary>
    public long Call(string name) => _calls[name] = _calls.GetValueOrDefault(name) + 1;

    /// <summary>Counts a refusal, and tells how often this call was refused for this reason by now.</summary>
    public int Refuse(string name, CudaError code) => _refusals[(name, code)] = _refusals.GetValueOrDefault((name, code)) + 1;

    /// <summary>All of it as lines of text.</summary>
    public string Summary(long threadInstructions, long watched, IReadOnlyDictionary<string, long> reports, string left)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"summary: {Modules} modules, {Launches} launches, {GraphLaunches} graph launches, {watched} kernels watched for races, {threadInstructions} thread instructions, {DeviceTime.TotalSeconds:F2} s of device time");
        foreach (var (name, count) in _calls) text.Append(CultureInfo.InvariantCulture, $"\n  call {name}: {count}");
        foreach (var ((name, code), count) in _refusals) text.Append(CultureInfo.InvariantCulture, $"\n  refused {name}, {CudaErrors.Name(code)}: {count}");
        foreach (var (kind, count) in reports) text.Append(CultureInfo.InvariantCulture, $"\n  report {kind}: {count}");
        return text.Append("\n  ").Append(left).ToString();
    }
}
