namespace NumericsCore.Mutants.Tests;

public class TestOrderTests
{
    private static readonly TestClass s_fast = new("A", "A.Fast", "1"), s_slow = new("A", "A.Slow", "7"), s_slowest = new("A", "A.Slowest");

    private static readonly Dictionary<TestClass, TimeSpan> s_times = new()
    {
        [s_slowest] = TimeSpan.FromSeconds(9),
        [s_fast] = TimeSpan.FromSeconds(1),
        [s_slow] = TimeSpan.FromSeconds(4),
    };

    [Fact]
    public void What_caught_others_nearby_comes_first_and_every_test_comes()
    {
        var order = new TestOrder();
        Assert.Equal([s_fast, s_slow, s_slowest], For(Of("x.cs", "X.Apply")));

        order.Caught(Of("y.cs", "Y.Apply"), s_slow);
        Assert.Equal([s_slow, s_fast, s_slowest], For(Of("y.cs", "Y.Apply")));
        Assert.Equal([s_slow, s_fast, s_slowest], For(Of("y.cs", "Y.Pullback")));

        // of two that caught something in the file, the one that did in the formula comes first
        order.Caught(Of("y.cs", "Y.Pullback"), s_slowest);
        Assert.Equal([s_slowest, s_slow, s_fast], For(Of("y.cs", "Y.Pullback")));

        IReadOnlyList<TestClass> For(Mutant mutant) => order.For(mutant, s_times.Keys, tests => s_times[tests]);
    }

    [Fact]
    public void A_test_covers_the_mutants_that_its_line_names()
    {
        var coverage = new Coverage();
        coverage.Add([Coverage.Line(s_fast, s_times[s_fast], [1, 3]), Coverage.Line(s_slow, s_times[s_slow], [3]), Coverage.Line(s_slowest, s_times[s_slowest], [])]);
        Assert.Equal([s_fast], coverage.Of(1));
        Assert.Equal([s_fast, s_slow], coverage.Of(3));
        Assert.Empty(coverage.Of(2));
        Assert.Equal(s_times[s_slow], coverage.TimeOf(s_slow));
    }

    private static Mutant Of(string file, string formula) => new(file, formula, "a + b → a - b", 0, 5, "a - b");
}
