using System.Diagnostics;
using System.Globalization;

namespace NumericsCore.Mutants;

/// <summary>A copy of this tool's folder, with the tests in it, where one assembly of the library is a mutant.</summary>
internal sealed class TestBench : IDisposable
{
    // the process ends itself when it has computed for too long; one that does nothing any more is ended from here
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(30);

    // in hexadecimal, 4 GiB: a list that grows without end must fail its test before the machine runs out of memory
    public const string HeapLimit = "100000000";

    private readonly string _folder;

    /// <param name="root">The repository, whose tables some tests read.</param>
    public TestBench(string root)
    {
        _folder = Path.Combine(root, "artifacts", "mutants", Path.GetRandomFileName());
        string source = AppContext.BaseDirectory;
        foreach (string path in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(_folder, Path.GetRelativePath(source, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
    }

    /// <summary>A process that tries mutants of the live assembly that lies here.</summary>
    /// <param name="assembly">Its name.</param>
    public Probe StartProbe(string assembly) => new(PathOf("NumericsCore.Mutants"), assembly);

    public string PathOf(string assembly) => Path.Combine(_folder, assembly + ".dll");

    /// <summary>Puts the library as it was built back in place.</summary>
    public void Restore(string assembly) => File.Copy(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"), PathOf(assembly), overwrite: true);

    /// <summary>Runs test classes until one fails.</summary>
    /// <param name="classes">The classes, in order.</param>
    /// <param name="mutant">The mutant that is switched on; 0 for none.</param>
    /// <param name="coverage">The file to which covered assemblies append the numbers of the mutants they came by; null for none.</param>
    /// <param name="patience">How long the process may take before it counts as standing still; null for half an hour.</param>
    /// <returns>The first failure; null if all passed. And how long each class took.</returns>
    public (Failure? Failure, Dictionary<TestClass, TimeSpan> Times) Run(IReadOnlyList<TestClass> classes, int mutant = 0, string? coverage = null, TimeSpan? patience = null)
    {
        string plan = Path.Combine(_folder, "plan.txt");
        File.WriteAllLines(plan, classes.Select(static tests => tests.ToString()));
        var start = new ProcessStartInfo("dotnet", [PathOf("NumericsCore.Mutants"), "tests", plan]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[MutantSwitch.Variable] = mutant.ToString(CultureInfo.InvariantCulture);
        if (coverage is not null) start.Environment[MutantSwitch.CoverageVariable] = coverage;
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var times = new Dictionary<TestClass, TimeSpan>();
        if (!process.WaitForExit(patience ?? s_patience))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            return (new Failure("the run stood still", null), times);
        }

        Failure? failure = null;
        bool ended = false;
        foreach (string line in output.Result.Split('\n'))
        {
            string[] words = line.TrimEnd('\r').Split('\t');
            if (words is ["finished", var tests, var seconds]) times[TestClass.Parse(tests)] = TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));
            if (words is ["failed", var test, var testCase]) failure = new Failure(test, testCase.Length == 0 ? null : TestClass.Parse(testCase));
            ended |= words is ["failed", _, _] or ["passed"];
        }

        // a mutant may end the process from within, as by an access violation; without one it would be this tool's own fault
        return (ended ? failure : new Failure($"the process ended: {errors.Result.Split('\n')[0]}", null), times);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
