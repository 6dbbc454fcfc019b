using System.Globalization;

namespace NumericsCore.Measurement;

/// <summary>Notices other work, a clock that falls and heat while a machine is measured, where Linux tells; elsewhere nothing.</summary>
/// <param name="root">The root of the file system, for tests.</param>
/// <param name="threads">The threads that the process may use.</param>
internal sealed class MachineWatch(string root, int threads)
{
    // of all threads: more than that is other work
    private const double BusyShare = 0.25;
    private const double HotCelsius = 90;

    // of the highest clock seen
    private const double SlowedShare = 0.8;

    private double _lowest = double.PositiveInfinity;
    private double _highest;
    private double _hottest = double.NegativeInfinity;
    private double? _load;

    /// <summary>The watch of this machine; the load before anything is measured is other work's.</summary>
    public static MachineWatch Start()
    {
        var watch = new MachineWatch("/", Environment.ProcessorCount);
        watch.LookAtLoad();
        return watch;
    }

    /// <summary>Reads the load average, which is other work's before anything is measured.</summary>
    public void LookAtLoad() => _load = First(Path.Combine(root, "proc", "loadavg"));

    /// <summary>Reads clocks and temperatures, between two measurements.</summary>
    public void Look()
    {
        // of the busiest core: the others may sleep
        double clock = Highest("sys/devices/system/cpu", "cpu*", Path.Combine("cpufreq", "scaling_cur_freq"));
        if (clock > 0) (_lowest, _highest) = (Math.Min(_lowest, clock), Math.Max(_highest, clock));
        // in thousandths of a degree
        double heat = Highest("sys/class/thermal", "thermal_zone*", "temp") / 1000;
        _hottest = Math.Max(_hottest, heat);
    }

    /// <summary>What was noticed.</summary>
    public IReadOnlyList<string> Warnings()
    {
        var warnings = new List<string>();
        if (_load is { } load && load > BusyShare * threads) warnings.Add(string.Create(CultureInfo.InvariantCulture, $"the load average was {load:0.0#} on {threads} threads before anything was measured: other work takes time"));
        if (_lowest < SlowedShare * _highest) warnings.Add(string.Create(CultureInfo.InvariantCulture, $"the clock fell from {_highest / 1e6:0.0#} to {_lowest / 1e6:0.0#} GHz meanwhile: the processor was slowed down"));
        if (_hottest >= HotCelsius) warnings.Add(string.Create(CultureInfo.InvariantCulture, $"a sensor said {_hottest:0} degrees Celsius: the processor may be slowed down"));
        return warnings;
    }

    private double Highest(string folder, string pattern, string file)
    {
        try
        {
            string path = Path.Combine(root, folder);
            return Directory.Exists(path) ? Directory.GetDirectories(path, pattern).Max(inner => First(Path.Combine(inner, file))) ?? 0 : 0;
        }
        // sandboxes may hide the folder
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>The first number of a file; null where there is none.</summary>
    private static double? First(string file)
    {
        try
        {
            return File.Exists(file) && double.TryParse(File.ReadAllText(file).Split(' ', '\n')[0], CultureInfo.InvariantCulture, out double number) ? number : null;
        }
        // sensors come and go, and some cannot be read
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
