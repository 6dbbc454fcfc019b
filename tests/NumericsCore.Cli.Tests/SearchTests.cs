using System.Globalization;
using System.Text.Json.Nodes;
using FsCheck.Xunit;

namespace NumericsCore.Cli.Tests;

/// <summary>The search for the best of many trainings.</summary>
public class SearchTests
{
    private static readonly string[] s_small = ["--epochs", "4", "--layers", "4", "--seed", "2"];

    [Theory]
    [InlineData("iris", "species", "loss")]
    [InlineData("breast_cancer", "target", "roc-auc")]
    [InlineData("diabetes", "progression", "r2")]
    public async Task A_printed_line_trains_the_same_weights(string table, string target, string score)
    {
        var json = await Search(table, target, [.. s_small, "--score", score, "--try", "learning-rate=0.001,0.01", "--try", "batch-size=16,32", "--transform", "robust"]);
        var trials = json["trials"]!.AsArray();
        Assert.Equal(4, trials.Count);
        Assert.Equal(4, trials.Select(static trial => (string)trial!["weightsSha256"]!).Distinct().Count());
        foreach (var trial in trials)
        {
            var run = await Run.Tool([.. GalleryTests.Words((string)trial!["command"]!).Skip(1), "--json"]);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            var trained = JsonNode.Parse(run.Output)!;
            Assert.Equal(((string)trial["weightsSha256"]!, (int)trial["epochs"]!), ((string)trained["weightsSha256"]!, (int)trained["epochs"]!));
            // of the validation rows, not of the test
            Assert.Equal((double)trained["history"]!["valLoss"]!.AsArray()[^1]!, (double)trial["loss"]!, 5);
            Assert.NotEqual((double)trained["loss"]!, (double)trial["loss"]!);
        }

        string key = score == "roc-auc" ? "rocAuc" : score;
        double[] scores = [.. trials.Select(trial => (double)trial![key]!)];
        Assert.Equal(score == "loss" ? scores.Order() : scores.OrderDescending(), scores);
        Assert.Equal(trials[0]!.ToJsonString(), json["best"]!.ToJsonString());
        Assert.Equal([1, 2, 3, 4], trials.Select(static trial => (int)trial!["rank"]!));
    }

    [Fact]
    public async Task Halving_gives_the_best_third_three_times_the_epochs_and_its_lines_repeat_too()
    {
        string[] options = ["--layers", "4", "--epochs", "27", "--patience", "0", "--try", "learning-rate=0.0001,0.001,0.01", "--try", "dropout=0,0.2,0.5", "--halving"];
        var json = await Search("iris", "species", options);
        Assert.Equal([(9, 3), (3, 9), (1, 27)], json["rounds"]!.AsArray().Select(static round => ((int)round!["trainings"]!, (int)round["epochs"]!)));
        Assert.Equal([(3, 27), (2, 9), (2, 9), (1, 3), (1, 3), (1, 3), (1, 3), (1, 3), (1, 3)], json["trials"]!.AsArray().Select(static trial => ((int)trial!["round"]!, (int)trial["epochs"]!)));
        foreach (var trial in (JsonNode[])[json["trials"]![0]!, json["trials"]![1]!, json["trials"]![8]!])
        {
            var run = await Run.Tool([.. GalleryTests.Words((string)trial["command"]!).Skip(1), "--json"]);
            Assert.Equal((string)trial["weightsSha256"]!, (string)JsonNode.Parse(run.Output)!["weightsSha256"]!);
        }

        var one = await Search("iris", "species", [.. options, "--threads", "1"]);
        Assert.Equal(json["trials"]!.AsArray().Select(static trial => (string)trial!["weightsSha256"]!), one["trials"]!.AsArray().Select(static trial => (string)trial!["weightsSha256"]!));
    }

    [Fact]
    public async Task What_stopped_early_is_not_trained_again()
    {
        var json = await Search("iris", "species", ["--layers", "4", "--epochs", "40", "--patience", "1", "--optimizer", "sgd", "--try", "learning-rate=0,0.00001,0.1", "--halving"]);
        var last = json["trials"]!.AsArray().Single(static trial => (string)trial!["options"]!["learning-rate"]! == "0")!;
        // nothing changes with a rate of 0: it stops after its second epoch
        Assert.Equal(2, (int)last["epochs"]!);
    }

    [Property(MaxTest = 10)]
    public void Some_of_all_combinations_are_chosen_by_the_seed_and_each_once(int seed)
    {
        string[] command = ["search", Repository.Table("iris"), "--target", "species", "--layers", "2", "--epochs", "1", "--try", "batch-size=16,32,64", "--try", "activation=relu,tanh", "--try", "optimizer=sgd,adam,lion", "--trials", "4", "--seed", ((uint)seed).ToString(CultureInfo.InvariantCulture), "--json"];
        JsonObject First() => JsonNode.Parse(Task.Run(() => Run.Tool(command)).GetAwaiter().GetResult().Output)!.AsObject();
        var (one, two) = (First(), First());
        string[] options = [.. one["trials"]!.AsArray().Select(static trial => trial!["options"]!.ToJsonString())];
        Assert.Equal(4, options.Distinct().Count());
        one.Remove("seconds");
        two.Remove("seconds");
        Assert.Equal(one.ToJsonString(), two.ToJsonString());
    }

