using System.Globalization;

namespace NumericsCore.Mutants;

/// <summary>Which test cases and classes come by the place of a mutant, and how long they take.</summary>
internal sealed class Coverage
{
    private readonly Dictionary<int, List<TestClass>> _byMutant = [];
    private readonly Dictionary<TestClass, TimeSpan> _times = [];
    private readonly HashSet<TestClass> _failing = [];

    /// <summary>The classes of which a case fails though there is no mutant: such a case says nothing of any.</summary>
    public IReadOnlyCollection<TestClass> Failing => _failing;

    /// <summary>A line for a test that passed: the test, its time in ticks, and the mutants it came by.</summary>
    public static string Line(TestClass test, TimeSpan time, IEnumerable<int> mutants) =>
        string.Create(CultureInfo.InvariantCulture, $"{test}\t{time.Ticks}\t{string.Join(' ', mutants)}");

    /// <summary>A line for a test that failed though there was no mutant.</summary>
    public static string FailedLine(TestClass test) => test.ToString();

    /// <summary>Adds what lines say.</summary>
    public void Add(IEnumerable<string> lines)
    {
        foreach (string[] words in lines.Select(static line => line.Split('\t')))
        {
            if (words.Length == 1) AddFailing(TestClass.Parse(words[0]));
            else Add(TestClass.Parse(words[0]), new TimeSpan(long.Parse(words[1], CultureInfo.InvariantCulture)), words[2].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse));
        }
    }

    public void AddFailing(TestClass test)
    {
        lock (_times) _failing.Add(test with { Case = null });
    }

    public void Add(TestClass test, TimeSpan time, IEnumerable<int> mutants)
    {
        lock (_times)
        {
            _times[test] = time;
            foreach (int mutant in mutants) (_byMutant.TryGetValue(mutant, out var tests) ? tests : _byMutant[mutant] = []).Add(test);
        }
    }

    /// <summary>The tests that come by a mutant; none if no test does.</summary>
    public IReadOnlyList<TestClass> Of(int mutant) => _byMutant.TryGetValue(mutant, out var tests) ? tests : [];

    public TimeSpan TimeOf(TestClass test) => _times[test];
}
