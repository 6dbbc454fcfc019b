using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NumericsCore.Cli.Tests;

/// <summary>The same arguments give the same bytes, whatever computes them.</summary>
public partial class RepeatabilityTests
{
    private static readonly string[] Train = ["train", Repository.Table("breast_cancer"), "--target", "target", "--json", "--seed", "3"];

    [Fact]
    public async Task Two_runs_are_byte_identical_but_for_the_seconds()
    {
        var first = await Run.Tool(Train);
        var second = await Run.Tool(Train);
        Assert.Matches(Seconds(), first.Output);
        Assert.Equal(Seconds().Replace(first.Output, ""), Seconds().Replace(second.Output, ""));
    }

    [Fact]
    public async Task The_number_of_threads_does_not_change_a_bit()
    {
        var one = await Run.Tool([.. Train, "--threads", "1"]);
        var two = await Run.Tool([.. Train, "--threads", "2"]);
        Assert.Equal(Weights(one), Weights(two));
    }

    [Fact]
    public async Task The_width_of_the_lanes_does_not_change_a_bit()
    {
        string expected = Weights(await Run.Tool(Train));
        // 0 for scalars, in which every formula is read as it is written
        foreach (string bits in (string[])["0", "128", "256", "512"])
            Assert.Equal(expected, Weights(await ToolProcess.Run(Train, ("NUMERICSCORE_SIMD", bits))));
    }

    private static string Weights(Run run)
    {
        Assert.Equal("", run.Error);
        string hash = (string)JsonNode.Parse(run.Output)!["weightsSha256"]!;
        Assert.Matches("^[0-9a-f]{64}$", hash);
        return hash;
    }

    [GeneratedRegex("\"seconds\":[0-9.]+,")]
    private static partial Regex Seconds();
}
