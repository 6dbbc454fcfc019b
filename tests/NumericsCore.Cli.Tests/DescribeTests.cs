using System.Text.Json.Nodes;

namespace NumericsCore.Cli.Tests;

/// <summary>The command that says what is understood of a table.</summary>
public class DescribeTests
{
    [Fact]
    public async Task A_table_is_described_column_by_column()
    {
        using var table = new TemporaryTable("age;sex;paid\n22,5;male;true\nNA;female;false\n38;male;true\n");
        var run = await Run.Tool("describe", table.File, "--delimiter", ";", "--decimal", ",");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            $"""
            {table.File}: 3 rows, 3 columns
            read as: fields separated by ';', decimal comma, the first line names the columns
            ╭────────┬─────────┬─────────┬─────────┬──────────┬───────┬──────────┬──────────╮
            │ Column │ Type    │ Example │ Missing │ Distinct │ Least │     Mean │ Greatest │
            ├────────┼─────────┼─────────┼─────────┼──────────┼───────┼──────────┼──────────┤
            │ age    │ number  │ 22,5    │       1 │        2 │  22.5 │    30.25 │       38 │
            │ sex    │ text    │ male    │       0 │        2 │       │          │          │
            │ paid   │ boolean │ true    │       0 │        2 │     0 │ 0.666667 │        1 │
            ╰────────┴─────────┴─────────┴─────────┴──────────┴───────┴──────────┴──────────╯

            """.ReplaceLineEndings("\n"), run.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Json_says_the_same()
    {
        using var table = new TemporaryTable("a,t\n1,x\n1e999,y\n");
        var run = await Run.Tool("describe", table.File, "--json");
        Assert.Equal(0, run.ExitCode);
        var columns = JsonNode.Parse(run.Output)!["columns"]!.AsArray();
        Assert.Equal(["a", "t"], columns.Select(static column => (string)column!["name"]!));
        Assert.Equal((1.0, null, 2), ((double)columns[0]!["least"]!, columns[0]!["greatest"], (int)columns[0]!["distinct"]!));
        Assert.Equal(("text", "x"), ((string)columns[1]!["type"]!, (string)columns[1]!["example"]!));
    }

    [Fact]
    public async Task What_looks_odd_is_a_warning_and_no_table_is_an_error()
    {
        using var table = new TemporaryTable("1;2\n3;4\n");
        var run = await Run.Tool("describe", table.File, "--delimiter", "comma");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith($"warning: {table.File}: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("--delimiter", run.Error, StringComparison.Ordinal);
        run = await Run.Tool("describe", table.File + ".no");
        Assert.Equal((1, "", $"error: there is no file '{table.File}.no'\n"), (run.ExitCode, run.Output, run.Error.ReplaceLineEndings("\n")));
        run = await Run.Tool("describe");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("numericscore describe FILE.csv", run.Error, StringComparison.Ordinal);
    }
}
