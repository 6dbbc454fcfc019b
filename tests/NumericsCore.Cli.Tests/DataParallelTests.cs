using System.Text.Json.Nodes;

namespace NumericsCore.Cli.Tests;

/// <summary>Virtual shards, and what can be said of several processes in one; .ci/mpi runs the tool on several.</summary>
public class DataParallelTests
{
    private static readonly string[] s_quick = ["--target", "y", "--epochs", "2", "--layers", "4", "--json"];

    [Fact]
    public async Task A_process_that_no_launcher_started_says_what_to_do()
    {
        using var table = TemporaryTable.OfRows(40);
        var run = await Run.Tool(["train", table.File, .. s_quick, "--data-parallel"]);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("error: No launcher of MPI started this process: run it as 'mpirun -n 4 COMMAND'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shared_state_needs_processes()
    {
        using var table = TemporaryTable.OfRows(40);
        var run = await Run.Tool(["train", table.File, .. s_quick, "--shard-optimizer"]);
        Assert.Equal((1, "", "error: --shard-optimizer is for several processes, but there is no --data-parallel\n"), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task Virtual_shards_are_a_setting_of_the_training()
    {
        using var table = TemporaryTable.OfRows(80);
        JsonNode one = await Train(), same = await Train("--virtual-shards", "1"), eight = await Train("--virtual-shards", "8");
        Assert.Equal((string)one["weightsSha256"]!, (string)same["weightsSha256"]!);
        Assert.NotEqual((string)one["weightsSha256"]!, (string)eight["weightsSha256"]!);
        Assert.Equal((1, 8), ((int)one["settings"]!["virtualShards"]!, (int)eight["settings"]!["virtualShards"]!));
        Assert.Null(eight["processes"]);

        async Task<JsonNode> Train(params string[] more)
        {
            var run = await Run.Tool(["train", table.File, .. s_quick, .. more]);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            return JsonNode.Parse(run.Output)!;
        }
    }

    [Fact]
    public async Task A_checkpoint_goes_on_with_its_own_number_alone()
    {
        using var table = TemporaryTable.OfRows(80);
        string file = Path.Combine(Path.GetDirectoryName(table.File)!, "checkpoint");
        Assert.Equal(0, (await Run.Tool(["train", table.File, .. s_quick, "--virtual-shards", "4", "--checkpoint", file])).ExitCode);
        var run = await Run.Tool(["train", table.File, .. s_quick, "--resume", file]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("--virtual-shards was 4 and is not given", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await Run.Tool(["train", table.File, .. s_quick, "--virtual-shards", "4", "--resume", file])).ExitCode);
    }
}
