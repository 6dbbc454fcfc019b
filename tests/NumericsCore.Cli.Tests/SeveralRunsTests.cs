using System.Globalization;
using System.Text.Json.Nodes;

namespace NumericsCore.Cli.Tests;

/// <summary>Folds and seeds: several trainings with one command.</summary>
public class SeveralRunsTests
{
    private static readonly string[] s_small = ["--epochs", "2", "--layers", "4"];

    [Fact]
    public async Task Folds_are_the_same_on_any_number_of_threads()
    {
        var one = await Run.Json("iris", "species", [.. s_small, "--folds", "4", "--repeat", "2", "--stratify", "--threads", "1"]);
        var four = await Run.Json("iris", "species", [.. s_small, "--folds", "4", "--repeat", "2", "--stratify", "--threads", "4"]);
        Assert.Equal(one["runs"]!.ToJsonString(), four["runs"]!.ToJsonString());
        Assert.Equal(one["scores"]!.ToJsonString(), four["scores"]!.ToJsonString());
        JsonObject[] runs = [.. one["runs"]!.AsArray().Select(static run => run!.AsObject())];
        Assert.Equal([(0, 1), (0, 2), (0, 3), (0, 4), (1, 1), (1, 2), (1, 3), (1, 4)], runs.Select(static run => ((int)run["seed"]!, (int)run["fold"]!)));
        Assert.Equal(300, runs.Sum(static run => (int)run["rowsTest"]!));
        Assert.Equal(8, runs.Select(static run => (string)run["weightsSha256"]!).Distinct().Count());
        double[] accuracies = [.. runs.Select(static run => (double)run["accuracy"]!)];
        Assert.Equal(accuracies.Average(), (double)one["scores"]!["accuracy"]!["mean"]!, 12);
        Assert.Equal(Math.Sqrt(accuracies.Sum(value => Math.Pow(value - accuracies.Average(), 2)) / 7), (double)one["scores"]!["accuracy"]!["standardDeviation"]!, 12);
        Assert.Equal(("stratified", "train", "macro"), ((string)one["dealtOut"]!, (string)one["settings"]!["scale"]!, (string)one["averaging"]!));
    }

    [Fact]
    public async Task A_run_of_several_seeds_is_that_of_its_seed()
    {
        var several = await Run.Json("iris", "species", [.. s_small, "--seeds", "3", "--seed", "5"]);
        for (int i = 0; i < 3; i++)
        {
            var alone = await Run.Json("iris", "species", [.. s_small, "--seed", (5 + i).ToString(CultureInfo.InvariantCulture)]);
            var run = several["runs"]![i]!;
            Assert.Equal((5 + i, (string)alone["weightsSha256"]!, (double)alone["loss"]!), ((int)run["seed"]!, (string)run["weightsSha256"]!, (double)run["loss"]!));
        }
    }

