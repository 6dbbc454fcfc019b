namespace NumericsCore.Mutants;

/// <summary>In which order classes are run against a mutant: first what caught others in the same file, then the fastest.</summary>
internal sealed class TestOrder(IReadOnlyDictionary<TestClass, TimeSpan> times)
{
    private readonly TestClass[] _fastestFirst = [.. times.OrderBy(static pair => pair.Value).Select(static pair => pair.Key)];
    private readonly Dictionary<(string File, string Class), int> _catches = [];

    public IReadOnlyList<TestClass> For(string file)
    {
        lock (_catches)
        {
            return [.. _fastestFirst.OrderByDescending(tests => _catches.GetValueOrDefault((file, tests.ShortName)))];
        }
    }

    public void Caught(string file, string test)
    {
        var key = (file, test.Split('.')[0]);
        lock (_catches)
        {
            _catches[key] = _catches.GetValueOrDefault(key) + 1;
        }
    }
}
