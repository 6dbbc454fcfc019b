namespace NumericsCore.Mutants;

/// <summary>
/// In which order tests are run against a mutant: first the cases that caught most others in the same formula and file, alone; then
/// all classes, those first that catch most for their time.
/// </summary>
internal sealed class TestOrder(IReadOnlyDictionary<TestClass, TimeSpan> times)
{
    private const int Cases = 4;

    private static readonly TimeSpan s_quick = TimeSpan.FromSeconds(1);

    // beside the time of a class, that of finding its tests
    private const double Overhead = 0.1;

    // a class that caught nothing yet may still do
    private const double Chance = 0.1;

    // how much more a catch in the same file says than one anywhere
    private const double Nearness = 20;

    private readonly Dictionary<(string Place, TestClass Tests), int> _catches = [];
    private HashSet<TestClass> _quick = [.. times.Where(static pair => pair.Value < s_quick).Select(static pair => pair.Key)];

    public IReadOnlyList<TestClass> For(Mutant mutant)
    {
        lock (_catches)
        {
            var cases = Best(mutant.Formula).Concat(Best(mutant.File)).Distinct();
            return [.. cases, .. times.Keys.OrderByDescending(tests => Worth(mutant.File, tests))];
        }
    }

    /// <summary>The tests to try first: the likeliest cases, and then the quick classes.</summary>
    public IReadOnlyList<TestClass> FirstFor(Mutant mutant) => [.. For(mutant).Where(tests => _quick.Contains(tests with { Case = null }) || tests.Case is not null)];

    /// <summary>Leaves out of the quick classes what does not hold.</summary>
    public void KeepQuick(Func<TestClass, bool> holds) => _quick = [.. _quick.Where(holds)];

    public void Caught(Mutant mutant, TestClass test)
    {
        var tests = test with { Case = null };
        lock (_catches)
        {
            foreach (var key in ((string, TestClass)[])[(mutant.Formula, test), (mutant.File, test), (mutant.File, tests), ("", tests)])
                _catches[key] = _catches.GetValueOrDefault(key) + 1;
        }
    }

    private IEnumerable<TestClass> Best(string place) => _catches
        .Where(pair => pair.Key.Place == place && pair.Key.Tests.Case is not null)
        .OrderByDescending(static pair => pair.Value).Take(Cases).Select(static pair => pair.Key.Tests);

    private double Worth(string file, TestClass tests) =>
        (Nearness * _catches.GetValueOrDefault((file, tests)) + _catches.GetValueOrDefault(("", tests)) + Chance) / (times[tests].TotalSeconds + Overhead);
}
