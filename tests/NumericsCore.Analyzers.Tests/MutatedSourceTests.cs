using System.Globalization;
using Microsoft.CodeAnalysis;

namespace NumericsCore.Analyzers.Tests;

/// <summary>The analyzers throw on no source, however broken: an editor shows them code that is being written.</summary>
public class MutatedSourceTests
{
    private static readonly string[] s_sources = [.. Repository.Files(".cs")
        .Where(static path => path.StartsWith("kernels/NumericsCore.Kernels/Formulas/", StringComparison.Ordinal) || path.StartsWith("tests/NumericsCore.OwnFormulas.Tests/Formulas/", StringComparison.Ordinal))
        .Select(static path => Repository.Read(path))];

    private static readonly string[] s_words =
        ["throw", "new", "x", "TLane", "TLane.Of(", "Math.Exp(x)", "<", "?", ":", "=>", "(", ")", "{", "}", ";", "is", "switch", "object", "\"s\"", "$\"{x}\"", "static", "ref", "int[]", "[", "]", "if", "stackalloc", "typeof(TLane)", "Apply(x)", "dynamic", "await", "yield return", "*", "+", "-=", "++", "nameof(x)", "default", "x => x", "record", "struct F : F", "partial"];

    private static readonly string[] s_programs = [.. ProgramRuleTests.Compared.Select(static one => Program(one, "bool")), .. ProgramRuleTests.Awaited.Select(static one => Program(one, "async Task")), .. ProgramRuleTests.Twice.Select(static one => Program(one, "void"))];

    private static readonly string[] s_wordsOfPrograms =
        ["==", "!=", "a", "null", "await", "using", "var", "GradientMode.Disable()", "yield return", "async", "new Softmax()", "new Sequential(", "fromLogits: true", "..", "[", "]", "(", ")", "{", "}", ";", ",", "=>", "default", "Equals(a", "Compile", "scope", "ref", "dynamic", "foreach (var x in", "out var y", "new()", "?.", "!"];

    [Fact]
    public void Tokens_of_formulas_that_are_dropped_doubled_moved_or_put_in_between_throw_nothing() => Throws(s_sources, s_words, 100);

    [Fact]
    public void Tokens_of_programs_that_are_dropped_doubled_moved_or_put_in_between_throw_nothing() => Throws(s_programs, s_wordsOfPrograms, 40);

    private static string Program(string statements, string returns) => Sample.Program(statements, returns, model: false).Source;

    private static void Throws(string[] sources, string[] words, int cases)
    {
        var without = Analysis.Compile([Analysis.Tree(ImplicitUsings.Source + "global using NumericsCore.Kernels;")]);
        int first = FuzzSettings.FirstSeed, end = first + FuzzSettings.Cases(cases);
        for (int seed = first; seed < end; seed++)
        {
            string source = Mutated(seed, sources, words);
            try
            {
                Analysis.Run(without.AddSyntaxTrees(Analysis.Tree(source)));
            }
            // what an analyzer throws comes in one of these; the compiler itself fails on some sources
            catch (AggregateException error)
            {
                Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"NUMERICSCORE_FUZZ_SEED={seed}: {error}\n{source}"));
            }
            catch (Exception error) when (error.Source?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) == true)
            {
            }
        }
    }

    private static string Mutated(int seed, string[] sources, string[] words)
    {
        var random = new Random(seed);
        var tokens = Analysis.Tree(sources[random.Next(sources.Length)]).GetRoot().DescendantTokens().Select(static token => token.ToFullString()).ToList();
        for (int count = random.Next(1, 6); count > 0; count--)
        {
            int at = random.Next(tokens.Count);
            switch (random.Next(5))
            {
                case 0: tokens.RemoveAt(at); break;
                case 1: tokens.Insert(at, tokens[at]); break;
                case 2: (tokens[at], tokens[random.Next(tokens.Count)]) = (tokens[random.Next(tokens.Count)], tokens[at]); break;
                case 3: tokens[at] = " " + words[random.Next(words.Length)] + " "; break;
                default: tokens.Insert(at, " " + words[random.Next(words.Length)] + " "); break;
            }
        }

        return string.Concat(tokens);
    }
}
