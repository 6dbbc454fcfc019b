using System.Globalization;
using System.Text.Json.Nodes;

namespace NumericsCore.Cli.Tests;

/// <summary>Thresholds, calibration and confidence intervals.</summary>
public sealed class ThresholdTests
{
    [Fact]
    public async Task A_saved_model_keeps_threshold_and_temperature()
    {
        using var saved = await SavedModel.Train("breast_cancer", "target", "--threshold", "recall:0.9", "--calibrate", "--bootstrap", "20");
        var report = JsonNode.Parse(saved.Report)!;
        double threshold = (double)report["threshold"]!;
        Assert.InRange(threshold, 0, 1);
        Assert.NotEqual(0.5, threshold);
        Assert.InRange((double)report["intervals95"]!["accuracy"]![0]!, 0.3, (double)report["accuracy"]!);
        Assert.Null(report["intervals95"]!["loss"]);
        Assert.NotEqual(1, (double)report["calibration"]!["temperature"]!);
        Assert.Equal((int)report["data"]!["rowsTest"]!, report["calibration"]!["after"]!["curve"]!.AsArray().Sum(static bin => (int)bin!["rows"]!));
        Assert.Equal("recall:0.9", (string)report["settings"]!["threshold"]!);
        var metadata = JsonNode.Parse((await Run.Tool("inspect", saved.File, "--metadata", "numericscore.pipeline")).Output)!;
        Assert.Contains(threshold.ToString("R", CultureInfo.InvariantCulture), metadata.ToJsonString(), StringComparison.Ordinal);
        // all rows, so that the curve has all of them
        string table = Repository.Table("breast_cancer");
        var tested = JsonNode.Parse((await Run.Tool("evaluate", saved.File, table, "--bootstrap", "10", "--calibration", "--json")).Output)!;
        Assert.Equal(569, tested["calibration"]!["curve"]!.AsArray().Sum(static bin => (int)bin!["rows"]!));
        Assert.True((double)tested["intervals95"]!["f1"]![0]! <= (double)tested["intervals95"]!["f1"]![1]!);
        var text = await Run.Tool("evaluate", saved.File, table, "--bootstrap", "10", "--calibration");
        Assert.Contains("95 % interval", text.Output, StringComparison.Ordinal);
        Assert.Contains("expected calibration error", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fixed_threshold_decides_the_test_and_the_text_says_it()
    {
        string[] command = ["train", Repository.Table("breast_cancer"), "--target", "target", "--epochs", "2", "--layers", "4", "--calibrate"];
        var run = await Run.Tool([.. command, "--threshold", "0"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"│ recall +│ 1\.0000 │", run.Output);
        Assert.Contains("from a probability of 0.0000 on (0)", run.Output, StringComparison.Ordinal);
        Assert.Contains("temperature", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iris", "species", "--threshold f1", "error: --threshold is for two classes, but the target has 3")]
    [InlineData("diabetes", "progression", "--calibrate", "error: --calibrate needs classes, but the target 'progression' is a number here")]
    [InlineData("breast_cancer", "target", "--threshold f1 --validation-split 0", "error: --threshold f1 looks at the validation rows, but --validation-split is 0")]
    [InlineData("breast_cancer", "target", "--threshold precision:2", "error: --threshold is 'precision:2'; expected a number from 0 to 1, f1, ")]
    [InlineData("breast_cancer", "target", "--bootstrap 9 --seeds 2", "error: --bootstrap is for one test, but --seeds 2 makes several")]
    public async Task What_does_not_fit_is_told(string table, string target, string options, string message)
    {
        var run = await Run.Tool(["train", Repository.Table(table), "--target", target, "--epochs", "1", "--layers", "2", .. options.Split(' ')]);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith(message, run.Error, StringComparison.Ordinal);
    }
}
