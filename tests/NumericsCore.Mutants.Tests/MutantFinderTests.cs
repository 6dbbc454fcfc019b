using Microsoft.CodeAnalysis.CSharp;

namespace NumericsCore.Mutants.Tests;

public class MutantFinderTests
{
    [Theory]
    [InlineData("a + b", "a - b", "a")]
    [InlineData("a - b", "a + b", "a")]
    [InlineData("a * b", "a", "b")]
    [InlineData("a * a", "a")]
    [InlineData("a / b", "a")]
    [InlineData("-a", "a")]
    [InlineData("a < b", "a <= b", "a >= b")]
    [InlineData("flag ? a : b", "flag ? b : a")]
    [InlineData("0.5", "0.25d")]
    [InlineData("1", "2")]
    [InlineData("0", "1")]
    [InlineData("Math.Sqrt(a)", "(a)")]
    [InlineData("Math.Max(a, b)", "a", "b")]
    [InlineData("TLane.MultiplyAdd(a, b, c)", "TLane.MultiplyAdd(-(a), b, c)", "c", "((a) * (b))")]
    [InlineData("TLane.SelectLess(a, b, c, d)", "c", "d", "TLane.SelectLessOrEqual(a, b, c, d)")]
    [InlineData("TLane.SelectLess(a, b, b, a)", "b", "a")]
    [InlineData("TLane.SelectEqual(a, b, c, d)", "c", "d")]
    [InlineData("x.Sum()", "x")]
    [InlineData("Require(a, a >= 0, \"at least 0\")")]
    [InlineData("a[1]")]
    public void Every_way_to_get_an_expression_wrong_is_found(string expression, params string[] expected) =>
        Assert.Equal(expected, Find($"class C {{ object F() => {expression}; }}").Select(static mutant => mutant.Replacement));

    [Fact]
    public void A_statement_can_be_lost_but_not_a_check() =>
        Assert.Equal(
            ["s += a → s -= a", "s += a; → nothing"],
            Find("class C { void F() { CheckAll(a); if (a == 3) throw new E(); s += a; } }").Select(static mutant => mutant.Change));

    [Fact]
    public void In_a_whole_file_checks_flags_loops_and_indices_go_wrong_too() =>
        Assert.Equal(
            ["Check(a) → (a)", "Check(a); → nothing", "a == 3 → no check", "3 → 1", "a == 3 → a != 3", "i < n → i <= n", "i < n → i >= n", "0 → 1", "true → false", "s[0] = true; → nothing"],
            Find("class C { void F() { Check(a); if (a == 3) throw new E(); for (; i < n; ) s[0] = true; } }", whole: true).Select(static mutant => mutant.Change));

    [Fact]
    public void Equal_mistakes_in_one_formula_have_names_of_their_own() =>
        Assert.Equal(["C.F: -a → a", "C.F: -a → a (no. 2)"], Find("class C { object F() => G(-a, -a); }").Select(static mutant => mutant.Name));

    [Fact]
    public void A_member_that_has_no_formula_any_more_is_named()
    {
        var file = new FormulaFile("C.cs", ["Gone"]);
        var problem = Assert.Throws<InvalidOperationException>(() => MutantFinder.Find(file, CSharpSyntaxTree.ParseText("class C { }").GetRoot()));
        Assert.Equal("C.cs has no formula in Gone.", problem.Message);
    }

    private static IReadOnlyList<Mutant> Find(string source, bool whole = false) => MutantFinder.Find(new FormulaFile("C.cs", [], whole), CSharpSyntaxTree.ParseText(source).GetRoot());
}
