using System.Collections.Concurrent;

namespace NumericsCore.Mutants;

/// <summary>Runs the tests against many mutants, on some benches at a time, and writes each outcome down as it comes.</summary>
internal sealed class Campaign : IDisposable
{
    private readonly TestBench[] _benches;
    private readonly TestOrder _order;

    /// <param name="root">The repository.</param>
    /// <param name="benches">How many mutants are tried at a time.</param>
    /// <param name="known">How long test classes took; the others are run once against the library as it is, where they must pass.</param>
    public Campaign(string root, int benches, IReadOnlyDictionary<TestClass, TimeSpan> known)
    {
        _benches = [.. Enumerable.Range(0, benches).Select(_ => new TestBench(root))];
        TestClass[] classes = [.. TestRun.Classes()];
        var (failure, times) = _benches[0].Run([.. classes.Where(tests => !known.ContainsKey(tests))]);
        if (failure is not null) throw new InvalidOperationException($"Without a mutant, {failure.Test} fails.");

        Times = classes.ToDictionary(static tests => tests, tests => known.TryGetValue(tests, out var time) ? time : times[tests]);
        _order = new TestOrder(Times);
    }

    /// <summary>How long each test class takes without a mutant.</summary>
    public IReadOnlyDictionary<TestClass, TimeSpan> Times { get; }

    public void Run(MutableAssembly assembly, IReadOnlyList<Mutant> mutants, Action<Outcome> done)
    {
        var switched = SwitchedAssembly.Of(assembly, mutants);
        var rest = ProbeAll(assembly, switched, done);
        foreach (var bench in _benches) switched.Compile(bench.PathOf(assembly.Name));
        Each(rest, (mutant, bench) => done(Try(mutant, bench, switched.Ids[mutant])));
        Each(switched.Others, (mutant, bench) =>
        {
            assembly.Compile(new Dictionary<string, string> { [mutant.File] = mutant.Apply(assembly.Text(mutant.File)) }, bench.PathOf(assembly.Name));
            done(Try(mutant, bench, 0));
        });
        foreach (var bench in _benches) bench.Restore(assembly.Name);
    }

    public void Dispose()
    {
        foreach (var bench in _benches) bench.Dispose();
    }

    /// <summary>Tries all mutants in processes that stay; gives those that are still to be tried in one of their own.</summary>
    private IReadOnlyList<Mutant> ProbeAll(MutableAssembly assembly, SwitchedAssembly switched, Action<Outcome> done)
    {
        foreach (var bench in _benches) switched.CompileLive(bench.PathOf(assembly.Name));
        var probes = _benches.ToDictionary(static bench => bench, bench => bench.StartProbe(assembly.Name));
        _order.KeepQuick(probes[_benches[0]].Passes);
        var rest = new ConcurrentBag<Mutant>();
        Each(switched.Ids.Keys, (mutant, bench) =>
        {
            if (probes[bench].Catch(switched.Ids[mutant], _order.FirstFor(mutant)) is not { } failure)
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

    private void Each(IEnumerable<Mutant> mutants, Action<Mutant, TestBench> attempt)
    {
        using var queue = new BlockingCollection<Mutant>(new ConcurrentQueue<Mutant>(mutants));
        queue.CompleteAdding();
        Parallel.ForEach(_benches, new ParallelOptions { MaxDegreeOfParallelism = _benches.Length }, bench =>
        {
            foreach (var mutant in queue.GetConsumingEnumerable()) attempt(mutant, bench);
        });
    }

    private Outcome Try(Mutant mutant, TestBench bench, int id)
    {
        var failure = bench.Run(_order.For(mutant), id).Failure;
        if (failure?.Case is { } test) _order.Caught(mutant, test);
        return new Outcome(mutant.Formula, mutant.Name, failure?.Test);
    }
}
