using System.Globalization;
using System.Text.Json.Nodes;
using NumericsCore.Data;

namespace NumericsCore.Cli.Tests;

/// <summary>A model that is trained, saved, and used by commands of its own.</summary>
public class SavedModelTests
{
    [Theory]
    [InlineData("breast_cancer", "target")]
    [InlineData("iris", "species")]
    [InlineData("diabetes", "progression")]
    public async Task Another_process_predicts_the_same_bits_as_the_model_that_was_trained(string table, string target)
    {
        using var saved = await SavedModel.Train(table, target);
        var loaded = TablePipeline.Load(saved.File);
        Assert.Equal((string)JsonNode.Parse(saved.Report)!["weightsSha256"]!, loaded.Model.WeightsSha256());
        var whole = loaded.Predict(Table.ReadCsv(Repository.Table(table)));
        string[] expected = [.. Enumerable.Range(0, whole.RowCount).Select(row => loaded.Classes is null ? whole.Values[row].ToString(CultureInfo.InvariantCulture) : whole.Classes[row])];

        string[] probabilities = loaded.Classes is null ? [] : ["--probabilities"];
        var run = await ToolProcess.Run(["predict", saved.File, Repository.Table(table), .. probabilities]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[][] lines = [.. run.Output.TrimEnd('\n').Split('\n').Select(static line => line.Split(','))];
        Assert.Equal("prediction", lines[0][0]);
        Assert.Equal(expected, lines[1..].Select(static line => line[0]));
        if (loaded.Classes is null) return;
        Assert.Equal(whole.Probabilities.ToArray(), lines[1..].SelectMany(static line => line[1..]).Select(static text => (double)float.Parse(text, CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("breast_cancer", "target")]
    [InlineData("iris", "species")]
    [InlineData("diabetes", "progression")]
    public async Task The_order_of_columns_is_of_no_matter(string table, string target)
    {
        using var saved = await SavedModel.Train(table, target);
        string[][] cells = [.. File.ReadLines(Repository.Table(table)).Select(static line => line.Split(','))];
        int[] order = [.. Enumerable.Range(0, cells[0].Length).OrderBy(static i => (i * 7 + 3) % 11)];
        Assert.NotEqual(order.Order(), order);
        File.WriteAllLines(saved.Path("shuffled.csv"), cells.Select(row => string.Join(',', order.Select(i => row[i]))));

        var straight = await Run.Tool("predict", saved.File, Repository.Table(table));
        var shuffled = await Run.Tool("predict", saved.File, saved.Path("shuffled.csv"));
        Assert.Equal(0, straight.ExitCode);
        Assert.Equal(straight, shuffled);
    }

    [Theory]
    [InlineData("breast_cancer", "target")]
    [InlineData("iris", "species")]
    [InlineData("diabetes", "progression")]
    public async Task Evaluating_the_test_rows_gives_the_scores_of_the_training(string table, string target)
    {
        using var saved = await SavedModel.Train(table, target);
        var all = Table.ReadCsv(Repository.Table(table));
        string[] lines = File.ReadAllLines(Repository.Table(table));
        var split = Split.TrainTest(all.RowCount, 0.2, 0);
        File.WriteAllLines(saved.Path("test.csv"), [lines[0], .. split.Test.ToArray().Select(row => lines[row + 1])]);

        var run = await Run.Tool("evaluate", saved.File, saved.Path("test.csv"), "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        JsonNode trained = JsonNode.Parse(saved.Report)!, tested = JsonNode.Parse(run.Output)!;
        foreach (string score in (string[])["loss", "accuracy", "precision", "recall", "f1", "rocAuc", "rmse", "mae", "r2", "confusion"])
            Assert.Equal(trained[score]?.ToJsonString(), tested[score]?.ToJsonString());
    }

    [Fact]
    public async Task Kept_columns_stand_before_the_prediction_as_they_were_written()
    {
        using var table = new TemporaryTable("id,x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(static i => FormattableString.Invariant($"00{i},{i},{(i < 20 ? "\"lo,w\"" : "high")}\n"))));
        using var saved = new TemporaryTable("");
        Assert.Equal(0, (await Run.Tool("train", table.File, "--target", "y", "--ignore", "id", "--epochs", "1", "--layers", "2", "--save", saved.File)).ExitCode);
        var run = await Run.Tool("predict", saved.File, table.File, "--keep", "id", "--keep", "y");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("id,y,prediction\n000,\"lo,w\",", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_misses_a_value_has_a_blank_prediction()
    {
        using var saved = await SavedModel.Train("iris", "species");
        string[] lines = [.. File.ReadLines(Repository.Table("iris")).Take(4)];
        lines[2] = "NA" + lines[2][lines[2].IndexOf(',', StringComparison.Ordinal)..];
        File.WriteAllLines(saved.Path("new.csv"), lines);
        var run = await Run.Tool("predict", saved.File, saved.Path("new.csv"));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("1 of 3 rows miss a value, and their prediction is blank", run.Error, StringComparison.Ordinal);
        string[] written = run.Output.Split('\n');
        Assert.Equal("\"\"", written[2]);
        Assert.DoesNotContain("\"\"", (string[])[written[1], written[3]]);
    }

    [Fact]
    public async Task Inspecting_tells_tensors_columns_and_target()
    {
        using var saved = await SavedModel.Train("breast_cancer", "target");
        var run = await Run.Tool("inspect", saved.File);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("dense_1.weight", run.Output, StringComparison.Ordinal);
        Assert.Contains("[30, 8]", run.Output, StringComparison.Ordinal);
        Assert.Contains("mean_radius", run.Output, StringComparison.Ordinal);
        Assert.Contains("predicts 'target': one of '0', '1'; '1' from probability 0.5 on\n", run.Output, StringComparison.Ordinal);
        Assert.StartsWith("{\"version\":1,", (await Run.Tool("inspect", saved.File, "--metadata", "numericscore.pipeline")).Output, StringComparison.Ordinal);
    }
}
