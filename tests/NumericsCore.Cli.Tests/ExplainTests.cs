using System.Globalization;
using System.Text.Json.Nodes;

namespace NumericsCore.Cli.Tests;

/// <summary>The command that says what predictions depend on, and scores by group.</summary>
public sealed class ExplainTests
{
    private static readonly string s_table = Repository.Table("gallery/penguins");

    [Fact]
    public async Task Importances_dependence_and_attributions_are_told_by_column()
    {
        using var saved = await SavedModel.Train("gallery/penguins", "species");
        string file = saved.Path("attributions.csv");
        var run = await Run.Tool("explain", saved.File, s_table, "--dependence", "island", "--dependence", "body_mass_g", "--attributions", file, "--repeats", "2", "--steps", "10");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("accuracy without it is worse by", run.Output, StringComparison.Ordinal);
        Assert.Contains("mean probability of Adelie", run.Output, StringComparison.Ordinal);
        string[] lines = File.ReadAllLines(file);
        var json = JsonNode.Parse((await Run.Tool("explain", saved.File, s_table, "--dependence", "island", "--json", "--repeats", "2", "--steps", "10")).Output)!;
        Assert.Equal((int)json["rows"]! + 1, lines.Length);
        Assert.Equal("output,prediction,baseline,island,", lines[0][..34]);
        double[] numbers = [.. lines[1].Split(',').Skip(1).Select(static cell => double.Parse(cell, CultureInfo.InvariantCulture))];
        Assert.Equal(numbers[0] - numbers[1], numbers[2..].Sum(), 0.02);
        Assert.Equal((string)json["importances"]![0]!["column"]!, json["importances"]!.AsArray().MaxBy(static column => (double)column!["mean"]!)!["column"]!.GetValue<string>());
        Assert.Equal(3, json["dependences"]![0]!["points"]![0]!["predictions"]!.AsArray().Count);
    }

    [Fact]
    public async Task Rows_are_those_that_evaluate_takes_and_at_most_as_many_as_asked_for()
    {
        using var saved = await SavedModel.Train("gallery/penguins", "species");
        var tested = JsonNode.Parse((await Run.Tool("evaluate", saved.File, s_table, "--json")).Output)!;
        var all = JsonNode.Parse((await Run.Tool("explain", saved.File, s_table, "--json", "--repeats", "1", "--steps", "2")).Output)!;
        Assert.Equal(((int)tested["rowsDropped"]!, (double)tested["accuracy"]!), ((int)all["rowsDropped"]!, (double)all["baseline"]!));
        var few = JsonNode.Parse((await Run.Tool("explain", saved.File, s_table, "--json", "--repeats", "1", "--steps", "2", "--rows", "20")).Output)!;
        Assert.Equal(20, (int)few["rows"]!);
    }

    [Fact]
    public async Task What_does_not_fit_is_told_and_an_old_file_stays()
    {
        using var saved = await SavedModel.Train("gallery/penguins", "species");
        string file = saved.Path("attributions.csv");
        File.WriteAllText(file, "old");
        var run = await Run.Tool("explain", saved.File, s_table, "--dependence", "nosuch", "--attributions", file);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("the model takes no column 'nosuch'; the columns are 'island'", run.Error, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(file));
        run = await Run.Tool("explain", saved.File, s_table, "--score", "mae");
        Assert.Equal((1, "error: --score is mae, which is one of numbers, but the target 'species' is classes\n"), (run.ExitCode, run.Error));
        run = await Run.Tool("explain", saved.File, s_table, "--attributions", saved.File);
        Assert.Equal(1, run.ExitCode);
        run = await Run.Tool("explain", saved.File);
        Assert.Contains("Usage: numericscore explain", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scores_are_told_for_each_group_of_a_column()
    {
        using var saved = await SavedModel.Train("gallery/passengers", "Survived", "--ignore", "Name", "--ignore", "Cabin", "--impute", "median");
        string table = Repository.Table("gallery/passengers");
        var json = JsonNode.Parse((await Run.Tool("evaluate", saved.File, table, "--by", "Sex", "--by", "Cabin", "--json")).Output)!["by"]!;
        Assert.Equal(["all rows", "female", "male"], json[0]!["groups"]!.AsArray().Select(static group => (string)group!["group"]!));
        double[] rates = [.. json[0]!["groups"]!.AsArray().Skip(1).Select(static group => (double)group!["selectionRate"]!)];
        Assert.Equal(rates.Max() - rates.Min(), (double)json[0]!["demographicParityDifference"]!, 1e-12);
        // a column that is no feature, with blank cells
        Assert.Contains("(missing)", json[1]!["groups"]!.AsArray().Select(static group => (string)group!["group"]!));
        var run = await Run.Tool("evaluate", saved.File, table, "--by", "Sex");
        Assert.Contains("demographic parity difference: ", run.Output, StringComparison.Ordinal);
        run = await Run.Tool("evaluate", saved.File, table, "--by", "Name");
        Assert.Equal((1, "error: --by names 'Name', which has 150 different values; expected a column of at most 100 groups\n"), (run.ExitCode, run.Error));
        run = await Run.Tool("evaluate", saved.File, table, "--by", "nosuch");
        Assert.Contains("there is no column 'nosuch'", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gallery/penguins", "species", "island", "accuracy")]
    [InlineData("gallery/orders", "price", "size", "rmse")]
    public async Task Groups_of_more_classes_and_of_numbers_have_scores_too(string name, string target, string by, string score)
    {
        using var saved = await SavedModel.Train(name, target);
        var run = await Run.Tool("evaluate", saved.File, Repository.Table(name), "--by", by, "--json");
        var json = JsonNode.Parse(run.Output)!;
        Assert.Equal((double)json[score]!, (double)json["by"]![0]!["groups"]![0]![score]!, 1e-12);
    }
}
