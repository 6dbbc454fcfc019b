namespace NumericsCore.Mutants.Tests;

public class TestOrderTests
{
    private static readonly TestClass s_fast = new("A", "A.Fast"), s_slow = new("A", "A.Slow"), s_slowest = new("A", "A.Slowest");

    private static readonly TestOrder s_order = new(new Dictionary<TestClass, TimeSpan>
    {
        [s_slowest] = TimeSpan.FromSeconds(9),
        [s_fast] = TimeSpan.FromSeconds(1),
        [s_slow] = TimeSpan.FromSeconds(4),
    });

    [Fact]
    public void What_caught_others_nearby_comes_first_and_every_class_comes()
    {
        Assert.Equal([s_fast, s_slow, s_slowest], s_order.For(Of("x.cs", "X.Apply")));

        var test = s_slow with { Case = "7" };
        s_order.Caught(Of("y.cs", "Y.Apply"), test);
        Assert.Equal([test, s_slow, s_fast, s_slowest], s_order.For(Of("y.cs", "Y.Apply")));
        Assert.Equal([test, s_slow, s_fast, s_slowest], s_order.For(Of("y.cs", "Y.Pullback")));
        // where mutants are tried one after the other, what takes long waits
        Assert.Equal([test], s_order.FirstFor(Of("y.cs", "Y.Apply")));
        // elsewhere a catch says that the class is good for something, but no case of it is tried alone
        Assert.Equal([s_slow, s_fast, s_slowest], s_order.For(Of("z.cs", "Z.Apply")));
    }

    private static Mutant Of(string file, string formula) => new(file, formula, "a + b → a - b", 0, 5, "a - b");
}
