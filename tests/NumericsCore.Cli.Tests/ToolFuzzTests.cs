using System.Collections.Concurrent;
using System.Globalization;
using Xunit.Abstractions;

namespace NumericsCore.Cli.Tests;

/// <summary>
/// Random commands, options and mutated files: the tool ends with a documented exit code, says one line, prints nothing that a terminal
/// would obey, and leaves no file behind. NUMERICSCORE_TOOL_FUZZ_CASES sets how many, NUMERICSCORE_FUZZ_SEED the first; a case is its seed alone.
/// </summary>
public class ToolFuzzTests(ITestOutputHelper log)
{
    private const string CasesVariable = "NUMERICSCORE_TOOL_FUZZ_CASES";
    private const int DefaultCases = 10_000;
    private const int Parts = 10;
    private const int MaxStories = 12;

    private static readonly int[] s_documented = [0, 1, 2, 3, 4];

    // in parts, so that a runner sees that a long run gets on
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Parts)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task No_arguments_and_no_file_make_the_tool_fail_otherwise_than_documented(int part)
    {
        long all = FuzzSettings.Number(CasesVariable) ?? DefaultCases;
        int begin = (int)(part * all / Parts), cases = (int)((part + 1) * all / Parts) - begin, first = FuzzSettings.FirstSeed + begin;
        int[] codes = new int[256];
        var failures = new ConcurrentQueue<string>();
        string root = CreateFolder();
        try
        {
            // a run waits for tasks of its own, which blocked threads of the pool would keep from starting
            await Parallel.ForAsync(first, first + cases, async (seed, _) =>
            {
                try
                {
                    Interlocked.Increment(ref codes[await RunCase(seed, root)]);
                }
                // all of them are wanted, not the first alone
                catch (Exception e)
                {
                    failures.Enqueue($"NUMERICSCORE_FUZZ_SEED={seed} {CasesVariable}=1: {e.Message}");
                }
            });
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }

        log.WriteLine(string.Join(", ", codes.Select((count, code) => (code, count)).Where(static pair => pair.count > 0).Select(static pair => $"{pair.count} x exit code {pair.code}")));
        Assert.True(failures.IsEmpty, string.Join("\n\n", failures.Take(MaxStories).Prepend(string.Create(CultureInfo.InvariantCulture, $"{failures.Count} of {cases} cases failed"))));
        // a generator that reached one kind of end alone would show nothing
        if (all >= DefaultCases) Assert.All([0, 1, 2], code => Assert.True(codes[code] > cases / 100));
    }

    // in memory where the system shows memory as a folder: a case is over before a disk has made its files
    private static string CreateFolder()
    {
        const string memory = "/dev/shm";
        return Directory.Exists(memory) ? Directory.CreateDirectory(Path.Combine(memory, $"numericscore-fuzz-{Guid.NewGuid():N}")).FullName : Directory.CreateTempSubdirectory("fuzz").FullName;
    }

    private static async Task<int> RunCase(int seed, string root)
    {
        string folder = Directory.CreateDirectory(Path.Combine(root, seed.ToString(CultureInfo.InvariantCulture))).FullName;
        var fuzz = new FuzzCase(new Random(seed), folder);
        string[] args = fuzz.Arguments();
        string[] before = Directory.GetFileSystemEntries(folder);
        var run = await Run.Tool(args);
        string story = $"seed {seed}: {string.Join(' ', args.Select(static arg => $"[{arg}]"))}\nexit code {run.ExitCode}\n{run.Error}{run.Output}";
        Assert.True(s_documented.Contains(run.ExitCode), story);
        Assert.False((run.Error + run.Output).Contains("   at ", StringComparison.Ordinal) || run.Error.Contains("Unhandled", StringComparison.Ordinal), story);
        Assert.False((run.Error + run.Output).Any(static c => c != '\n' && (char.IsControl(c) || c is '\u202E' or '\u2066' or '\u2028')), story);
        string[] lines = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (run.ExitCode == 1) Assert.True(lines.Count(static line => line.StartsWith("error: ", StringComparison.Ordinal)) == 1 && lines.All(static line => line.StartsWith("error: ", StringComparison.Ordinal) || line.StartsWith("warning: ", StringComparison.Ordinal)), story);
        if (run.ExitCode == 2) Assert.True(lines.Length > 0 && run.Output.Length == 0, story);
        if (run.ExitCode == 0) Assert.True(run.Output.Length > 0, story);
        Assert.True(before.Order().SequenceEqual(Directory.GetFileSystemEntries(folder).Order()), story);
        Directory.Delete(folder, recursive: true);
        return run.ExitCode;
    }
}
