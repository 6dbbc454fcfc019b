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
}
