namespace NumericsCore.Cli.Tests;

/// <summary>Reports for whoever has them read out: words in lines, and nothing drawn.</summary>
public class PlainTests
{
    private static readonly string[] s_small = ["--epochs", "1", "--layers", "2", "--threads", "1"];

    [Fact]
    public async Task Nothing_is_drawn_and_each_line_makes_sense_alone()
    {
        string folder = Directory.CreateTempSubdirectory().FullName, model = Path.Combine(folder, "m.safetensors"), table = Repository.Table("iris");
        try
        {
            string train = await Plain(["train", table, "--target", "species", "--save", model, .. s_small]);
            Assert.Contains("\nLayer: dense_1 (Dense); Output shape: [*, 2]; Parameters: 10\n", train, StringComparison.Ordinal);
            Assert.Matches(@"\nTest on 30 rows\nloss: \d\.\d{4}\naccuracy: \d\.\d{4}\n", train);
            Assert.Matches(@"\nactual: setosa; predicted setosa: \d+; predicted versicolor: \d+; predicted virginica: \d+\n", train);
            Assert.Matches(@"\n2 folds: accuracy; mean: \d", await Plain(["train", table, "--target", "species", "--folds", "2", .. s_small]));
            Assert.Matches(@"\naccuracy: \d\.\d{4}; 95 % interval: \d\.\d{4} to \d\.\d{4}\n", await Plain(["evaluate", model, table, "--bootstrap", "5", "--calibration"]));
            Assert.Contains("\nColumn: species; Type: text; ", await Plain(["describe", table]), StringComparison.Ordinal);
            Assert.Contains("Device: cpu; What it is: ", await Plain(["devices"]), StringComparison.Ordinal);
            Assert.Matches(@"\nTensor: \S+; Type: \S+; Shape: ", await Plain(["inspect", model]));
            _ = await Plain(["explain", model, table, "--repeats", "1", "--steps", "1", "--rows", "10"]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task The_environment_asks_for_it_too()
    {
        var run = await ToolProcess.Run(["describe", Repository.Table("iris")], ("NUMERICSCORE_PLAIN", "1"));
        Assert.Equal(await Plain(["describe", Repository.Table("iris")]), run.Output);
    }

    private static async Task<string> Plain(string[] command)
    {
        var run = await Run.Tool([.. command, "--plain"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.DoesNotContain(run.Output, static c => c is '\e' or (>= '\u2500' and <= '\u259f'));
        Assert.DoesNotContain(run.Output.Split('\n'), static line => line.EndsWith(' ') || line.Contains("  ;", StringComparison.Ordinal));
        return run.Output;
    }
}
