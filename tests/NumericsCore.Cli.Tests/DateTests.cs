using System.Globalization;
using System.Text.Json.Nodes;

namespace NumericsCore.Cli.Tests;

/// <summary>Columns of dates in the tool.</summary>
public class DateTests
{
    private static readonly string[] s_quick = ["--target", "y", "--epochs", "1", "--layers", "2"];

    [Fact]
    public async Task Dates_become_days_or_parts_and_are_in_report_and_model()
    {
        using var table = new TemporaryTable(Rows("yyyy-MM-dd HH:mm"));
        string model = Path.Combine(Path.GetDirectoryName(table.File)!, "m.safetensors");
        var run = await Run.Tool(["train", table.File, .. s_quick, "--save", model]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("│ when   │ dates: days since 2024-01-0", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await Run.Tool("predict", model, table.File)).ExitCode);
        var described = await Run.Tool("describe", table.File);
        Assert.Matches(@"when +│ date +│ 2024-01-02 05:00 +│ +0 │ +60 │ 2024-01-02T05:00:00 │", described.Output);
        run = await Run.Tool(["train", table.File, .. s_quick, "--json", "--encode", "date:parts", "--encode", "ordinal"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var json = JsonNode.Parse(run.Output)!;
        Assert.Equal(["when year", "when month", "when weekday", "when hour", "kind"], json["data"]!["features"]!.AsArray().Select(static name => (string)name!));
        Assert.Equal(["ordinal", "date:parts"], json["settings"]!["encode"]!.AsArray().Select(static text => (string)text!));
    }

    [Fact]
    public async Task Day_and_month_that_cannot_be_told_apart_are_refused_with_the_option()
    {
        using var table = new TemporaryTable("when,y\n" + string.Concat(Enumerable.Range(0, 20).Select(static i => FormattableString.Invariant($"{i % 12 + 1:00}/05/2024,{i % 2}\n"))));
        var run = await Run.Tool(["train", table.File, .. s_quick]);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"error: {table.File}, column 'when': '01/05/2024' and all other dates may begin with the day or with the month; say --dates 'when=dmy' or --dates 'when=mdy', leave the column out with --ignore when, or take each text for a category with --encode 'when=one-hot'\n", run.Error);
        Assert.Contains("which --dates dmy or mdy says", (await Run.Tool("describe", table.File)).Error, StringComparison.Ordinal);
        foreach (string order in (string[])["dmy", "when=mdy"])
        {
            run = await Run.Tool(["train", table.File, .. s_quick, "--dates", order]);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            Assert.Contains($"dates ({order[^3..]}): days since 2024-", run.Output, StringComparison.Ordinal);
        }

        Assert.Equal(0, (await Run.Tool(["train", table.File, .. s_quick, "--encode", "when=one-hot"])).ExitCode);
    }

    [Fact]
    public async Task The_whole_column_shows_the_order_whatever_rows_are_trained_on()
    {
        for (int seed = 0; seed < 4; seed++)
        {
            // one row of ten alone has a day above 12
            using var table = new TemporaryTable("when,y\n" + string.Concat(Enumerable.Range(0, 10).Select(static i => FormattableString.Invariant($"{(i == 7 ? 25 : i + 1):00}/05/2024,{i % 2}\n"))));
            var run = await Run.Tool(["train", table.File, .. s_quick, "--seed", seed.ToString(CultureInfo.InvariantCulture)]);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            Assert.Contains("dates (dmy): days since 2024-05-0", run.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("--encode", "kind=date", "is no date such as '2024-01-31' or '2024-01-31T12:30:00'")]
    [InlineData("--encode", "when=date:month", "expected date, date:elapsed, date:parts or date:cyclic")]
    [InlineData("--dates", "ymd", "expected dmy or mdy")]
    [InlineData("--impute", "when=constant:soon", "'soon' is filled in for missing dates, but is no date such as '2024-01-31'")]
    public async Task What_cannot_be_is_said(string option, string value, string problem)
    {
        using var table = new TemporaryTable(Rows("yyyy-MM-dd"));
        var run = await Run.Tool(["train", table.File, .. s_quick, option, value]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Rows(string format) => "when,kind,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i =>
        FormattableString.Invariant($"{new DateTime(2024, 1, 2, 5, 0, 0).AddHours(29 * i).ToString(format, CultureInfo.InvariantCulture)},{"abc"[i % 3]},{i % 2}\n")));
}