    [Fact]
    public async Task Text_has_a_line_for_each_run_and_a_table_of_mean_and_spread()
    {
        string[] command = ["train", Repository.Table("diabetes"), "--target", "progression", .. s_small, "--folds", "3"];
        var run = await Run.Tool(command);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[] lines = run.Output.Split('\n');
        Assert.Equal("3 folds; in the first 264 rows to train on, 30 to validate, 148 to test", lines[2]);
        Assert.Equal(3, lines.Count(static line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^fold [123]/3  loss \d\.\d{4}  rmse \d+\.\d{4}  mae \d+\.\d{4}  r2 -?\d\.\d{4}  after 2 epochs$")));
        Assert.Single(lines, static line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^│ 3 folds +│ +mean │ std. dev. │ +min │ +max │$"));
        Assert.Single(lines, static line => line.StartsWith("│ R² ", StringComparison.Ordinal));
        var quiet = await Run.Tool([.. command, "--quiet"]);
        Assert.DoesNotContain("fold 1/3", quiet.Output, StringComparison.Ordinal);
        Assert.Contains("│ 3 folds ", quiet.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_group_is_trained_on_and_tested()
    {
        // the group tells the class, and x nothing: whoever has seen the group knows the class of the rest
        using var table = new TemporaryTable("patient,x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(static i => FormattableString.Invariant($"p{i / 4},{i * 7 % 11},{(i / 4 % 2 == 0 ? "a" : "b")}\n"))));
        var run = await Run.Tool(["train", table.File, "--target", "y", .. s_small, "--folds", "5", "--group", "patient", "--json"]);
        Assert.Equal(0, run.ExitCode);
        var json = JsonNode.Parse(run.Output)!;
        Assert.Equal(["x"], json["data"]!["features"]!.AsArray().Select(static name => (string)name!));
        Assert.Equal(("by group", "patient"), ((string)json["dealtOut"]!, (string)json["group"]!));
        Assert.All(json["runs"]!.AsArray(), static fold => Assert.Equal(8, (int)fold!["rowsTest"]!));
    }

    [Fact]
    public async Task Rows_in_order_are_tested_on_after_those_before_them()
    {
        var json = await Run.Json("diabetes", "progression", [.. s_small, "--folds", "3", "--ordered"]);
        // 442 rows, 110 a fold
        Assert.Equal([(112, 110), (222, 110), (332, 110)], json["runs"]!.AsArray().Select(static run => ((int)run!["rowsTraining"]! + (int)run["rowsValidation"]!, (int)run["rowsTest"]!)));
    }

    [Fact]
    public async Task Balanced_classes_find_more_of_a_rare_one()
    {
        // one row of seven is of the rare class, and x tells of it in part only
        using var table = new TemporaryTable("x,y\n" + string.Concat(Enumerable.Range(0, 210).Select(static i => FormattableString.Invariant($"{(i % 7 == 0 ? 1.5 : 0) + i * 37 % 100 / 25.0},{(i % 7 == 0 ? "rare" : "common")}\n"))));
        string[] command = ["train", table.File, "--target", "y", "--layers", "none", "--learning-rate", "0.1", "--epochs", "10", "--stratify", "--json"];
        var plain = JsonNode.Parse((await Run.Tool(command)).Output)!;
        var balanced = JsonNode.Parse((await Run.Tool([.. command, "--class-weights", "balanced"])).Output)!;
        Assert.True((double)balanced["recall"]! > (double)plain["recall"]! + 0.3, $"{plain["recall"]} and {balanced["recall"]}");
        Assert.Equal("balanced", (string)balanced["settings"]!["classWeights"]!);
        // the loss of the test is of the rows as they are, and so is worse
        Assert.True((double)balanced["loss"]! > (double)plain["loss"]!);
    }

    [Theory]
    [InlineData("--folds is 1; expected a whole number from 2 to 1000", "--folds", "1")]
    [InlineData("--folds is 150, but there are 150 rows; expected fewer folds than rows", "--folds", "150")]
    [InlineData("--folds 60: Class 'setosa' has 50 rows, fewer than the 60 folds that each shall have one", "--folds", "60", "--stratify")]
    [InlineData("--group says how folds are dealt out, but there is no --folds", "--group", "petal_width")]
    [InlineData("--repeat says how folds are dealt out, but there is no --folds", "--repeat", "2")]
    [InlineData("--test-size is for one test, but --folds 3 tests on each of them; expected one of both", "--folds", "3", "--test-size", "0.2")]
    [InlineData("--save is for one training, but --seeds 2 makes several; expected one of both", "--seeds", "2", "--save", "x")]
    [InlineData("--stratify deals out each class to all folds, and --ordered does not; expected one of both", "--folds", "3", "--stratify", "--ordered")]
    [InlineData("--group names 'species', which is the target", "--folds", "3", "--group", "species")]
    [InlineData("--seeds trains on one split from several seeds, but --folds has several splits; expected one of both, or --repeat for folds of several seeds", "--folds", "3", "--seeds", "3")]
    public async Task What_contradicts_itself_is_said(string message, params string[] options)
    {
        var run = await Run.Tool(["train", Repository.Table("iris"), "--target", "species", .. options]);
        Assert.Equal((1, "error: " + message + "\n"), (run.ExitCode, run.Error));
    }
}
