using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace NumericsCore.Cli.Tests;

/// <summary>Tables with text, and with values that are missing, train as they are; their models take such tables.</summary>
public class TextFeatureTests
{
    private static readonly string[] s_quick = ["--target", "survived", "--epochs", "1", "--layers", "4"];

    [Fact]
    public async Task A_table_with_text_trains_without_an_option()
    {
        using var table = new TemporaryTable(Passengers(120));
        var run = await Run.Tool(["train", table.File, .. s_quick]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("40 dropped for missing values: 'age' misses 40; 4 features", run.Output, StringComparison.Ordinal);
        Assert.Contains("│ sex    │ one-hot of 2 categories │        2 │", run.Output, StringComparison.Ordinal);
        Assert.Equal($"warning: {table.File}: column 'name' was left out: 120 different texts in 120 rows say which row it is and teach nothing of others; --encode 'name=one-hot' takes it all the same, --ignore name leaves it out without this warning\n", run.Error);
    }

    [Fact]
    public async Task Options_fill_in_and_encode_and_are_in_the_report()
    {
        using var table = new TemporaryTable(Passengers(120));
        var run = await Run.Tool(["train", table.File, .. s_quick, "--json", "--ignore", "name", "--impute", "age=median", "--encode", "ordinal", "--encode", "pclass=one-hot"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var json = JsonNode.Parse(run.Output)!;
        Assert.Equal(0, (int)json["data"]!["rowsDropped"]!);
        Assert.Equal(["pclass=1", "pclass=2", "pclass=3", "sex", "age", "age missing"], json["data"]!["features"]!.AsArray().Select(static name => (string)name!));
        Assert.Equal(["pclass", "sex", "age"], json["data"]!["columns"]!.AsArray().Select(static column => (string)column!["column"]!));
        Assert.Equal(["ordinal", "pclass=one-hot"], json["settings"]!["encode"]!.AsArray().Select(static text => (string)text!));
    }

    [Fact]
    public async Task What_is_learnt_of_columns_comes_from_the_training_rows_alone()
    {
        // the category of one row is known where the row is one to train on, and unknown where it is one to test
        int unknown = 0;
        for (int row = 0; row < 20; row++)
        {
            int rare = row;
            using var table = new TemporaryTable("c,y\n" + string.Concat(Enumerable.Range(0, 20).Select(i => FormattableString.Invariant($"{(i == rare ? "rare" : i % 3 == 0 ? "a" : "b")},{i % 2}\n"))));
            var run = await Run.Tool("train", table.File, "--target", "y", "--epochs", "1", "--layers", "2", "--quiet");
            Assert.Equal(0, run.ExitCode);
            if (run.Error.Length == 0) continue;
            unknown++;
            Assert.Equal($"warning: {table.File}: column 'c' has a category that no training row has in 1 row, which counts as none of those known\n", run.Error);
        }

        Assert.Equal(4, unknown);
    }

    [Fact]
    public async Task Numbers_alone_have_the_same_bits_with_and_without_a_transformer()
    {
        using var table = TemporaryTable.OfRows(60);
        string[] command = ["train", table.File, "--target", "y", "--epochs", "2", "--layers", "4", "--json"];
        var plain = JsonNode.Parse((await Run.Tool(command)).Output)!;
        var filled = JsonNode.Parse((await Run.Tool([.. command, "--impute", "mean"])).Output)!;
        Assert.Null(plain["data"]!["columns"]);
        Assert.NotNull(filled["data"]!["columns"]);
        Assert.Equal((string)plain["weightsSha256"]!, (string)filled["weightsSha256"]!);
    }

    [Fact]
    public async Task A_saved_model_takes_the_raw_table_and_says_what_it_does_not_know()
    {
        using var table = new TemporaryTable(Passengers(120));
        string model = Path.Combine(Path.GetDirectoryName(table.File)!, "m.safetensors"), next = Path.Combine(Path.GetDirectoryName(table.File)!, "next.csv");
        var trained = await Run.Tool(["train", table.File, .. s_quick, "--ignore", "name", "--impute", "mean", "--save", model]);
        Assert.Equal(0, trained.ExitCode);
        await File.WriteAllTextAsync(next, "sex,pclass,survived,age\nfemale,1,1,\nother,2,0,30\nmale,3,0,20\n");
        var predicted = await Run.Tool("predict", model, next);
        Assert.Equal(0, predicted.ExitCode);
        Assert.Equal(5, predicted.Output.Split('\n').Length);
        string unknown = $"warning: {next}: column 'sex' has a category that no training row has in 1 row, which counts as none of those known\n";
        Assert.Equal(unknown, predicted.Error);
        var tested = await Run.Tool("evaluate", model, next);
        Assert.Equal((0, unknown), (tested.ExitCode, tested.Error));
        Assert.Contains("3 rows, none dropped", tested.Output, StringComparison.Ordinal);
        var inspected = await Run.Tool("inspect", model);
        Assert.Contains("missing: mean", inspected.Output, StringComparison.Ordinal);

        var resumed = await Run.Tool(["train", table.File, .. s_quick, "--ignore", "name", "--impute", "mean", "--checkpoint", model]);
        Assert.Equal(0, resumed.ExitCode);
        resumed = await Run.Tool(["train", table.File, .. s_quick, "--ignore", "name", "--resume", model]);
        Assert.Contains("--impute was mean and is not given", resumed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_of_numbers_are_taken_in_order_told_and_kept_with_the_model()
    {
        using var table = new TemporaryTable(Passengers(60));
        string model = Path.Combine(Path.GetDirectoryName(table.File)!, "m.safetensors");
        var run = await Run.Tool(["train", table.File, .. s_quick, "--json", "--ignore", "name", "--impute", "age=median", "--transform", "robust", "--transform", "age=clip:0.1,log1p,min-max", "--save", model]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var json = JsonNode.Parse(run.Output)!;
        string[] steps = [.. json["data"]!["columns"]!.AsArray().Select(static column => (string)column!["steps"]!)];
        Assert.Equal("robust scaling", steps[0]);
        Assert.Equal("one-hot of 2 categories", steps[1]);
        Assert.Matches("^missing: median .*, clipped to .* to .*, logarithm of 1 \\+ x, min-max scaling$", steps[2]);
        Assert.Equal(["robust", "age=clip:0.1,log1p,min-max"], json["settings"]!["transform"]!.AsArray().Select(static text => (string)text!));
        Assert.Contains("min-max scaling", (await Run.Tool("inspect", model)).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await Run.Tool("predict", model, table.File)).ExitCode);
    }

    [Theory]
    [InlineData("--impute is 'middle'; expected mean, median, most-frequent, constant, constant:VALUE or drop-rows, for one column behind its name and '='", "--impute", "middle")]
    [InlineData("--encode is 'sex=ordinal:a,a'; expected one-hot, ordinal, ordinal:LOW,...,HIGH with each category once, or frequency, or for dates date, date:parts or date:cyclic, for one column behind its name and '='", "--encode", "sex=ordinal:a,a")]
    [InlineData("--impute is given twice for 'age': 'mean' and 'median'; expected one", "--impute", "age=mean", "--impute", "age=median")]
    [InlineData("--impute names 'survived', which is the target; expected a feature", "--impute", "survived=mean")]
    [InlineData("--encode names 'name', which is left out by --ignore; expected a feature", "--encode", "name=one-hot", "--ignore", "name")]
    [InlineData("--transform is 'age=clip:0.5'; expected none, or with commas between them some of standard, min-max, robust, quantile, log, log1p, yeo-johnson, clip and clip:FRACTION above 0 and below 0.5, for one column behind its name and '='", "--transform", "age=clip:0.5")]
    [InlineData("--transform names 'survived', which is the target; expected a feature", "--transform", "survived=log")]
    [InlineData("column 'sex': 'female' is none of the categories in order, which are 'm' and 'f'", "--encode", "sex=ordinal:m,f")]
    public async Task Choices_that_cannot_be_made(string message, params string[] options)
    {
        using var table = new TemporaryTable(Passengers(60));
        var run = await Run.Tool(["train", table.File, .. s_quick, .. options]);
        Assert.Equal((1, $"error: {message}\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Steps_of_numbers_for_a_column_of_text_are_an_error_and_those_for_all_pass_it_by()
    {
        using var table = new TemporaryTable(Passengers(60));
        var run = await Run.Tool(["train", table.File, .. s_quick, "--ignore", "name", "--transform", "sex=log"]);
        Assert.Equal((1, $"error: {table.File}, column 'sex': is text, and the steps are for numbers\n"), (run.ExitCode, run.Error));
        run = await Run.Tool(["train", table.File, .. s_quick, "--ignore", "name", "--transform", "robust", "--transform", "age=none"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    private static string Passengers(int rows)
    {
        var text = new StringBuilder("survived,pclass,name,sex,age\n");
        for (int i = 0; i < rows; i++)
            text.Append(CultureInfo.InvariantCulture, $"{(i % 5 < 2 ? 1 : 0)},{i % 3 + 1},\"N{i}, Mr.\",{(i % 2 == 0 ? "female" : "male")},{(i % 3 == 0 ? "" : (20 + i % 40).ToString(CultureInfo.InvariantCulture))}\n");
        return text.ToString();
    }
}
