using System.Globalization;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace NumericsCore.Cli.Tests;

/// <summary>
/// Trainings whose processes are killed at random moments, without a chance to tidy up, and resumed until they are done: the weights are those
/// of the training that nobody killed. NUMERICSCORE_KILL_RUNS sets how many, NUMERICSCORE_KILL_SEED the first; a run's moments are its seed's.
/// </summary>
public sealed class KillTests(ITestOutputHelper log) : IDisposable
{
    private const int DefaultRuns = 5;
    private const int Epochs = 12;
    private const int MaxKills = 3;
    private const int MaxMilliseconds = 60;

    private readonly string _folder = Directory.CreateTempSubdirectory("numericscore").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Killed_at_random_moments_and_resumed_a_training_ends_with_the_weights_of_one_without_interruption()
    {
        int runs = FuzzSettings.Number("NUMERICSCORE_KILL_RUNS") ?? DefaultRuns, first = FuzzSettings.Number("NUMERICSCORE_KILL_SEED") ?? 1, kills = 0, amid = 0;
        string expected = Weights(await Run.Tool([.. Command, "--json"]));
        var failures = new List<string>();
        for (int seed = first; seed < first + runs; seed++)
        {
            string file = Path.Combine(_folder, FormattableString.Invariant($"{seed}.safetensors"));
            var run = await Train(seed, file);
            kills += run.Kills;
            amid += run.Resumed;
            if (run.Weights != expected) failures.Add(FormattableString.Invariant($"NUMERICSCORE_KILL_SEED={seed} NUMERICSCORE_KILL_RUNS=1: {run.Weights}"));
            // what a kill left beside the file is gone with the last checkpoint
            Assert.Equal([file], Directory.GetFiles(_folder));
            File.Delete(file);
        }

        log.WriteLine(FormattableString.Invariant($"{runs - failures.Count} of {runs} runs ended with the weights of the training without interruption; {kills} kills, {amid} of them with a checkpoint to go on from; seeds from {first}"));
        Assert.True(failures.Count == 0, string.Join('\n', failures));
        // kills before the first checkpoint alone would show nothing
        Assert.True(amid >= runs, FormattableString.Invariant($"{amid} resumed"));
    }

    private static string[] Command =>
        ["train", Repository.Table("iris"), "--target", "species", "--epochs", Epochs.ToString(CultureInfo.InvariantCulture), "--patience", "4", "--restore-best-weights", "--layers", "16,8", "--batch-size", "8"];

    /// <summary>Kills and resumes a training a few times, and then lets it come to its end.</summary>
    private static async Task<(string Weights, int Kills, int Resumed)> Train(int seed, string file)
    {
        var random = new Random(seed);
        string[] command = [.. Command, "--checkpoint", file, "--checkpoint-every", random.Next(1, 6).ToString(CultureInfo.InvariantCulture), "--resume", file];
        int kills = random.Next(1, MaxKills + 1), resumed = 0;
        for (int kill = 0; kill < kills; kill++)
        {
            // the first in the middle of the training, others wherever they fall
            await Kill([.. command, "--plain", "--threads", "1"], afterEpoch: random.Next(kill == 0 ? 1 : 0, Epochs / 2), random.Next(MaxMilliseconds));
            if (File.Exists(file)) resumed++;
        }

        return (Weights(await ToolProcess.Run([.. command, "--json", "--threads", "2"])), kills, resumed);
    }

    /// <summary>Starts a training and kills it some time after it has printed an epoch, or begun.</summary>
    private static async Task Kill(string[] command, int afterEpoch, int milliseconds)
    {
        using var process = ToolProcess.Start(command);
        try
        {
            int epochs = -1;
            while (epochs < afterEpoch && await process.StandardOutput.ReadLineAsync() is { } line)
                if (epochs < 0 || line.StartsWith("epoch", StringComparison.Ordinal)) epochs++;
            using var moment = new CancellationTokenSource(milliseconds);
            await process.WaitForExitAsync(moment.Token);
        }
        // the moment has come
        catch (OperationCanceledException)
        {
        }
        finally
        {
            // SIGKILL, which no process can handle
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static string Weights(Run run) => run.ExitCode == 0
        ? (string)JsonNode.Parse(run.Output)!["weightsSha256"]!
        : FormattableString.Invariant($"exit code {run.ExitCode}: {run.Error}");
}
