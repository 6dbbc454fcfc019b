using System.Collections.Concurrent;
using System.Diagnostics;

namespace NumericsCore.Mutants;

/// <summary>
/// Runs the tests against many mutants, on some benches at a time, and writes each outcome down as it comes. A mutant is tried with the
/// tests that come by its place: first with single quick cases in a process that stays, then, if none catches it, with whole classes in
/// a process of its own.
/// </summary>
internal sealed class Campaign : IDisposable
{
    // of a case in a process that stays
    private static readonly TimeSpan s_quick = TimeSpan.FromSeconds(1);

    // of a class whose cases are covered one by one: well below what a process that stays may compute for an answer
    private static readonly TimeSpan s_coveredByCase = TimeSpan.FromSeconds(12);

    private readonly TestBench[] _benches;
    private readonly TestOrder _order = new();

    /// <param name="root">The repository.</param>
    /// <param name="benches">How many mutants are tried at a time.</param>
    /// <param name="known">How long test classes took; the others are run once against the library as it is, where they must pass.</param>
    public Campaign(string root, int benches, IReadOnlyDictionary<TestClass, TimeSpan> known)
    {
        _benches = [.. Enumerable.Range(0, benches).Select(_ => new TestBench(root))];
        TestClass[] classes = [.. TestRun.Classes()];
        var times = new ConcurrentDictionary<TestClass, TimeSpan>(known.Where(pair => classes.Contains(pair.Key)));
        // some classes a process, so that all benches have work to the end
        Each(classes.Where(tests => !known.ContainsKey(tests)).Chunk(20), (some, bench) =>
        {
            var (failure, taken) = bench.Run(some);
            if (failure is not null) throw new InvalidOperationException($"Without a mutant, {failure.Test} fails.");
            foreach (var (tests, time) in taken) times[tests] = time;
        });
        Times = times;
    }

    /// <summary>How long each test class takes without a mutant.</summary>
    public IReadOnlyDictionary<TestClass, TimeSpan> Times { get; }

    public void Run(MutableAssembly assembly, IReadOnlyList<Mutant> mutants, Action<Outcome> done)
    {
        var clock = Stopwatch.StartNew();
        var switched = SwitchedAssembly.Of(assembly, mutants);
        var coverage = Cover(assembly, switched);
        Console.WriteLine($"{assembly.Name}: {switched.Ids.Count + switched.Others.Count} mutants to try, covered after {clock.Elapsed.TotalSeconds:0} s");
        foreach (var tests in coverage.Failing) Console.WriteLine($"left out: {tests.Name}, which fails without a mutant when the tool compiles {assembly.Name}");
        var rest = ProbeAll(assembly, switched, coverage, done);
        Console.WriteLine($"{assembly.Name}: {rest.Count} left for a process of their own after {clock.Elapsed.TotalSeconds:0} s");
        foreach (var bench in _benches) switched.Compile(bench.PathOf(assembly.Name));
        Each(rest, (mutant, bench) => done(Try(mutant, bench, switched.Ids[mutant], coverage.Of(switched.Ids[mutant]), coverage.Failing)));
        Each(switched.Others, (mutant, bench) =>
        {
            assembly.Compile(new Dictionary<string, string> { [mutant.File] = mutant.Apply(assembly.Text(mutant.File)) }, bench.PathOf(assembly.Name));
            done(Try(mutant, bench, 0, [], coverage.Failing));
        });
        foreach (var bench in _benches) bench.Restore(assembly.Name);
    }

    public void Dispose()
    {
        foreach (var bench in _benches) bench.Dispose();
    }

    /// <summary>Finds which cases, and which long classes, come by each mutant.</summary>
    private Coverage Cover(MutableAssembly assembly, SwitchedAssembly switched)
    {
        foreach (var bench in _benches) switched.CompileCovered(bench.PathOf(assembly.Name));
        var coverage = new Coverage();
        var probes = _benches.ToDictionary(static bench => bench, bench => bench.StartProbe(assembly.Name));
        string folder = Directory.CreateTempSubdirectory("mutants").FullName;
        Each(Times.OrderByDescending(static pair => pair.Value), (pair, bench) =>
        {
            string file = Path.Combine(folder, Path.GetRandomFileName());
            File.Create(file).Dispose();
            if (pair.Value < s_coveredByCase && probes[bench].Cover(pair.Key, file)) coverage.Add(File.ReadLines(file));
            else if (bench.Run([pair.Key], coverage: file) is { Failure: null }) coverage.Add(pair.Key, pair.Value, File.ReadLines(file).Select(int.Parse));
            else coverage.AddFailing(pair.Key);
        });
        Directory.Delete(folder, recursive: true);
        foreach (var probe in probes.Values) probe.Dispose();
        return coverage;
    }

    /// <summary>Tries all mutants in processes that stay; gives those that are still to be tried in one of their own.</summary>
    private IReadOnlyList<Mutant> ProbeAll(MutableAssembly assembly, SwitchedAssembly switched, Coverage coverage, Action<Outcome> done)
    {
        foreach (var bench in _benches) switched.CompileLive(bench.PathOf(assembly.Name));
        var probes = _benches.ToDictionary(static bench => bench, bench => bench.StartProbe(assembly.Name));
        var rest = new ConcurrentBag<Mutant>();
        Each(switched.Ids.Keys, (mutant, bench) =>
        {
            var cases = coverage.Of(switched.Ids[mutant]).Where(test => test.Case is not null && coverage.TimeOf(test) < s_quick);
            if (probes[bench].Catch(switched.Ids[mutant], _order.For(mutant, cases, coverage.TimeOf)) is not { } failure)
            {
                rest.Add(mutant);
                return;
            }

            if (failure.Case is { } test) _order.Caught(mutant, test);
            done(new Outcome(mutant.Formula, mutant.Name, failure.Test));
        });
        foreach (var probe in probes.Values) probe.Dispose();
        return [.. rest];
    }

    private void Each<T>(IEnumerable<T> items, Action<T, TestBench> attempt)
    {
        var queue = new ConcurrentQueue<T>(items);
        Parallel.ForEach(_benches, new ParallelOptions { MaxDegreeOfParallelism = _benches.Length }, bench =>
        {
            while (queue.TryDequeue(out var item)) attempt(item, bench);
        });
    }

    /// <summary>Tries a mutant in a process of its own; with all classes where it is not known which need it.</summary>
    private Outcome Try(Mutant mutant, TestBench bench, int id, IReadOnlyList<TestClass> tests, IReadOnlyCollection<TestClass> failing)
    {
        var classes = (tests.Count == 0 || mutant.RunsOnce ? Times.Keys : tests.Select(static test => test with { Case = null })).Distinct().Except(failing);
        var failure = bench.Run(_order.For(mutant, classes, tests => Times[tests]), id).Failure;
        if (failure?.Case is { } test) _order.Caught(mutant, test);
        return new Outcome(mutant.Formula, mutant.Name, failure?.Test);
    }
}
