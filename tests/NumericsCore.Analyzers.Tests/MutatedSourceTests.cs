using System.Globalization;
using Microsoft.CodeAnalysis;

namespace NumericsCore.Analyzers.Tests;

/// <summary>The analyzer throws on no source, however broken: an editor shows it code that is being written.</summary>
public class MutatedSourceTests
{
    private const int Cases = 100;

    private static readonly string[] s_sources = [.. Repository.Files(".cs")
        .Where(static path => path.StartsWith("kernels/NumericsCore.Kernels/Formulas/", StringComparison.Ordinal) || path.StartsWith("tests/NumericsCore.OwnFormulas.Tests/Formulas/", StringComparison.Ordinal))
        .Select(static path => Repository.Read(path))];

    private static readonly string[] s_words =
        ["throw", "new", "x", "TLane", "TLane.Of(", "Math.Exp(x)", "<", "?", ":", "=>", "(", ")", "{", "}", ";", "is", "switch", "object", "\"s\"", "$\"{x}\"", "static", "ref", "int[]", "[", "]", "if", "stackalloc", "typeof(TLane)", "Apply(x)", "dynamic", "await", "yield return", "*", "+", "-=", "++", "nameof(x)", "default", "x => x", "record", "struct F : F", "partial"];

    [Fact]
    public void Tokens_that_are_dropped_doubled_moved_or_put_in_between_throw_nothing()
    {
        int first = FuzzSettings.FirstSeed;
        for (int seed = first; seed < first + Cases; seed++)
        {
            string source = Mutated(seed);
            try
            {
                Analysis.Run(Analysis.Compile([Analysis.Tree(ImplicitUsings.Source + "global using NumericsCore.Kernels;"), Analysis.Tree(source)]));
            }
            catch (AggregateException error)
            {
                Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"NUMERICSCORE_FUZZ_SEED={seed}: {error}\n{source}"));
            }
        }
    }

    private static string Mutated(int seed)
    {
        var random = new Random(seed);
        var tokens = Analysis.Tree(s_sources[random.Next(s_sources.Length)]).GetRoot().DescendantTokens().Select(static token => token.ToFullString()).ToList();
        for (int count = random.Next(1, 6); count > 0; count--)
        {
            int at = random.Next(tokens.Count);
            switch (random.Next(5))
            {
                case 0: tokens.RemoveAt(at); break;
                case 1: tokens.Insert(at, tokens[at]); break;
                case 2: (tokens[at], tokens[random.Next(tokens.Count)]) = (tokens[random.Next(tokens.Count)], tokens[at]); break;
                case 3: tokens[at] = " " + s_words[random.Next(s_words.Length)] + " "; break;
                default: tokens.Insert(at, " " + s_words[random.Next(s_words.Length)] + " "); break;
            }
        }

        return string.Concat(tokens);
    }
}
