using System.Diagnostics;
using System.Globalization;

namespace NumericsCore.Mutants;

/// <summary>
/// Tries mutants one after the other in one process, whose library is a live assembly: a hundred times as fast as a process for each. It
/// counts a mutant as caught where a test fails with it and passes right after without it; what it does not catch proves nothing, as
/// values that the library keeps are those of a library without mutants.
/// </summary>
internal sealed class Probe(string tool, string assembly) : IDisposable
{
    /// <summary>The tool's own word for such a process, which the assembly's name follows.</summary>
    public const string Command = "probe";

    private const string CoverQuestion = "cover";

    private Process? _process;

    /// <summary>The first of the tests that catches a mutant; null if none does, or if the process ended with it.</summary>
    public Failure? Catch(int mutant, IEnumerable<TestClass> tests) =>
        Ask(mutant, tests)?.Split('\t') is ["caught", var test, var testCase] ? new Failure(test, testCase.Length == 0 ? null : TestClass.Parse(testCase)) : null;

    /// <summary>In a covered assembly: runs each case of a class alone and has what it comes by added to a file, as lines of <see cref="Coverage"/>.</summary>
    /// <returns>Whether the process came to the end of it.</returns>
    public bool Cover(TestClass tests, string file) => Ask(string.Create(CultureInfo.InvariantCulture, $"{CoverQuestion}\t{file}\t{tests}")) is "covered";

    private string? Ask(int mutant, IEnumerable<TestClass> tests) => Ask(string.Create(CultureInfo.InvariantCulture, $"{mutant}\t{string.Join('\t', tests)}"));

    /// <summary>The process's answer; null if it ended instead.</summary>
    private string? Ask(string question)
    {
        _process ??= Start();
        string? answer = null;
        try
        {
            _process.StandardInput.WriteLine(question);
            answer = _process.StandardOutput.ReadLine();
        }
        catch (IOException)
        {
            // it has ended, as is said by no answer
        }

        if (answer is null or "kept") Stop();
        return answer;
    }

    public void Dispose() => Stop();

    /// <summary>What the process does: answers for each line of a mutant and tests which of these caught it.</summary>
    /// <param name="assembly">The live assembly.</param>
    /// <param name="questions">The lines.</param>
    /// <param name="answers">A line for each.</param>
    /// <param name="begins">Called when work on a line begins.</param>
    public static void Answer(string assembly, TextReader questions, TextWriter answers, Action begins)
    {
        using var tests = new TestRun();
        while (questions.ReadLine() is { } question)
        {
            begins();
            string[] words = question.Split('\t');
            if (words is [CoverQuestion, var file, var covered])
            {
                Cover(tests, assembly, TestClass.Parse(covered), file);
                answers.WriteLine("covered");
                answers.Flush();
                continue;
            }

            TestClass[] classes = [.. words.Skip(1).Select(TestClass.Parse)];
            MutantSwitch.Set(assembly, int.Parse(words[0], CultureInfo.InvariantCulture));
            var failure = tests.FirstFailure(classes, static (_, _) => { });
            MutantSwitch.Set(assembly, 0);
            // a case that fails without the mutant too says that something of it, or of one before, was kept
            bool kept = failure is not null && tests.FirstFailure([failure.Case ?? classes[0]], static (_, _) => { }) is not null;
            answers.WriteLine(failure is null ? "passed" : kept ? "kept" : $"caught\t{failure}");
            answers.Flush();
            if (kept) return;
        }
    }

    private static void Cover(TestRun run, string assembly, TestClass tests, string file)
    {
        var lines = new List<string>();
        foreach (var test in run.Cases(tests))
        {
            MutantSwitch.TakeHits(assembly);
            var clock = Stopwatch.StartNew();
            // what fails without a mutant says nothing of mutants
            bool passes = run.FirstFailure([test], static (_, _) => { }) is null;
            lines.Add(passes ? Coverage.Line(test, clock.Elapsed, MutantSwitch.TakeHits(assembly)) : Coverage.FailedLine(test));
        }

        File.AppendAllLines(file, lines);
    }

    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet", [tool, Command, assembly]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[MutantSwitch.Variable] = "0";
        start.Environment["DOTNET_GCHeapHardLimit"] = TestBench.HeapLimit;
        var process = Process.Start(start)!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    private void Stop()
    {
        if (_process is null) return;
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }
}
