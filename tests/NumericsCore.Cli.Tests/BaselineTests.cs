using System.Text.Json.Nodes;

namespace NumericsCore.Cli.Tests;

/// <summary>Simpler models beside the network.</summary>
public class BaselineTests
{
    private static readonly string[] s_small = ["--epochs", "2", "--layers", "4"];
    private static readonly string[] s_linear = ["--layers", "none", "--optimizer", "adam", "--learning-rate", "0.02", "--epochs", "500", "--patience", "20", "--restore-best-weights"];

    [Theory]
    [InlineData("breast_cancer", "target", "majorityClass", "logisticRegression")]
    [InlineData("iris", "species", "majorityClass", "logisticRegression")]
    [InlineData("diabetes", "progression", "mean", "linearRegression")]
    public async Task A_linear_model_is_that_of_its_options_and_the_network_stays_as_it_is(string table, string target, string constant, string linear)
    {
        var alone = await Run.Json(table, target, [.. s_small, "--seed", "3"]);
        var beside = await Run.Json(table, target, [.. s_small, "--seed", "3", "--baselines"]);
        Assert.Equal((string)alone["weightsSha256"]!, (string)beside["weightsSha256"]!);
        var baselines = beside["baselines"]!.AsObject();
        Assert.Equal([constant, linear], baselines.Select(static pair => pair.Key));
        var same = await Run.Json(table, target, [.. s_linear, "--seed", "3"]);
        foreach (var (key, value) in baselines[linear]!.AsObject()) Assert.Equal(same[key]?.ToJsonString(), value?.ToJsonString());
        Assert.Equal((string)same["weightsSha256"]!, (string)baselines[linear]!["weightsSha256"]!);
    }

    [Fact]
    public async Task The_constant_is_what_the_rows_not_in_the_test_say()
    {
        // of 40 rows 8 are tested, 3 in 4 of each part are b
        using var table = new TemporaryTable("x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(static i => FormattableString.Invariant($"{i * 7 % 11},{(i % 4 == 0 ? "a" : "b")}\n"))));
        var json = await Train(table, "--stratify");
        var majority = json["baselines"]!["majorityClass"]!;
        Assert.Equal((0.75, 0.75, 1.0, 0.5), ((double)majority["accuracy"]!, (double)majority["precision"]!, (double)majority["recall"]!, (double)majority["rocAuc"]!));
        Assert.Equal(-(0.75 * Math.Log(0.75) + 0.25 * Math.Log(0.25)), (double)majority["loss"]!, 6);
    }

    [Fact]
    public async Task The_mean_of_a_number_explains_nothing()
    {
        using var table = new TemporaryTable("x,y\n" + string.Concat(Enumerable.Range(0, 50).Select(static i => FormattableString.Invariant($"{i},{3 * i + 0.5}\n"))));
        var json = await Train(table);
        var baselines = json["baselines"]!;
        Assert.InRange((double)baselines["mean"]!["r2"]!, -1, 0.001);
        Assert.InRange((double)baselines["linearRegression"]!["r2"]!, 0.99, 1);
    }

    [Fact]
    public async Task A_class_that_no_row_to_train_on_has_takes_no_more_than_the_loss()
    {
        string[] rows = [.. Enumerable.Range(0, 30).Select(static i => FormattableString.Invariant($"{i},{(i == 0 ? "rare" : i % 2 == 0 ? "a" : "b")}\n"))];
        using var table = new TemporaryTable("x,y\n" + string.Concat(rows));
        for (int seed = 0; seed < 20; seed++)
        {
            var json = await Train(table, "--seed", seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
            var majority = json["baselines"]!["majorityClass"]!;
            Assert.InRange((double)majority["accuracy"]!, 0, 1);
            if (majority["loss"] is null) return;
        }

        Assert.Fail("the rare class was never in the test");
    }

    [Fact]
    public async Task Folds_have_the_mean_and_spread_of_each()
    {
        string[] command = [.. s_small, "--folds", "3"];
        var json = await Run.Json("iris", "species", [.. command, "--baselines"]);
        Assert.Equal((await Run.Json("iris", "species", command))["scores"]!.ToJsonString(), json["scores"]!.ToJsonString());
        var linear = json["baselines"]!["logisticRegression"]!["accuracy"]!;
        Assert.InRange((double)linear["mean"]!, 0.9, 1);
        Assert.InRange((double)linear["standardDeviation"]!, 0, 0.1);
        var text = await Run.Tool(["train", Repository.Table("iris"), "--target", "species", .. command, "--baselines"]);
        Assert.Single(text.Output.Split('\n'), static line => System.Text.RegularExpressions.Regex.IsMatch(line, "^│ Baselines \\(mean\\) +│ majority class │ logistic regression │ +network │$"));
    }

    [Fact]
    public async Task Text_and_page_show_them_beside_the_network()
    {
        using var folder = new TemporaryTable("");
        string page = Path.Combine(Path.GetDirectoryName(folder.File)!, "report.html");
        var run = await Run.Tool(["train", Repository.Table("diabetes"), "--target", "progression", .. s_small, "--baselines", "--bootstrap", "10", "--report", page, "--plain"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string line = Assert.Single(run.Output.Split('\n'), static line => line.StartsWith("Baselines: R²; mean: ", StringComparison.Ordinal));
        Assert.Matches(@"^Baselines: R²; mean: -?0\.\d{4}; linear regression: 0\.\d{4}; network: -?\d\.\d{4}$", line);
        Assert.Contains("<h2 id=\"baselines-title\">Baselines</h2>", await File.ReadAllTextAsync(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_process_trains_them()
    {
        var run = await Run.Tool("train", Repository.Table("iris"), "--target", "species", "--baselines", "--data-parallel");
        Assert.Equal((1, "error: --baselines are trained on one process, but --data-parallel trains on several; expected one of both\n"), (run.ExitCode, run.Error));
    }

    private static async Task<JsonNode> Train(TemporaryTable table, params string[] options)
    {
        var run = await Run.Tool(["train", table.File, "--target", "y", .. s_small, "--baselines", "--json", .. options]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return JsonNode.Parse(run.Output)!;
    }
}
