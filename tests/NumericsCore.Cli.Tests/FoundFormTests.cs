using System.Text.Json.Nodes;

namespace NumericsCore.Cli.Tests;

/// <summary>How a table is written is found, said, and kept with the model.</summary>
public class FoundFormTests
{
    private const string German = "fields separated by ';', decimal comma, '.' between thousands, the first line names the columns";

    [Fact]
    public async Task What_is_found_is_said_and_kept_with_the_model()
    {
        using var table = new TemporaryTable("x;z;y\n" + string.Concat(Enumerable.Range(0, 40).Select(static i => $"1.{i:D3},5;{i};{(i % 2 == 0 ? "a" : "b")}\n")));
        string model = Path.Combine(Path.GetDirectoryName(table.File)!, "m.safetensors"), single = table.File + ".one";
        var trained = await Run.Tool("train", table.File, "--target", "y", "--epochs", "1", "--layers", "2", "--save", model);
        Assert.Equal((0, ""), (trained.ExitCode, trained.Error));
        Assert.Contains($"\nread as: {German}\n", trained.Output, StringComparison.Ordinal);
        var given = await Run.Tool("train", table.File, "--target", "y", "--epochs", "1", "--layers", "2", "--delimiter", ";", "--decimal", ",", "--thousands", ".");
        Assert.DoesNotContain("read as", given.Output, StringComparison.Ordinal);
        Assert.Equal(Hash(given), Hash(trained));
        // one row shows nothing of it
        File.WriteAllText(single, "x;z;y\n1.007,5;7;b\n");
        Assert.Equal((0, ""), ((await Run.Tool("predict", model, single)) is var one ? one.ExitCode : -1, one.Error));
        Assert.Equal(one.Output, (await Run.Tool("predict", model, single, "--delimiter", ";", "--decimal", ",", "--thousands", ".")).Output);
        Assert.Equal(0, (await Run.Tool("evaluate", model, table.File)).ExitCode);
        var described = await Run.Tool("describe", table.File, "--json");
        Assert.Equal(German, (string)JsonNode.Parse(described.Output)!["readAs"]!);
    }

    [Fact]
    public async Task A_table_without_a_header_is_said_and_kept_with_the_model()
    {
        string rows = string.Concat(Enumerable.Range(0, 40).Select(static i => FormattableString.Invariant($"{i}.5,{i % 7},{(i % 2 == 0 ? "a" : "b")}\n")));
        using var table = new TemporaryTable(rows);
        string model = Path.Combine(Path.GetDirectoryName(table.File)!, "m.safetensors"), single = table.File + ".one";
        var trained = await Run.Tool("train", table.File, "--target", "column 3", "--epochs", "1", "--layers", "2", "--quiet", "--save", model);
        Assert.Equal((0, $"warning: {table.File}: no header was found: the first row looks like data, so the columns are called 'column 1' to 'column 3'; --header takes it for names\n"), (trained.ExitCode, trained.Error));
        File.WriteAllText(single, "3,4,a\n");
        Assert.Equal(["prediction"], (await Run.Tool("predict", model, single)).Output.Split('\n')[..1]);
        Assert.Equal(2, (await Run.Tool("predict", model, single)).Output.TrimEnd('\n').Split('\n').Length);
        var other = await Run.Tool("train", table.File, "--target", "y", "--epochs", "1");
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("the columns are column 1, column 2, column 3; no header was found", other.Error, StringComparison.Ordinal);
        Assert.EndsWith("; --header takes it for names\n", other.Error, StringComparison.Ordinal);
        // the target names the row; or an option says it
        Assert.Equal("warning: FILE: the first line looks like data, not like names, which --no-header reads as a row\n", (await Run.Tool("train", table.File, "--target", "a", "--epochs", "1", "--layers", "2")).Error.Replace(table.File, "FILE", StringComparison.Ordinal));
        Assert.Equal(["0.5", "0", "a"], Columns(await Run.Tool("describe", table.File, "--header", "--json")));
        Assert.Equal((1, "error: --header and --no-header are both given; expected one\n"), ((await Run.Tool("describe", table.File, "--header", "--no-header")) is var both ? both.ExitCode : -1, both.Error));
    }

    [Theory]
    [InlineData(",x,y", "column 1")]
    [InlineData("x,y", "column 1")]
    [InlineData("Unnamed: 0,x,y", "Unnamed: 0")]
    public async Task Row_numbers_are_left_out_and_said(string header, string name)
    {
        using var table = new TemporaryTable(header + "\n" + string.Concat(Enumerable.Range(0, 30).Select(static i => FormattableString.Invariant($"{i},{i % 9}.5,{i % 2}\n"))));
        string model = Path.Combine(Path.GetDirectoryName(table.File)!, "m.safetensors");
        var run = await Run.Tool("train", table.File, "--target", "y", "--epochs", "1", "--layers", "2", "--json", "--save", model);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["x"], JsonNode.Parse(run.Output)!["data"]!["features"]!.AsArray().Select(static feature => (string)feature!));
        Assert.EndsWith($"column '{name}' was left out: it has no name in the file, and numbers or names the rows; --ignore '{name}' leaves it out without this warning\n", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await Run.Tool("predict", model, table.File)).ExitCode);
        Assert.Equal(0, (await Run.Tool("evaluate", model, table.File)).ExitCode);
        Assert.DoesNotContain("was left out", (await Run.Tool("train", table.File, "--target", "y", "--ignore", name, "--epochs", "1", "--layers", "2")).Error, StringComparison.Ordinal);
    }

    private static string Hash(Run run) => run.Output.Split('\n').First(static line => line.StartsWith("trained in", StringComparison.Ordinal)).Split(' ')[^1];

    private static IEnumerable<string> Columns(Run run) => JsonNode.Parse(run.Output)!["columns"]!.AsArray().Select(static column => (string)column!["name"]!);
}
