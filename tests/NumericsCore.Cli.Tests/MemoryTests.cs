using NumericsCore.Kernels;

namespace NumericsCore.Cli.Tests;

/// <summary>Memory of the host that runs out, at whichever request: one line with the sizes, exit code 1.</summary>
public class MemoryTests
{
    private const int Samples = 25;

    [Theory]
    [InlineData("train", "--target", "species", "--epochs", "2", "--batch-size", "40", "--dropout", "0.1")]
    [InlineData("train", "--target", "species", "--optimizer", "sgd", "--clip-norm", "1", "--clip-value", "3")]
    public async Task A_request_that_is_refused_ends_the_tool_with_one_line(params string[] command)
    {
        string[] args = [command[0], Repository.Table("iris"), .. command[1..]];
        // what the process makes once is made before requests are counted
        await Run.Tool(args);
        int requests = await Requests(args);
        Assert.True(requests > 10, $"{requests} requests were seen");
        for (int sample = 0; sample < Samples; sample++)
        {
            int request = (int)((long)sample * requests / Samples);
            using (MemoryShortage.At(request))
            {
                var run = await Run.Tool(args);
                Assert.Equal(ExitCodes.BadInput, run.ExitCode);
                Assert.Matches(@"^error: The CPU has no room for a block of \d+ (bytes|MiB): [^\n]+ are kept for reuse by this process; [^\n]+[^.\n]\n$", run.Error);
            }
        }
    }

    private static async Task<int> Requests(string[] args)
    {
        using var shortage = new MemoryShortage(static _ => 0);
        Assert.Equal(0, (await Run.Tool(args)).ExitCode);
        return shortage.Requests;
    }
}
