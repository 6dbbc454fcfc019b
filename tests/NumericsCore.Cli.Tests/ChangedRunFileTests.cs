using System.Text.Json.Nodes;

namespace NumericsCore.Cli.Tests;

/// <summary>What <c>train --json</c> printed, with any one value exchanged for one of another kind or left out: the tool says what is wrong, or takes it.</summary>
public sealed class ChangedRunFileTests : IDisposable
{
    private static readonly string?[] s_values = [null, "null", "-1", "1e999", "\"x\"", "true", "[]", "[null]", "{}", "{\"mean\":null}"];

    private readonly TemporaryTable _table = TemporaryTable.OfRows(30);

    public void Dispose() => _table.Dispose();

    [Theory]
    [InlineData]
    [InlineData("--seeds", "2")]
    public async Task Runs_are_compared_or_refused(params string[] options)
    {
        string run = await Trained(options), changed = Beside("changed.json");
        foreach (string text in Changed(run))
        {
            await File.WriteAllTextAsync(changed, text);
            var compared = await Run.Tool("report", "compare", Beside("run.json"), changed, "--report", Beside("page.html"));
            Assert.True(compared.ExitCode == 0 ? compared.Error.Length == 0 : (compared.ExitCode, compared.Output) == (1, "") && compared.Error.StartsWith("error: ", StringComparison.Ordinal), $"{compared}\n{text}");
        }
    }

    [Fact]
    public async Task Settings_are_taken_or_refused()
    {
        string run = await Trained(), changed = Beside("changed.json");
        foreach (string text in Changed(run))
        {
            await File.WriteAllTextAsync(changed, text);
            var trained = await Run.Tool("train", "--config", changed, "--epochs", "1");
            Assert.True(trained.ExitCode == 0 || (trained.Output.Length == 0 && (trained.ExitCode == 2 || (trained.ExitCode == 1 && trained.Error.StartsWith("error: ", StringComparison.Ordinal)))), $"{trained}\n{text}");
        }
    }

    private async Task<string> Trained(params string[] options)
    {
        var run = await Run.Tool(["train", _table.File, "--target", "y", "--epochs", "1", "--layers", "2", "--json", .. options]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        await File.WriteAllTextAsync(Beside("run.json"), run.Output);
        return run.Output;
    }

    private string Beside(string name) => Path.Combine(Path.GetDirectoryName(_table.File)!, name);

    // each place of the object in turn, by a mark that a text replaces, for not all of these can be a node
    private static IEnumerable<string> Changed(string run)
    {
        const string mark = "\u0001";
        foreach (string[] path in Paths(JsonNode.Parse(run)!.AsObject(), []).ToArray())
        {
            foreach (string? value in s_values)
            {
                var root = JsonNode.Parse(run)!.AsObject();
                var parent = path[..^1].Aggregate(root, static (node, name) => node[name]!.AsObject());
                if (value is null) parent.Remove(path[^1]);
                else parent[path[^1]] = mark;
                yield return root.ToJsonString().Replace("\"\\u0001\"", value, StringComparison.Ordinal);
            }
        }
    }

    private static IEnumerable<string[]> Paths(JsonObject node, string[] at) =>
        node.SelectMany(pair => (string[][])[[.. at, pair.Key], .. pair.Value is JsonObject inner ? Paths(inner, [.. at, pair.Key]) : []]);
}
