using NumericsCore.Measurement;

namespace NumericsCore.Cli.Tests;

/// <summary>Predictions of scaling: their formulas at values that are worked out by hand, and the command's report.</summary>
public class ScaleTests
{
    // 4 µs a row and 40 µs a pass, 10 MB of gradients, 1 ns for a KB of additions
    private static readonly StepCosts s_step = new([(10, 80e-6), (1000, 4040e-6)], 1e-3, 1e-12, 10_000_000, 20_000_000);

    private static readonly NetworkCosts s_network = new(20e-6, 1e9);

    [Fact]
    public void Passes_are_interpolated_and_proportional_beyond()
    {
        Assert.Equal(80e-6, s_step.Pass(1), 1e-12);
        Assert.Equal(440e-6, s_step.Pass(100), 1e-12);
        Assert.Equal(8080e-6, s_step.Pass(2000), 1e-12);
    }

    [Theory]
    [InlineData(1, ScalingChange.None, 0)]
    [InlineData(2, ScalingChange.None, 40e-6 + 10e-3)]
    [InlineData(8, ScalingChange.None, 280e-6 + 17.5e-3)]
    [InlineData(8, ScalingChange.Tree, 120e-6 + 17.5e-3)]
    [InlineData(8, ScalingChange.Buckets, 840e-6 + 17.5e-3)]
    [InlineData(8, ScalingChange.SharedState, 280e-6 + 17.5e-3)]
    [InlineData(1024, ScalingChange.Tree, 400e-6 + 19.98046875e-3)]
    internal void Messages_cost_what_the_formula_says(int processes, ScalingChange change, double seconds) =>
        Assert.Equal(seconds, new ScalingModel(s_step, s_network, 8).Communication(processes, change), 1e-9);

    [Fact]
    public void A_step_is_its_shards_their_sums_the_messages_and_the_update()
    {
        var model = new ScalingModel(s_step, s_network, 8);
        // 8 shards of 100 rows; 8 sums kept or added, of 10 MB at 1 ps a byte
        Assert.Equal(8 * 440e-6 + 8 * 10e-6 + 1e-3, model.Seconds(1, 800), 1e-9);
        Assert.Equal(4 * 440e-6 + 4.5 * 10e-6 + 1e-3 + 10.04e-3, model.Seconds(2, 800), 1e-9);
        Assert.Equal(4 * 440e-6 + 4.5 * 10e-6 + 0.5e-3 + 10.04e-3, model.Seconds(2, 800, ScalingChange.SharedState), 1e-9);
        // two thirds of the last pass hide messages
        Assert.Equal(model.Communication(2, ScalingChange.Buckets) - 440e-6 * 2 / 3, model.Exposed(2, 800, ScalingChange.Buckets), 1e-9);
        Assert.Equal((16, 8), (model.Shards(16), model.Shards(4)));
        Assert.Equal(2_500_000, model.StateBytes(8, ScalingChange.SharedState));
    }

    [Fact]
    public async Task The_command_reports_both_kinds_of_scaling()
    {
        var run = await Run.Tool("bench", "scale", "--layers", "8,16,1", "--batch-size", "64", "--processes", "64", "--quick", "--threads", "1");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("8-16-1, 644 bytes of gradients, Adam; 64 rows, 8 virtual shards", run.Output, StringComparison.Ordinal);
        Assert.Contains("network: 20.0 µs a message, 1.25 GB/s\n", run.Output, StringComparison.Ordinal);
        string[] parts = run.Output.Split("weak scaling");
        // a batch of 64 rows has shards for 16 processes
        Assert.Matches(@"(?m)^│ +16 │ .* 0\.\d\dx │", parts[0]);
        Assert.DoesNotMatch(@"(?m)^│ +32 │", parts[0]);
        Assert.Matches(@"(?m)^│ +64 │ .* \d+ % │", parts[1]);
    }

    [Theory]
    [InlineData("--layers has", "--layers", "7")]
    [InlineData("--latency and --bandwidth describe a network together", "--latency", "3")]
    [InlineData("--batch-size is 3", "--batch-size", "3")]
    [InlineData("No launcher of MPI started this process", "--data-parallel", "--quick")]
    public async Task What_cannot_be_predicted_is_said(string message, params string[] options)
    {
        var run = await Run.Tool(["bench", "scale", .. options]);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("error: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }
}
