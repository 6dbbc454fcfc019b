namespace NumericsCore.Mutants;

/// <summary>In which order tests are run against a mutant: those first that caught most others in the same formula and file for their time.</summary>
internal sealed class TestOrder
{
    // beside the time of a test, that of starting its run
    private const double Overhead = 0.01;

    // what caught nothing yet may still do
    private const double Chance = 0.1;

    // how much more a catch in the same formula or file says than one anywhere
    private const double InFormula = 400, InFile = 20;

    private readonly Dictionary<(string Place, TestClass Tests), int> _catches = [];

    /// <summary>The tests in the order in which a mutant is best tried with them.</summary>
    /// <param name="mutant">The mutant.</param>
    /// <param name="tests">The tests: cases or whole classes.</param>
    /// <param name="timeOf">How long each takes.</param>
    public IReadOnlyList<TestClass> For(Mutant mutant, IEnumerable<TestClass> tests, Func<TestClass, TimeSpan> timeOf)
    {
        lock (_catches) return [.. tests.OrderByDescending(test => Worth(mutant, test) / (timeOf(test).TotalSeconds + Overhead))];
    }

    public void Caught(Mutant mutant, TestClass test)
    {
        lock (_catches)
        {
            // a case speaks for its class, too
            foreach (var tests in ((TestClass[])[test, test with { Case = null }]).Distinct())
                foreach (string place in (string[])[mutant.Formula, mutant.File, ""])
                    _catches[(place, tests)] = _catches.GetValueOrDefault((place, tests)) + 1;
        }
    }

    private double Worth(Mutant mutant, TestClass test) => Chance + Catches("", test with { Case = null }) / 100.0
        + (InFormula * Catches(mutant.Formula, test)) + (InFile * Catches(mutant.File, test)) + Catches("", test);

    private int Catches(string place, TestClass test) => _catches.GetValueOrDefault((place, test));
}
