using System.Text.Json.Nodes;

namespace NumericsCore.Cli.Tests;

/// <summary>Words for missing values of single columns.</summary>
public sealed class MissingOfColumnTests : IDisposable
{
    // 0 is no age, and ? a region
    private readonly TemporaryTable _table = new("age,children,region,y\n" + string.Concat(Enumerable.Range(0, 60).Select(static i =>
        FormattableString.Invariant($"{(i % 6 == 0 ? 0 : 20 + i)},{i % 3},{(i % 2 == 0 ? "?" : "EU")},{(i * 7 % 13 > 6 ? "a" : "b")}\n"))));

    public void Dispose() => _table.Dispose();

    [Fact]
    public async Task A_model_keeps_them()
    {
        string model = Beside("model");
        var run = await Run.Tool("train", _table.File, "--target", "y", "--epochs", "1", "--layers", "2", "--missing", "age=0", "--missing", "region=", "--impute", "age=median", "--save", model, "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var json = JsonNode.Parse(run.Output)!;
        Assert.Equal((0, 60), ((int)json["data"]!["rowsDropped"]!, (int)json["data"]!["rowsRead"]!));
        Assert.Equal(["age", "age missing", "children", "region=?", "region=EU"], json["data"]!["features"]!.AsArray().Select(static name => (string)name!));
        Assert.Equal("[\"age=0\",\"region=\"]", json["settings"]!["missing"]!.ToJsonString());
        // with a 0 that is none, the median of the ages is filled in as in training
        string rows = Beside("new.csv"), same = Beside("same.csv");
        await File.WriteAllTextAsync(rows, "age,children,region\n0,1,?\n");
        await File.WriteAllTextAsync(same, "age,children,region\n,1,?\n");
        var predicted = await Run.Tool("predict", model, rows, "--probabilities");
        Assert.Equal((0, ""), (predicted.ExitCode, predicted.Error));
        Assert.Equal(predicted, await Run.Tool("predict", model, same, "--probabilities"));
        // those of the command line win, for their column
        var other = await Run.Tool("predict", model, rows, "--probabilities", "--missing", "age=-1");
        Assert.Equal(0, other.ExitCode);
        Assert.NotEqual(predicted.Output, other.Output);
        var evaluated = await Run.Tool("evaluate", model, _table.File, "--by", "region", "--json");
        Assert.Equal((0, ""), (evaluated.ExitCode, evaluated.Error));
        Assert.Contains("\"?\"", evaluated.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_are_dropped_for_them_and_a_column_that_is_not_there_is_said()
    {
        var run = await Run.Tool("train", _table.File, "--target", "y", "--epochs", "1", "--layers", "2", "--missing", "age=0", "--missing", "region=none", "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(10, (int)JsonNode.Parse(run.Output)!["data"]!["rowsDropped"]!);
        run = await Run.Tool("train", _table.File, "--target", "y", "--missing", "agge=0");
        Assert.Equal((1, $"error: {_table.File}: there is no column 'agge'; the columns are age, children, region, y; did you mean 'age'?\n"), (run.ExitCode, run.Error));
        var described = await Run.Tool("describe", _table.File, "--missing", "age=0", "--json");
        Assert.Contains("\"missing\":10", described.Output, StringComparison.Ordinal);
    }

    private string Beside(string name) => Path.Combine(Path.GetDirectoryName(_table.File)!, name);
}
