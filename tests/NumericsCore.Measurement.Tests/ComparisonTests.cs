namespace NumericsCore.Measurement.Tests;

/// <summary>Which differences count, on files that are made up.</summary>
public class ComparisonTests
{
    [Theory]
    [InlineData(1.0, 0.01, 1.0, 0.01, Verdict.Same)]
    [InlineData(1.0, 0.01, 1.05, 0.01, Verdict.Same)]    // 5 % is less than 3·1.4826·√2 %
    [InlineData(1.0, 0.01, 1.07, 0.01, Verdict.Slower)]
    [InlineData(1.0, 0.01, 0.93, 0.01, Verdict.Faster)]
    [InlineData(1.0, 0.1, 0.7, 0.0, Verdict.Same)]       // the noise of either counts
    [InlineData(1.0, 0.0, 0.7, 0.1, Verdict.Same)]
    [InlineData(1.0, 0.0, 1.019, 0.0, Verdict.Same)]     // too little, however quiet
    [InlineData(1.0, 0.0, 1.021, 0.0, Verdict.Slower)]
    internal void A_difference_counts_if_it_is_more_than_the_noise(double first, double firstSpread, double second, double secondSpread, Verdict verdict) =>
        Assert.Equal(verdict, Comparison.Judge(Entry("relu", first, firstSpread), Entry("relu", second, secondSpread)));

    [Fact]
    public void Without_a_spread_nothing_is_judged() =>
        Assert.Equal(Verdict.Unknown, Comparison.Judge(Entry("relu", 1, 0), Entry("relu", 2, 0) with { Spread = null }));

    [Fact]
    public void All_devices_stand_beside_the_first_and_what_one_lacks_stays_empty()
    {
        var comparison = Comparison.Of(
        [
            ("a", File("cpu", Entry("relu", 2, 0), Entry("sum", 1, 0))),
            ("b", File("cuda:0", Entry("relu", 1, 0), Entry("conv", 1, 0)) with { Machine = new MachineRecord { Cpu = "another" } }),
        ]);
        Assert.Equal(["a cpu", "b cuda:0"], comparison.Columns.Select(static column => column.Title));
        Assert.Equal(["relu", "sum", "conv"], comparison.Rows.Select(static row => row.Kernel));
        Assert.Equal((2.0, Verdict.Faster), (comparison.Rows[0].Cells[1].Speed, comparison.Rows[0].Cells[1].Verdict));
        Assert.Equal(new ComparedCell(null, null, Verdict.Unknown), comparison.Rows[1].Cells[1]);
        Assert.Null(comparison.Rows[2].Cells[0].Entry);
        Assert.Equal(["b: the kernel 'conv' is unknown here, and compared by its name alone"], comparison.Remarks);
    }

    [Fact]
    public void A_peer_is_not_taken_for_ours()
    {
        var comparison = Comparison.Of([("a", File("cuda:0", Entry("gemm", 2, 0), Entry("gemm", 1, 0) with { Peer = "cuBLAS" }))]);
        Assert.Equal([null, "cuBLAS"], comparison.Rows.Select(static row => row.Peer));
    }

    private static EntryRecord Entry(string kernel, double seconds, double spread) => new() { Kernel = kernel, Size = "4K", Seconds = seconds, Spread = spread, SameBits = true };

    private static ResultFile File(string device, params EntryRecord[] entries) => new() { Devices = [new DeviceRecord { Name = device, Entries = entries }] };
}
