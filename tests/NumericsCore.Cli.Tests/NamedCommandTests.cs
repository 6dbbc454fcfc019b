using System.CommandLine;

namespace NumericsCore.Cli.Tests;

/// <summary>Commands that the arguments do not name are made without their options, which nobody may notice.</summary>
public sealed class NamedCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Arguments_are_understood_as_by_all_commands()
    {
        int first = FuzzSettings.FirstSeed, end = first + FuzzSettings.Cases(500);
        for (int seed = first; seed < end; seed++)
        {
            string[] args = new FuzzCase(new Random(seed), _folder).Arguments();
            Assert.True(Understood(Cli.Tool.CreateRoot(), args) == Understood(Cli.Tool.CreateRoot(args), args), $"NUMERICSCORE_FUZZ_SEED={seed}: {string.Join(' ', args)}");
        }
    }

    [Theory]
    [InlineData("--plain", "devices", "--help")]
    [InlineData("report", "train")]
    [InlineData("train", "bench", "--target", "predict", "--nosuch")]
    [InlineData("--target", "train", "bench")]
    [InlineData("--", "train", "--target")]
    [InlineData("[suggest]", "bench")]
    public void So_are_names_at_odd_places(params string[] args) => Assert.Equal(Understood(Cli.Tool.CreateRoot(), args), Understood(Cli.Tool.CreateRoot(args), args));

    [Fact]
    public void A_response_file_may_name_the_command()
    {
        string file = Path.Combine(_folder, "args");
        File.WriteAllText(file, "bench\n--quick\n");
        string[] args = ["@" + file, "train"];
        Assert.Equal(Understood(Cli.Tool.CreateRoot(), args), Understood(Cli.Tool.CreateRoot(args), args));
        Assert.StartsWith("bench ", Understood(Cli.Tool.CreateRoot(args), args), StringComparison.Ordinal);
    }

    private static string Understood(RootCommand root, string[] args)
    {
        var parsed = root.Parse(args);
        return $"{parsed.CommandResult.Command.Name} {string.Join('|', parsed.Tokens)} {string.Join('|', parsed.UnmatchedTokens)} {string.Join('|', parsed.Errors.Select(static error => error.Message))}";
    }
}
