using System.Globalization;

namespace NumericsCore.Measurement;

/// <summary>A summation tree in a few words.</summary>
internal static class SumText
{
    private const int MaxTerms = 4;

    /// <summary>
    /// The tree: "0 + 64 + … + 960" is a chain from the left; what stands in [ ] is a sum that is added as one; "and the same shifted by 32" is the sum
    /// before it, added to one that is equal but for its indices.
    /// </summary>
    /// <param name="node">The tree.</param>
    /// <param name="depth">How deep it is written out; what lies deeper is counted.</param>
    public static string Of(SumNode node, int depth = 4)
    {
        if (node.Children.Count == 0) return Number(node.First);
        if (depth == 0) return FormattableString.Invariant($"{node.Count} elements from {node.First}");
        // children of a sum of more than two are added at once
        if (node.Children.Count > 2) return $"all at once: {Terms(node.Children, depth)}";
        if (IsDoubled(node))
        {
            var shifts = new List<int>();
            for (; IsDoubled(node); node = node.Children[0]) shifts.Add(node.Children[1].First - node.Children[0].First);
            shifts.Reverse();
            return $"[{Of(node, depth)}] and the same shifted by {string.Join(", then both by ", shifts.Select(Number))}";
        }

        return Terms(Chain(node), depth);
    }

    /// <summary>What is added one after the other to the left-most sum that is no chain itself.</summary>
    private static List<SumNode> Chain(SumNode node)
    {
        var terms = new List<SumNode>();
        for (; ; node = node.Children[0])
        {
            bool isChain = node.Children.Count == 2 && (terms.Count == 0 || (Follows(node.Children[1], terms[^1]) && !IsDoubled(node)));
            if (!isChain)
            {
                terms.Add(node);
                terms.Reverse();
                return terms;
            }

            terms.Add(node.Children[1]);
        }
    }

    // elements go on with elements, and sums with sums
    private static bool Follows(SumNode term, SumNode later) => (term.Count == 1) == (later.Count == 1);

    private static string Terms(IReadOnlyList<SumNode> terms, int depth)
    {
        if (terms.Count > MaxTerms && IsRegular(terms)) return $"{Term(terms[0], depth)} + {Term(terms[1], depth)} + … + {Term(terms[^1], depth)}";
        var shown = terms.Take(MaxTerms).Select(term => Term(term, depth));
        return string.Join(" + ", terms.Count > MaxTerms ? shown.Append(FormattableString.Invariant($"… ({terms.Count} terms)")) : shown);
    }

    private static bool IsRegular(IReadOnlyList<SumNode> terms)
    {
        int step = terms[1].First - terms[0].First;
        return Enumerable.Range(1, terms.Count - 1).All(i => terms[i].First - terms[i - 1].First == step && (terms[i].Shape == terms[0].Shape || i == terms.Count - 1));
    }

    private static string Term(SumNode term, int depth) => term.Count == 1 ? Number(term.First) : $"[{Of(term, depth - 1)}]";

    /// <summary>Whether it adds two sums that are equal but for their indices.</summary>
    private static bool IsDoubled(SumNode node) => node.Children is [{ Children.Count: > 0 } left, var right] && left.Shape == right.Shape;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
