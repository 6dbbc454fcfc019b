using System.Text.Json.Nodes;

namespace NumericsCore.Cli.Tests;

/// <summary>Warnings of tests that look better than new rows will.</summary>
public class LeakageTests
{
    private static readonly string[] s_small = ["--epochs", "1", "--layers", "2"];

    [Fact]
    public async Task Rows_that_are_trained_on_and_tested_are_counted_and_said_once()
    {
        using var table = new TemporaryTable("x,z,w,y\n" + string.Concat(Enumerable.Repeat(string.Concat(Enumerable.Range(0, 60).Select(static i => FormattableString.Invariant($"{i},{i * 37 % 61}.5,{i * 17 % 59},{(i * 7 % 13 > 6 ? "a" : "b")}\n"))), 2)));
        var run = await Run.Tool(["train", table.File, "--target", "y", .. s_small, "--json"]);
        int repeated = (int)JsonNode.Parse(run.Output)!["data"]!["rowsTestInTraining"]!;
        Assert.InRange(repeated, 12, 24);
        string warning = $"{table.File}: {repeated} of the 24 test rows are rows to train on as well, the same in every column that is used, so the test says too little of new rows; leave repeated rows out of the file, or let --folds with --group keep together what belongs together";
        Assert.Equal((0, $"warning: {warning}\n"), (run.ExitCode, run.Error));
        Assert.Equal([warning], JsonNode.Parse(run.Output)!["data"]!["warnings"]!.AsArray().Select(static text => (string)text!));
        var folds = await Run.Tool(["train", table.File, "--target", "y", .. s_small, "--folds", "3", "--quiet"]);
        Assert.Single(folds.Error.Split('\n'), static line => line.Contains("are rows to train on as well", StringComparison.Ordinal));
        var text = await Run.Tool(["train", table.File, "--target", "y", .. s_small]);
        Assert.Contains(FormattableString.Invariant($"24 to test, of which {repeated} are among the others too\n"), text.Output, StringComparison.Ordinal);
        // left out, a number of the row makes none of them alike
        var ignored = await Run.Tool(["train", table.File, "--target", "y", .. s_small, "--ignore", "x", "--json"]);
        Assert.Equal(repeated, (int)JsonNode.Parse(ignored.Output)!["data"]!["rowsTestInTraining"]!);
    }

    [Fact]
    public async Task Columns_of_few_values_repeat_rows_without_a_warning()
    {
        using var table = new TemporaryTable("x,z,y\n" + string.Concat(Enumerable.Range(0, 120).Select(static i => FormattableString.Invariant($"{i % 3},{i / 3 % 4},{(i * 7 % 13 > 6 ? "a" : "b")}\n"))));
        var run = await Run.Tool(["train", table.File, "--target", "y", .. s_small, "--json"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.InRange((int)JsonNode.Parse(run.Output)!["data"]!["rowsTestInTraining"]!, 12, 24);
    }

    [Theory]
    [InlineData("(i % 2 == 0)", "balanced accuracy 1.0000 on 160 rows")]
    [InlineData("number", "R² 0.99")]
    public async Task A_column_that_gives_the_target_away_is_named(string kind, string score)
    {
        // paid is known once the outcome is
        using var table = new TemporaryTable("x,z,paid,y\n" + string.Concat(Enumerable.Range(0, 200).Select(i => FormattableString.Invariant(
            $"{i * 37 % 101}.25,{i * 11 % 17},{(kind == "number" ? i * i * 3.5 : i % 2 == 0 ? 100 + i : 0)},{(kind == "number" ? $"{i * i}" : i % 2 == 0 ? "sold" : "open")}\n"))));
        var run = await Run.Tool(["train", table.File, "--target", "y", .. s_small, "--json"]);
        Assert.Equal(0, run.ExitCode);
        string warning = Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith($"warning: {table.File}: column 'paid' alone predicts the target nearly perfectly ({score}", warning, StringComparison.Ordinal);
        Assert.EndsWith("; if it is known only once the target is, leave it out with --ignore paid", warning, StringComparison.Ordinal);
        Assert.Equal("", (await Run.Tool(["train", table.File, "--target", "y", .. s_small, "--ignore", "paid", "--quiet"])).Error);
    }

    [Fact]
    public async Task Of_the_gallery_one_column_alone_is_named_whose_border_is_the_target()
    {
        string page = Path.Combine(Repository.Root, "docs", "tables-gallery.md");
        string[][] commands = [.. (await File.ReadAllLinesAsync(page)).Where(static line => line.Contains("`numericscore train", StringComparison.Ordinal)).Select(static line => GalleryTests.Words(line.Split('|')[2].Trim(' ', '`')).Skip(1).ToArray())];
        Assert.True(commands.Length > 12);
        foreach (string[] command in commands)
        {
            string[] words = [.. command.Select(static word => word.StartsWith("docs/", StringComparison.Ordinal) ? Path.Combine(Repository.Root, word) : word)];
            var run = await Run.Tool([.. words, .. s_small, "--quiet"]);
            Assert.Equal(0, run.ExitCode);
            // urban is what has a population above a number, and nothing else
            Assert.Equal(words[1].EndsWith("budget.csv", StringComparison.Ordinal) ? 1 : 0, run.Error.Split("alone predicts").Length - 1);
            Assert.DoesNotContain("rows to train on as well", run.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("breast_cancer", "target")]
    [InlineData("iris", "species")]
    [InlineData("wine", "cultivar")]
    [InlineData("diabetes", "progression")]
    public async Task No_shipped_table_is_suspected_by_any_split(string table, string target)
    {
        foreach (string seed in (string[])["0", "1", "2", "3", "4"]) Assert.DoesNotContain("warnings\":[\"", (await Run.Json(table, target, [.. s_small, "--seed", seed])).ToJsonString(), StringComparison.Ordinal);
    }
}
