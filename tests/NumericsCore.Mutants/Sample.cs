using System.Collections.Concurrent;

namespace NumericsCore.Mutants;

/// <summary>
/// A number of mutants drawn from all sources, so that what they show holds for the whole library and not only for its formulas. Each is
/// tried with the test classes that come by its place; which those are is found by running every class once over an assembly that
/// remembers. Classes that run on a device are tried on what lies under <c>Gpu</c>, whose kernels cannot remember anything.
/// </summary>
internal sealed class Sample : IDisposable
{
    // a class that computes longer than a mutant that never ends is allowed would always be caught
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(40);

    private readonly Library _library;
    private readonly FoundMutant[] _drawn;
    private readonly int _jobs;
    private readonly Dictionary<MutableAssembly, SwitchedAssembly> _switched = [];
    private readonly Dictionary<TestClass, TimeSpan> _times = [];
    private readonly Dictionary<int, HashSet<TestClass>> _covering = [];
    private readonly TestClass[] _classes;
    private readonly TestClass[] _deviceClasses;
    private readonly List<string> _leftOut = [];
    private TestBench[] _benches = [];

    /// <param name="library">Where the mutants are drawn from.</param>
    /// <param name="isMeant">Which mutants to draw from.</param>
    /// <param name="tests">The texts of which the name of a test class to try them with has one; none for all classes.</param>
    /// <param name="count">How many mutants that compile to draw.</param>
    /// <param name="seed">Which ones.</param>
    /// <param name="jobs">How many mutants are tried at a time.</param>
    public Sample(Library library, Func<FoundMutant, bool> isMeant, IReadOnlyList<string> tests, int count, int seed, int jobs)
    {
        _library = library;
        _jobs = jobs;
        FoundMutant[] all = [.. library.AllMutants().Where(isMeant)];
        Names = [.. all.Select(static found => found.Mutant.NameInFile)];
        new Random(seed).Shuffle(all);
        _drawn = [.. all.AsParallel().AsOrdered().WithDegreeOfParallelism(jobs).Where(static found => found.Assembly.Compiles(found.Mutant.File, found.Mutant.Apply(found.Assembly.Text(found.Mutant.File)))).Take(count)];
        _classes = [.. TestRun.AllClasses().Where(known => tests.Count == 0 || tests.Any(text => known.Name.Contains(text, StringComparison.Ordinal)))];
        _deviceClasses = [.. _classes.Where(static known => IsOnDevice(known))];
    }

    /// <summary>The mutants, in the order in which they were drawn.</summary>
    public IEnumerable<Mutant> Drawn => _drawn.Select(static found => found.Mutant);

    /// <summary>The names of all mutants to draw from, also of such as do not compile.</summary>
    public IReadOnlyCollection<string> Names { get; }

    /// <summary>The test classes that are not run, because without a mutant they fail here or take too long.</summary>
    public IReadOnlyList<string> LeftOut => _leftOut;

    /// <summary>Finds which tests come by each mutant.</summary>
    public void Cover()
    {
        int before = 0;
        foreach (var group in _drawn.GroupBy(static found => found.Assembly))
        {
            var switched = SwitchedAssembly.Of(group.Key, [.. group.Select(static found => found.Mutant)], before);
            _switched.Add(group.Key, switched);
            before += switched.Ids.Count;
        }

        _benches = [.. Enumerable.Range(0, _jobs).Select(_ => new TestBench(_library.Root))];
        FindClasses();
    }

    /// <summary>Whether only a device comes by a mutant that was covered: without one, that no test catches it says nothing.</summary>
    public bool NeedsDevice(Mutant mutant) => IsForDevice(mutant) && !_switched.Values.Any(switched => switched.Ids.TryGetValue(mutant, out int id) && _covering.ContainsKey(id));

    /// <summary>Tries every mutant of the sample.</summary>
    public void Run(Action<Mutant, string?> done)
    {
        foreach (var (assembly, switched) in _switched)
            foreach (var bench in _benches) switched.Compile(bench.PathOf(assembly.Name));
        Each(_switched.Values.SelectMany(static switched => switched.Ids), (pair, bench) => Try(pair.Key, ClassesFor(pair.Key, pair.Value), bench, pair.Value));
        foreach (var (assembly, switched) in _switched)
        {
            Each(switched.Others, (mutant, bench) =>
            {
                assembly.Compile(new Dictionary<string, string> { [mutant.File] = mutant.Apply(assembly.Text(mutant.File)) }, bench.PathOf(assembly.Name));
                Try(mutant, ByTime(_times.Keys), bench, 0);
            });
            foreach (var bench in _benches) bench.Restore(assembly.Name);
        }

        void Try(Mutant mutant, List<TestClass> classes, TestBench bench, int id)
        {
            // threads that wait for each other compute nothing; on a busy machine a class may take several times as long as alone
            var patience = TimeSpan.FromMinutes(2) + (5 * TimeSpan.FromTicks(classes.Sum(tests => _times.TryGetValue(tests, out var time) ? time.Ticks : s_longest.Ticks)));
            var failure = bench.Run(classes, id, patience: patience).Failure;
            lock (done) done(mutant, failure?.Test);
        }
    }

    public void Dispose()
    {
        foreach (var bench in _benches) bench.Dispose();
    }

    private static bool IsOnDevice(TestClass tests) => tests.Name.Contains("Gpu", StringComparison.Ordinal);

    // what a device runs, the host does not come by
    private static bool IsForDevice(Mutant mutant) => File.ReadAllText(mutant.File).Contains("Gpu", StringComparison.Ordinal);

    private void FindClasses()
    {
        foreach (var (assembly, switched) in _switched)
            foreach (var bench in _benches) switched.CompileCovered(bench.PathOf(assembly.Name));
        Each(_classes.Where(static tests => !IsOnDevice(tests)), (tests, bench) =>
        {
            string hits = Path.GetTempFileName();
            var (failure, times) = bench.Run([tests], coverage: hits);
            lock (_times)
            {
                // what measures memory or time may fail in an assembly that remembers; it catches nothing then
                if (failure is not null || times[tests] > s_longest) _leftOut.Add(failure?.Test ?? tests.Name);
                else _times.Add(tests, times[tests]);
                foreach (string id in File.ReadLines(hits)) (_covering.TryGetValue(int.Parse(id), out var classes) ? classes : _covering[int.Parse(id)] = []).Add(tests);
            }

            File.Delete(hits);
        });
    }

    private List<TestClass> ClassesFor(Mutant mutant, int id)
    {
        var covering = ByTime(_covering.TryGetValue(id, out var classes) ? classes.Intersect(_times.Keys) : []);
        // the classes that name the mutant's shape first: a class on a device may take minutes
        string shape = Path.GetFileName(Path.GetDirectoryName(mutant.File.Replace("/Gpu/", "/", StringComparison.Ordinal)))!;
        return IsForDevice(mutant) ? [.. covering, .. _deviceClasses.OrderBy(tests => !tests.Name.Contains(shape, StringComparison.Ordinal))] : covering;
    }

    private List<TestClass> ByTime(IEnumerable<TestClass> classes) => [.. classes.OrderBy(tests => _times[tests])];

    private void Each<T>(IEnumerable<T> items, Action<T, TestBench> attempt)
    {
        var queue = new ConcurrentQueue<T>(items);
        Parallel.ForEach(_benches, new ParallelOptions { MaxDegreeOfParallelism = _benches.Length }, bench =>
        {
            while (queue.TryDequeue(out var item)) attempt(item, bench);
        });
    }
}
