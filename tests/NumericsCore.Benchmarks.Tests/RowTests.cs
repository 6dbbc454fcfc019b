using NumericsCore.Benchmarks.SideBySide;

namespace NumericsCore.Benchmarks.Tests;

/// <summary>The rows of the table, and how they are chosen. Nothing here needs the peer's native library.</summary>
public class RowTests
{
    [Fact]
    public void Every_row_has_a_name_of_its_own() => Assert.Equal(Rows.All.Count, Rows.All.Select(static row => row.Name).Distinct().Count());

    [Theory]
    [InlineData("training step, 30-128-64-1, batch 32", 15.0, null)]
    [InlineData("training step, 30-128-64-1, batch 256", 6.0, null)]
    [InlineData("training step, 784-512-256-1, batch 128", 2.5, null)]
    [InlineData("training step, 784-1024-1024-1, batch 1024", 1.2, null)]
    [InlineData("training loop by hand, 30-128-64-1, batch 32", 8.0, null)]
    [InlineData("matrix product, m 512, k 512, n 512", 1.0, null)]
    [InlineData("matrix product, m 2048, k 2048, n 2048", 1.0, 0.85)]
    [InlineData("ReLU, 16M floats, new result", 5.0, 0.85)]
    [InlineData("sigmoid, 16M floats, new result", 5.0, null)]
    [InlineData("Adam update, 16M floats", 5.0, 0.85)]
    [InlineData("process start to first step, 30-128-64-1, batch 32", 2.0, null)]
    [InlineData("peak memory of a training, the README's", 5.0, null)]
    public void A_row_has_its_target(string name, double? ratio, double? share)
    {
        var row = Assert.Single(Rows.All, row => row.Name == name);
        Assert.Equal((ratio, share), (row.TargetRatio, row.TargetFraction));
    }

    [Fact]
    public void A_row_on_one_thread_is_for_information() =>
        Assert.All(Rows.All.OfType<CallRow>().Where(static row => row.OneThread), static row => Assert.Equal((null, null), (row.TargetRatio, row.TargetFraction)));

    [Fact]
    public void A_step_counts_every_product_but_the_gradient_of_the_input()
    {
        // forward and weights: 3·2 + 2·1 multiply-adds each; inputs: 2·1 alone
        Assert.Equal(2.0 * 5 * (8 + 8 + 2), new Network(3, [2], 0).StepFlops(5));
    }

    [Fact]
    public void Without_a_choice_all_rows_are_measured() => Assert.Equal(Rows.All, Options.Parse([]).Chosen);

    [Fact]
    public void Parts_of_names_choose_rows_in_the_order_of_the_table()
    {
        var options = Options.Parse(["--quick", "--only", "adam; BATCH 256"]);
        Assert.True(options.Quick);
        Assert.Equal(["training step, 30-128-64-1, batch 256", "training step, 30-128-64-1, batch 256, one thread", "Adam update, 16M floats"], options.Chosen.Select(static row => row.Name));
    }

    [Theory]
    [InlineData("--fast")]
    [InlineData("--only")]
    [InlineData("--only", "no such row")]
    [InlineData("--save", "--only", "adam")]
    public void Arguments_that_make_no_sense_are_refused(params string[] arguments) => Assert.Throws<ArgumentException>(() => Options.Parse(arguments));

    [Fact]
    public void Results_that_differ_by_rounding_agree() => Assert.Equal("sums within 0.25 of 0.5", Agreement.Require("sums", [1f, float.NaN, float.PositiveInfinity], [1.25f, float.NaN, float.PositiveInfinity], 0.5));

    [Theory]
    [InlineData(1f, 2f)]
    [InlineData(1f, float.NaN)]
    [InlineData(float.NaN, 1f)]
    [InlineData(float.PositiveInfinity, float.NegativeInfinity)]
    public void Results_that_differ_by_more_are_an_error(float ours, float peer)
    {
        var error = Assert.Throws<DisagreementException>(() => Agreement.Require("sums", [0, ours], [0, peer], 0.5));
        Assert.Contains("element 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Results_of_different_lengths_are_an_error() => Assert.Throws<DisagreementException>(static () => Agreement.Require("sums", [0], [0, 0], 1));
}
