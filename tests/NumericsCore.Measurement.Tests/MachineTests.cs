namespace NumericsCore.Measurement.Tests;

public class MachineTests
{
    private static readonly string[] s_lines =
    [
        "processor\t: 0", "model name\t: Some CPU @ 2: fast", "physical id\t: 0", "core id\t\t: 0",
        "processor\t: 1", "physical id\t: 0", "core id\t\t: 0",
        "processor\t: 2", "physical id\t: 0", "core id\t\t: 1",
        "processor\t: 3", "physical id\t: 1", "core id\t\t: 0",
    ];

    [Fact]
    public void Threads_of_one_core_are_counted_once_and_sockets_apart() => Assert.Equal(3, MachineReader.PhysicalCores(s_lines));

    [Fact]
    public void What_the_system_does_not_tell_stays_unknown() => Assert.Null(MachineReader.PhysicalCores(["processor : 0"]));

    [Fact]
    public void A_value_is_all_that_stands_behind_the_first_colon() => Assert.Equal("Some CPU @ 2: fast", MachineReader.Value(s_lines, "model name"));

    [Fact]
    public void This_machine_has_a_name_threads_and_versions()
    {
        var machine = MachineReader.Read();
        Assert.NotEqual("", machine.Cpu);
        Assert.Equal(Environment.ProcessorCount, machine.Threads);
        Assert.StartsWith(".NET ", machine.Runtime, StringComparison.Ordinal);
        Assert.Matches(@"^\d+\.\d+\.\d+", machine.NumericsCore);
    }

    [Fact]
    public void A_quiet_machine_warns_of_nothing() => Assert.Empty(Watched(load: "0.40 0.1 0.1 1/2 3", [3_000_000, 2_900_000], [65_000]));

    [Fact]
    public void A_busy_a_slowed_and_a_hot_machine_are_noticed() => Assert.Equal(
        [
            "the load average was 1.25 on 4 threads before anything was measured: other work takes time",
            "the clock fell from 3.0 to 2.1 GHz meanwhile: the processor was slowed down",
            "a sensor said 96 degrees Celsius: the processor may be slowed down",
        ],
        Watched(load: "1.25 0.1 0.1 1/2 3", [3_000_000, 2_100_000], [70_000, 96_000]));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("busy")]
    public void Where_the_system_tells_nothing_nothing_is_said(string? load) => Assert.Empty(Watched(load, [], []));

    private static IReadOnlyList<string> Watched(string? load, int[] clocks, int[] heats)
    {
        string root = Directory.CreateTempSubdirectory().FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(root, "proc"));
            if (load is not null) File.WriteAllText(Path.Combine(root, "proc/loadavg"), load);
            var watch = new MachineWatch(root, 4);
            watch.LookAtLoad();
            for (int i = 0; i < Math.Max(1, Math.Max(clocks.Length, heats.Length)); i++)
            {
                // the other core sleeps
                Write("sys/devices/system/cpu/cpu0/cpufreq", "scaling_cur_freq", clocks.Length > i ? clocks[i] : null);
                Write("sys/devices/system/cpu/cpu1/cpufreq", "scaling_cur_freq", clocks.Length > i ? 800_000 : null);
                Write("sys/class/thermal/thermal_zone0", "temp", heats.Length > i ? heats[i] : null);
                watch.Look();
            }

            return watch.Warnings();
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }

        void Write(string folder, string file, int? number)
        {
            if (number is null) return;
            Directory.CreateDirectory(Path.Combine(root, folder));
            File.WriteAllText(Path.Combine(root, folder, file), $"{number}\n");
        }
    }
}
