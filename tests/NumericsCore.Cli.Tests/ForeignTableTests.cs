using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace NumericsCore.Cli.Tests;

/// <summary>Tables as other programs and other countries write them: trained on, predicted and tested.</summary>
public class ForeignTableTests
{
    [Theory]
    [InlineData("\n", "--delimiter", ";", "--decimal", ",", "--thousands", ".")]
    [InlineData("\r\n", "--delimiter", "blanks", "--comment", "#")]
    [InlineData("\n", "--delimiter", "tab", "--encoding", "utf-16")]
    public async Task Trains_predicts_and_tests(string lineEnd, params string[] options)
    {
        bool german = options.Contains("--decimal"), blanks = options.Contains("--comment");
        string separator = german ? ";" : blanks ? "   " : "\t";
        string text = (blanks ? "# made by hand" + lineEnd : "") + string.Join(separator, "x", "y") + lineEnd
            + string.Concat(Enumerable.Range(0, 40).Select(i => $"{(german ? $"{i % 2 + 1}.{i:D3},5" : FormattableString.Invariant($"{i % 2 + 1}{i:D3}.5"))}{separator}{(i % 2 == 0 ? "a" : "b")}{lineEnd}"));
        using var table = new TemporaryTable("");
        await File.WriteAllBytesAsync(table.File, options.Contains("utf-16") ? Encoding.Unicode.GetBytes(text) : Encoding.UTF8.GetBytes(text));
        string model = Path.Combine(Path.GetDirectoryName(table.File)!, "m.safetensors");
        var trained = await Run.Tool(["train", table.File, "--target", "y", "--epochs", "2", "--layers", "4", "--json", "--save", model, .. options]);
        Assert.Equal((0, ""), (trained.ExitCode, trained.Error));
        var json = JsonNode.Parse(trained.Output)!;
        Assert.Equal(["x"], json["data"]!["features"]!.AsArray().Select(static name => (string)name!));
        Assert.Equal(options[3], (string?)json["settings"]![options[2][2..]]);
        var predicted = await Run.Tool(["predict", model, table.File, .. options]);
        Assert.Equal(0, predicted.ExitCode);
        Assert.Equal(42, predicted.Output.Split('\n').Length);
        Assert.Equal(0, (await Run.Tool(["evaluate", model, table.File, .. options])).ExitCode);
    }

    [Fact]
    public async Task A_packed_table_has_the_weights_of_the_table()
    {
        using var table = TemporaryTable.OfRows(40);
        string packed = table.File + ".gz";
        using (var gzip = new GZipStream(File.Create(packed), CompressionLevel.Fastest)) gzip.Write(await File.ReadAllBytesAsync(table.File));
        async Task<string> Weights(string file) => (string)JsonNode.Parse((await Run.Tool("train", file, "--target", "y", "--epochs", "1", "--layers", "4", "--json")).Output)!["weightsSha256"]!;
        Assert.Equal(await Weights(table.File), await Weights(packed));
    }

    [Fact]
    public async Task A_regression_with_decimal_commas_is_tested_in_its_unit()
    {
        using var table = new TemporaryTable("x;y\n" + string.Concat(Enumerable.Range(0, 40).Select(static i => $"{i};{i},25\n")));
        string model = Path.Combine(Path.GetDirectoryName(table.File)!, "m.safetensors");
        string[] reading = ["--delimiter", ";", "--decimal", ","];
        Assert.Equal(0, (await Run.Tool(["train", table.File, "--target", "y", "--epochs", "1", "--layers", "4", "--save", model, .. reading])).ExitCode);
        var tested = await Run.Tool(["evaluate", model, table.File, "--json", .. reading]);
        Assert.Equal((0, ""), (tested.ExitCode, tested.Error));
    }

    [Theory]
    [InlineData(1, "error: --thousands and --decimal are both ','; expected two signs\n", "--thousands", ",", "--decimal", ",")]
    [InlineData(1, "error: FILE: there is no encoding 'nosuch'; expected a name such as utf-8, utf-16, latin1 or windows-1252\n", "--encoding", "nosuch")]
    [InlineData(2, "';' is not what --decimal can be; expected one of '.', ','.", "--decimal", ";")]
    public async Task Options_that_no_table_can_have(int exitCode, string message, params string[] options)
    {
        using var table = TemporaryTable.OfRows(10);
        var run = await Run.Tool(["train", table.File, "--target", "y", .. options]);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.StartsWith(message.Replace("FILE", table.File, StringComparison.Ordinal), run.Error, StringComparison.Ordinal);
    }
}
