namespace NumericsCore.Mutants.Tests;

/// <summary>That a mutant is noticed, and nothing else: the run over all mutants takes too long for every change.</summary>
public class MutantRunTests
{
    private static readonly TestClass s_rules = new("NumericsCore.Kernels.Tests", "NumericsCore.Kernels.Tests.WorkedFormulaTests");

    [Fact]
    public void A_mutant_is_caught_while_the_library_passes()
    {
        var assembly = Library.Load().Kernels;
        var mutants = assembly.Find([new FormulaFile("kernels/NumericsCore.Kernels/Formulas/Rules/DecayRate.cs", [])]);
        var switched = SwitchedAssembly.Of(assembly, mutants);
        Assert.Empty(switched.Others);
        using var bench = new TestBench(Library.Load().Root);
        switched.Compile(bench.PathOf(assembly.Name));

        Assert.Null(bench.Run([s_rules]).Failure);
        var failure = bench.Run([s_rules], switched.Ids.Values.First()).Failure!;
        Assert.StartsWith("WorkedFormulaTests.", failure.Test, StringComparison.Ordinal);

        // the case that failed does so alone
        Assert.Equal(failure, bench.Run([failure.Case!], switched.Ids.Values.First()).Failure);
        Assert.Null(bench.Run([failure.Case!]).Failure);
    }

    [Fact]
    public void Every_argument_for_equivalence_is_about_a_mutant()
    {
        var names = Library.Load().Mutants([]).Select(static found => found.Mutant.Name).ToHashSet();
        Assert.Empty(Equivalents.Read().Keys.Except(names));
    }
}
