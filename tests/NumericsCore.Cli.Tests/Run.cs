using System.Globalization;
using System.Text.Json.Nodes;

namespace NumericsCore.Cli.Tests;

/// <summary>What a run of the tool gave.</summary>
internal sealed record Run(int ExitCode, string Output, string Error)
{
    /// <summary>Runs the tool in this process.</summary>
    public static async Task<Run> Tool(params string[] args) => await Tool(CancellationToken.None, args);

    public static async Task<Run> Tool(CancellationToken cancellationToken, params string[] args)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        int exitCode = await Cli.Tool.RunAsync(args, output, error, cancellationToken);
        return new Run(exitCode, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>Trains on a shipped table and reads the JSON.</summary>
    public static async Task<JsonObject> Json(string table, string target, params string[] options)
    {
        var run = await Tool(["train", Repository.Table(table), "--target", target, "--json", .. options]);
        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
        return JsonNode.Parse(run.Output)!.AsObject();
    }
}
