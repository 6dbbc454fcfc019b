using System.Text;
using System.Text.Json.Nodes;

namespace NumericsCore.Cli.Tests;

/// <summary>Tables as other programs write them.</summary>
public class TableFileTests
{
    [Theory]
    [InlineData("inf")]
    [InlineData("1010E01010")]
    [InlineData("NA")]
    public async Task An_ignored_column_is_not_judged(string cell)
    {
        var json = await Train(Rows("code,x,y", i => $"{(i == 3 ? cell : i)},{i}.5,{i % 2}"), "--ignore", "code");
        Assert.Equal(["x"], Names(json, "features"));
        Assert.Equal(0, (int)json["data"]!["rowsDropped"]!);
    }

    [Fact]
    public async Task An_ignored_column_may_be_in_another_encoding_and_normal_form()
    {
        using var table = new TemporaryTable("");
        await File.WriteAllBytesAsync(table.File, [.. Encoding.UTF8.GetBytes("cafe\u0301,x,y\n"), .. Enumerable.Range(0, 20).SelectMany(i => Encoding.Latin1.GetBytes($"\u00E9{i},{i}.5,{i % 2}\n"))]);
        var run = await Run.Tool("train", table.File, "--target", "y", "--ignore", "caf\u00E9", "--epochs", "1", "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("x;y", ";", ";")]
    [InlineData("x\ty", "\t", "tab")]
    [InlineData("x\ty", "\t", "\\t")]
    [InlineData("x|y", "|", "pipe")]
    [InlineData("x y", " ", "space")]
    [InlineData("x:y", ":", ":")]
    public async Task The_delimiter_can_be_set_by_itself_or_by_its_name(string header, string delimiter, string option)
    {
        var json = await Train(Rows(header, i => $"{i}.5{delimiter}{i % 2}"), "--delimiter", option);
        Assert.Equal(["x"], Names(json, "features"));
        Assert.Equal(delimiter, (string)json["settings"]!["delimiter"]!);
    }

    [Theory]
    [InlineData("sep=;\nx;y", ";", "")]
    [InlineData("x,y,", ",", ",")]
    [InlineData("x,y", ",", ",")]
    public async Task What_spreadsheets_add_is_left_out(string header, string delimiter, string end)
    {
        using var table = new TemporaryTable(Rows(header, i => $"{i}.5{delimiter}{i % 2}{end}"));
        var run = await Run.Tool("train", table.File, "--target", "y", "--epochs", "1", "--json");
        var json = JsonNode.Parse(run.Output)!;
        Assert.Equal(["x"], Names(json, "features"));
        string[] warnings = end.Length == 0 ? [] : [$"{table.File}: column 3 has neither a name nor a value, and was left out"];
        Assert.Equal(warnings, Names(json, "warnings"));
        Assert.Equal(string.Concat(warnings.Select(warning => $"warning: {warning}\n")), run.Error);
    }

    [Fact]
    public async Task The_index_of_a_data_frame_can_be_ignored()
    {
        var json = await Train(Rows(",x,y", i => $"{i},{i}.5,{i % 2}"), "--ignore", "column 1");
        Assert.Equal(["x"], Names(json, "features"));
    }

    [Theory]
    [InlineData("01", "02", "01")]
    [InlineData("1.0", "2.0", "2.0")]
    [InlineData("9007199254740992", "9007199254740993", "9007199254740993")]
    [InlineData("K", "Na", "Na")]
    [InlineData("False", "True", "False")]
    [InlineData("+1", "-1", "+1")]
    public async Task Classes_are_shown_as_they_are_written(string even, string odd, string positive)
    {
        using var table = new TemporaryTable(Rows("x,y", i => $"{i}.5,{(i % 2 == 0 ? even : odd)}"));
        var run = await Run.Tool("train", table.File, "--target", "y", "--epochs", "1", "--positive", positive);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains($"{positive} (positive, 10 rows)", run.Output, StringComparison.Ordinal);
        Assert.Contains($"{(positive == even ? odd : even)} (10 rows)", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Escape_sequences_of_a_file_do_not_reach_the_terminal()
    {
        string text = Rows("x,y,\u001B[2J", i => $"{i}.5,{(i % 2 == 0 ? "\u001B[31mred" : "a\u009Bb")},{1234567890123456789 + i}");
        using var table = new TemporaryTable(text);
        var run = await Run.Tool("train", table.File, "--target", "y", "--epochs", "1");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(@"into \u001B[31mred (10 rows), a\u009Bb (positive, 10 rows)", run.Output, StringComparison.Ordinal);
        Assert.Contains(@"column '\u001B[2J': the integer", run.Error, StringComparison.Ordinal);
        var failed = await Run.Tool("train", table.File, "--target", "\u001B[2J", "--task", "regression");
        Assert.StartsWith(@"error: every value of the target '\u001B[2J' is", failed.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Output + run.Error + failed.Error, c => c != '\n' && char.IsControl(c));
    }

    [Fact]
    public async Task Thousands_of_codes_are_classes_as_they_are_written()
    {
        string text = "x,y\n" + string.Concat(Enumerable.Range(0, 10_000).Select(i => FormattableString.Invariant($"{i},{i % 5000:D7}\n")));
        using var table = new TemporaryTable(text);
        var run = await Run.Tool("train", table.File, "--target", "y", "--task", "classification", "--epochs", "1", "--layers", "none", "--batch-size", "8000", "--validation-split", "0", "--positive", "0004999");
        Assert.StartsWith("error: column 'y': '0004999' cannot be the positive class, which is one of two; the classes are '0000000', '0000001', ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#N/A")]
    [InlineData("-nan")]
    [InlineData("<NA>")]
    [InlineData("1.#IND")]
    public async Task A_missing_cell_drops_its_row_and_is_said(string cell)
    {
        using var table = new TemporaryTable(Rows("x,z,y", i => $"{(i == 7 ? cell : i)},{(i is 7 or 9 ? "" : "1")},{i % 2}"));
        var run = await Run.Tool("train", table.File, "--target", "y", "--epochs", "1");
        Assert.StartsWith($"{table.File}: 20 rows, 2 dropped for missing values: 'x' misses 1 ('", run.Output, StringComparison.Ordinal);
        Assert.Contains("'), 'z' misses 2; 2 features\n", run.Output, StringComparison.Ordinal);
        Assert.Equal("", run.Error);

        var quiet = await Run.Tool("train", table.File, "--target", "y", "--epochs", "1", "--quiet");
        Assert.StartsWith($"warning: {table.File}: 2 dropped for missing values: 'x' misses 1 (", quiet.Error, StringComparison.Ordinal);

        var json = await Train(await File.ReadAllTextAsync(table.File));
        Assert.Equal(2, (int)json["data"]!["rowsDropped"]!);
        Assert.Equal("""{"":2}""", json["data"]!["missing"]!["z"]!.ToJsonString());
        Assert.Equal(1, (int)json["data"]!["missing"]!["x"]!.AsObject().Single().Value!);
    }

    [Fact]
    public async Task The_words_for_a_missing_value_can_be_set()
    {
        string text = Rows("x,y", i => $"{(i == 3 ? "-999" : i)},{(i % 10 == 0 ? "NA" : i % 2 == 0 ? "Na" : "K")}");
        var usual = await Train(text, warnings: 1);
        Assert.Equal(["K", "NA", "Na"], Names(usual, "classes"));
        Assert.EndsWith("'NA' is a class of the target 'y', with 2 rows; if it marks a missing value, say --missing NA", Names(usual, "warnings")[0], StringComparison.Ordinal);

        var set = await Train(text, "--missing", "NA", "--missing", "-999");
        Assert.Equal(["K", "Na"], Names(set, "classes"));
        Assert.Equal(3, (int)set["data"]!["rowsDropped"]!);
        Assert.Equal("""["NA","-999"]""", set["settings"]!["missing"]!.ToJsonString());

        var none = await Train(text, "--missing", "");
        Assert.Equal(["K", "NA", "Na"], Names(none, "classes"));
    }

    [Fact]
    public async Task True_and_false_are_features_of_1_and_0()
    {
        var words = await Train(Rows("x,b,y", i => $"{i}.5,{(i % 3 == 0 ? "True" : "False")},{i % 2}"));
        var digits = await Train(Rows("x,b,y", i => $"{i}.5,{(i % 3 == 0 ? 1 : 0)},{i % 2}"));
        Assert.Equal((string)digits["weightsSha256"]!, (string)words["weightsSha256"]!);
    }

    [Fact]
    public async Task A_header_that_looks_like_data_is_a_warning_with_its_option()
    {
        string text = Rows("0.5,3,k0", i => $"{i + 1}.5,{i},k{i % 2}");
        using var table = new TemporaryTable(text);
        var run = await Run.Tool("train", table.File, "--target", "k0", "--epochs", "1", "--json");
        Assert.Equal($"warning: {table.File}: the first line looks like data, not like names, which --no-header reads as a row\n", run.Error);
        Assert.Equal(20, (int)JsonNode.Parse(run.Output)!["data"]!["rowsRead"]!);

        var json = await Train(text, "--no-header", "--target", "column 3");
        Assert.Equal(21, (int)json["data"]!["rowsRead"]!);
        Assert.Equal(["column 1", "column 2"], Names(json, "features"));
        Assert.False((bool)json["settings"]!["header"]!);
    }

    [Fact]
    public async Task An_integer_that_is_rounded_as_a_feature_is_a_warning()
    {
        string text = Rows("id,y", i => $"{1234567890123456789 + i},{i % 2}");
        var json = await Train(text, warnings: 1);
        Assert.EndsWith(
            "column 'id': the integer 1234567890123456789 in line 2 has more digits than a float64 holds, and is rounded where it is used as a number; if it is an identifier, leave it out with --ignore id",
            Names(json, "warnings")[0], StringComparison.Ordinal);
        await Train(Rows("id,x,y", i => $"{1234567890123456789 + i},{i},{i % 2}"), "--ignore", "id");
    }

    [Theory]
    [InlineData(20, 14)]
    [InlineData(60, 32)]
    public async Task The_default_batch_fits_the_rows(int rows, int batch)
    {
        var json = await Train(Rows("x,y", i => $"{i}.5,{i % 2}", rows));
        Assert.Equal(batch, (int)json["settings"]!["batchSize"]!);
    }

    [Theory]
    [InlineData(100, "0.1", "0.3", 63, 27)]
    [InlineData(50, "0.2", "0.1", 36, 4)]
    [InlineData(100, "0.2", "0.7", 24, 56)]
    public async Task Shares_are_decimal(int rows, string test, string validation, int training, int validated)
    {
        var json = await Train(Rows("x,y", i => $"{i}.5,{i % 2}", rows), "--test-size", test, "--validation-split", validation);
        Assert.Equal((training, validated), ((int)json["data"]!["rowsTraining"]!, (int)json["data"]!["rowsValidation"]!));
    }

    private static string Rows(string header, Func<int, string> row, int rows = 20) => header + "\n" + string.Concat(Enumerable.Range(0, rows).Select(i => row(i) + "\n"));

    private static string[] Names(JsonNode json, string key) => [.. json["data"]![key]!.AsArray().Select(name => (string)name!)];

    private static Task<JsonNode> Train(string text, params string[] options) => Train(text, warnings: 0, options);

    private static async Task<JsonNode> Train(string text, int warnings, params string[] options)
    {
        using var table = new TemporaryTable(text);
        string[] target = options.Contains("--target") ? [] : ["--target", "y"];
        var run = await Run.Tool(["train", table.File, .. target, "--epochs", "1", "--json", .. options]);
        Assert.Equal(warnings, run.Error.Split('\n').Length - 1);
        Assert.Equal(0, run.ExitCode);
        return JsonNode.Parse(run.Output)!;
    }
}
