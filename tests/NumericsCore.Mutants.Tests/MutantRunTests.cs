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
    public void A_process_that_stays_tries_one_mutant_after_the_other()
    {
        var assembly = Library.Load().Kernels;
        var switched = SwitchedAssembly.Of(assembly, assembly.Find([new FormulaFile("kernels/NumericsCore.Kernels/Formulas/Rules/DecayRate.cs", [])]));
        using var bench = new TestBench(Library.Load().Root);
        switched.CompileLive(bench.PathOf(assembly.Name));
        using var probe = bench.StartProbe(assembly.Name);
        foreach (int mutant in switched.Ids.Values)
        {
            Assert.StartsWith("WorkedFormulaTests.", probe.Catch(mutant, [s_rules])?.Test, StringComparison.Ordinal);
            Assert.Null(probe.Catch(0, [s_rules]));
        }
    }

    [Fact]
    public void A_covered_assembly_tells_which_cases_come_by_a_mutant()
    {
        var assembly = Library.Load().Kernels;
        var switched = SwitchedAssembly.Of(assembly, assembly.Find([new FormulaFile("kernels/NumericsCore.Kernels/Formulas/Rules/DecayRate.cs", [])]));
        using var bench = new TestBench(Library.Load().Root);
        switched.CompileCovered(bench.PathOf(assembly.Name));
        using var probe = bench.StartProbe(assembly.Name);
        string file = bench.PathOf("covered");
        Assert.True(probe.Cover(s_rules, file));
        var coverage = new Coverage();
        coverage.Add(File.ReadLines(file));
        var covering = coverage.Of(switched.Ids.Values.First());
        Assert.NotEmpty(covering);
        Assert.All(covering, static test => Assert.NotNull(test.Case));
        // not all of the rules decay
        Assert.True(covering.Count < File.ReadLines(file).Count());

        switched.CompileLive(bench.PathOf(assembly.Name));
        using var live = bench.StartProbe(assembly.Name);
        Assert.NotNull(live.Catch(switched.Ids.Values.First(), covering));
    }

    [Fact]
    public void Every_project_that_has_tests_and_refers_to_the_core_is_mutated()
    {
        string root = Library.Load().Root;
        var projects = Directory.EnumerateDirectories(Path.Combine(root, "src")).Select(static folder => Path.GetFileName(folder)!)
            .Where(name => Directory.Exists(Path.Combine(root, "tests", name + ".Tests")) && name is not ("NumericsCore" or "NumericsCore.Logging" or "NumericsCore.Plots" or "NumericsCore.Columnar") && !name.Contains("Analyzers", StringComparison.Ordinal));
        Assert.Equal(projects.Order(), Library.OnCore.Order());
    }

    [Fact]
    public void What_a_process_that_stays_cannot_tell_is_not_caught()
    {
        var assembly = Library.Load().Kernels;
        using var bench = new TestBench(Library.Load().Root);
        using var probe = bench.StartProbe(assembly.Name);
        // the process does not survive what it cannot find
        Assert.Null(probe.Catch(0, [s_rules with { Assembly = "Nowhere" }]));
        Assert.Null(probe.Catch(0, [s_rules]));
    }

    [Fact]
    public void Every_argument_for_equivalence_is_about_a_mutant()
    {
        var names = Library.Load().Mutants([]).Select(static found => found.Mutant.Name).ToHashSet();
        Assert.Empty(Equivalents.Read().Keys.Except(names));
    }
}
