using System.Text.Json.Nodes;
using Parquet;
using Parquet.Schema;

namespace NumericsCore.Cli.Tests;

/// <summary>Tables in Parquet: the commands take them as they take CSV.</summary>
public class ColumnarTests
{
    private static readonly string s_csv = Repository.Table("iris"), s_parquet = Path.ChangeExtension(Repository.Table("iris"), ".parquet");

    [Fact]
    public async Task A_training_gives_the_bits_of_that_on_CSV_and_the_model_takes_both()
    {
        using var saved = await SavedModel.Train("iris", "species");
        string other = saved.Path("parquet.safetensors");
        var run = await Run.Tool("train", s_parquet, "--target", "species", "--epochs", "3", "--layers", "8", "--json", "--save", other);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var (fromCsv, fromParquet) = (JsonNode.Parse(saved.Report)!, JsonNode.Parse(run.Output)!);
        Assert.Equal((string)fromCsv["weightsSha256"]!, (string)fromParquet["weightsSha256"]!);
        Assert.Equal("Parquet", (string)fromParquet["data"]!["readAs"]!);
        Assert.Null(fromParquet["settings"]!["delimiter"]);
        string[] predictions = [await Predict(saved.File, s_csv), await Predict(saved.File, s_parquet), await Predict(other, s_csv), await Predict(other, s_parquet)];
        Assert.Single(predictions.Distinct());
        Assert.Equal(151, predictions[0].Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        foreach (string[] command in (string[][])[["evaluate", other, "--json"], ["evaluate", other, "--by", "species", "--json"], ["explain", other, "--json"]])
        {
            var (csv, parquet) = (await Run.Tool([.. command, s_csv]), await Run.Tool([.. command, s_parquet]));
            Assert.Equal((0, "", csv.Output.Replace(s_csv, "TABLE", StringComparison.Ordinal)), (parquet.ExitCode, parquet.Error, parquet.Output.Replace(s_parquet, "TABLE", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task A_table_is_described_by_its_types()
    {
        var run = await Run.Tool("describe", s_parquet);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith($"{s_parquet}: 150 rows, 5 columns\nread as: Parquet\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("│ species         │ text   │ setosa", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--delimiter", ";")]
    [InlineData("--decimal", ",")]
    [InlineData("--encoding", "latin1")]
    [InlineData("--no-header")]
    public async Task An_option_that_says_how_CSV_is_written_is_refused(params string[] option) =>
        Assert.Equal(new Run(1, "", $"error: '{s_parquet}' is a Parquet file, but {option[0]} says how CSV is written\n"), await Run.Tool(["describe", s_parquet, .. option]));

    [Fact]
    public async Task A_file_cut_short_is_one_message()
    {
        using var table = new TemporaryTable("");
        File.WriteAllBytes(table.File, File.ReadAllBytes(s_parquet)[..1000]);
        foreach (string[] command in (string[][])[["describe", table.File], ["train", table.File, "--target", "species"]])
        {
            var run = await Run.Tool(command);
            Assert.Equal((1, ""), (run.ExitCode, run.Output));
            Assert.Equal($"error: {table.File}: the Parquet file is truncated or broken: its last bytes are not PAR1\n", run.Error);
        }
    }

    [Fact]
    public async Task Nulls_words_for_missing_values_unusable_columns_and_exact_numbers()
    {
        using var saved = new TemporaryTable("");
        string file = saved.File + ".table", model = saved.File + ".safetensors";
        await Write(file);
        string[] train = ["train", file, "--target", "y", "--epochs", "1", "--layers", "2", "--save", model, "--ignore", "id"];
        var run = await Run.Tool(train);
        Assert.Equal((1, $"error: {file}, column 'bytes': it has values of type BYTE_ARRAY; expected numbers, text, true and false, or dates, or leave the column out with --ignore bytes\n"), (run.ExitCode, run.Error));
        run = await Run.Tool([.. train, "--ignore", "bytes"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("40 rows, 1 dropped for missing values: 'x' misses 1;", run.Output, StringComparison.Ordinal);
        run = await Run.Tool([.. train, "--ignore", "bytes", "--missing", "none"]);
        Assert.Contains("40 rows, 2 dropped for missing values: 'x' misses 1, 'kind' misses 1 ('none');", run.Output, StringComparison.Ordinal);
        run = await Run.Tool([.. train, "--ignore", "bytes", "--missing", "kind=none"]);
        Assert.Contains("40 rows, 2 dropped for missing values: 'x' misses 1, 'kind' misses 1 ('none');", run.Output, StringComparison.Ordinal);
        run = await Run.Tool("predict", model, file, "--keep", "id");
        string[] lines = run.Output.Split('\n');
        Assert.Equal(("id,prediction", "9007199254740993,"), (lines[0], lines[1][..17]));
        Assert.Equal("9007199254740995,", lines[3]);
        Assert.Contains($"warning: {file}: 2 of 40 rows miss a value, and their prediction is blank\n", run.Error, StringComparison.Ordinal);
    }

    private static async Task<string> Predict(string model, string table)
    {
        var run = await Run.Tool("predict", model, table, "--probabilities");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.Output;
    }

    private static async Task Write(string file)
    {
        DataField[] fields = [new DataField<long>("id", false), new DataField<double>("x", true), new DataField<string>("kind", true), new DataField("bytes", typeof(byte[]), true), new DataField<bool>("y", false)];
        int[] rows = [.. Enumerable.Range(0, 40)];
        await using var stream = File.Create(file);
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream);
        using var group = writer.CreateRowGroup();
        await group.WriteAsync<long>(fields[0], rows.Select(static row => 9007199254740993 + row).ToArray());
        await group.WriteAsync<double>(fields[1], rows.Select(static row => row == 2 ? (double?)null : row / 2.0).ToArray());
        await group.WriteAsync(fields[2], [.. rows.Select(static row => row == 5 ? "none" : row % 3 == 0 ? "a" : "b")]);
        await group.WriteAsync(fields[3], [.. rows.Select(static row => new[] { (byte)row })]);
        await group.WriteAsync<bool>(fields[4], rows.Select(static row => row >= 20).ToArray());
    }
}