    [Fact]
    public async Task Lists_have_commas_and_flags_are_true_or_false()
    {
        var json = await Search("diabetes", "progression", ["--epochs", "1", "--optimizer", "sgd", "--momentum", "0.9", "--try", "layers=4;8,4", "--try", "layers=none", "--try", "nesterov=true,false", "--try", "transform=bmi=log1p;none"]);
        Assert.Equal(["4", "8,4", "none"], json["trials"]!.AsArray().Select(static trial => (string)trial!["options"]!["layers"]!).Distinct().Order());
        Assert.Equal(12, json["trials"]!.AsArray().Count);
    }

    [Fact]
    public async Task One_that_diverges_comes_last_and_the_others_go_on()
    {
        string[] command = ["search", Repository.Table("diabetes"), "--target", "progression", "--layers", "4", "--epochs", "3", "--optimizer", "sgd", "--try", "learning-rate=1e30,0.01"];
        var text = await Run.Tool(command);
        Assert.Equal((0, ""), (text.ExitCode, text.Error));
        Assert.Contains("\n1/2  failed: the loss became ", text.Output, StringComparison.Ordinal);
        var json = JsonNode.Parse((await Run.Tool([.. command, "--json"])).Output)!;
        Assert.Equal(["0.01", "1e30"], json["trials"]!.AsArray().Select(static trial => (string)trial!["options"]!["learning-rate"]!));
        Assert.StartsWith("the loss became ", (string)json["trials"]![1]!["failure"]!, StringComparison.Ordinal);
        var all = await Run.Tool([.. command[..^1], "learning-rate=1e30,1e31"]);
        Assert.Equal(1, all.ExitCode);
        Assert.StartsWith("error: every training failed, as that of 'numericscore train ", all.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_has_each_line_and_a_ranking_and_ends_with_the_best()
    {
        string[] command = ["search", Repository.Table("iris"), "--target", "species", .. s_small, "--try", "learning-rate=0.1,0.001"];
        var run = await Run.Tool(command);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[] lines = run.Output.TrimEnd('\n').Split('\n');
        Assert.Equal("rows: 108 to train on, 12 to validate, by which loss ranks, and 30 to test, which are not looked at", lines[2]);
        Assert.Equal(2, lines.Count(static line => line.StartsWith("  numericscore train ", StringComparison.Ordinal)));
        Assert.Single(lines, static line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^│ Rank │ learning-rate │ +loss │ accuracy │ .* │ epochs │$"));
        Assert.Equal($"numericscore train {Repository.Table("iris")} --target species --seed 2 --layers 4 --epochs 4 --learning-rate 0.1".Split(' ').Order(), lines[^1].Split(' ').Order());
        var quiet = await Run.Tool([.. command, "--quiet"]);
        Assert.DoesNotContain("rows:", quiet.Output, StringComparison.Ordinal);
        Assert.EndsWith(lines[^1] + "\n", quiet.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--try is 'nosuch=1'; expected one of ", "nosuch=1")]
    [InlineData("did you mean 'learning-rate'?", "learning-rat=1")]
    [InlineData("--try is 'dropout'; expected values behind '=', such as dropout=VALUE,VALUE", "dropout")]
    [InlineData("--try is 'layers=4;'; expected values behind '=', such as layers=VALUE;VALUE", "layers=4;")]
    [InlineData("--try has dropout=0.1 twice; expected it once", "dropout=0.1,0.1")]
    [InlineData("--try is 'epochs=1', but --epochs is given too; expected one of both", "epochs=1", "--epochs", "2")]
    [InlineData("--factor is of the rounds of --halving, which is not given", "dropout=0,0.1", "--factor", "2")]
    [InlineData("--try has epochs, and --halving decides them; expected one of both", "epochs=1,2", "--halving")]
    [InlineData("a search scores on validation rows, but --validation-split is 0", "dropout=0,0.1", "--validation-split", "0")]
    [InlineData("--score is rmse, but the scores of this target are loss, accuracy, precision, recall, f1, roc-auc", "dropout=0,0.1", "--score", "rmse")]
    [InlineData("--dropout 2': --dropout is 2; expected a number of at least 0 and below 1", "dropout=0,2")]
    [InlineData("--optimizer adam': --momentum is a setting of sgd, rmsprop; the optimizer is adam.", "optimizer=sgd,adam", "--momentum", "0.5")]
    [InlineData("--trials is 0; expected a whole number from 1 to 10000", "dropout=0,0.1", "--trials", "0")]
    public async Task What_cannot_be_tried_is_said_before_anything_is_trained(string message, string tried, params string[] options)
    {
        var run = await Run.Tool(["search", Repository.Table("iris"), "--target", "species", "--try", tried, .. options]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("1/", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trainings_on_other_rows_are_not_compared()
    {
        using var table = new TemporaryTable("x,z,y\n" + string.Concat(Enumerable.Range(0, 60).Select(static i => FormattableString.Invariant($"{(i % 5 == 0 ? "" : $"{i}")},{i * 7 % 11},{(i % 2 == 0 ? "a" : "b")}\n"))));
        string[] command = ["search", table.File, "--target", "y", "--layers", "2", "--epochs", "1", "--try"];
        var run = await Run.Tool([.. command, "impute=median,drop-rows"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("leaves 48 rows and ", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await Run.Tool([.. command, "impute=median,mean"])).ExitCode);
    }

    private static async Task<JsonObject> Search(string table, string target, string[] options)
    {
        var run = await Run.Tool(["search", Repository.Table(table), "--target", target, "--json", .. options]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return JsonNode.Parse(run.Output)!.AsObject();
    }
}
