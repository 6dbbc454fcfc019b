namespace NumericsCore.Measurement;

/// <summary>Sums that no order of additions explains.</summary>
/// <param name="message">What was found, without a full stop.</param>
internal sealed class SummationException(string message) : Exception(message);

/// <summary>
/// Finds the order in which something sums, from its results alone (P. Xie, Y. Gao, Y. Wang and J. Xue, "FPRev: Revealing the Order of
/// Floating-Point Summation in Numerical Software", arXiv:2411.00442, 2024).
/// Where one element is M, another −M and all others are 1, each 1 that is added before M and −M meet is lost in M, which is that large, and each that comes
/// later counts. So the result is n less the elements of the smallest sum that holds both; these numbers of all pairs determine the tree, and
/// those of some are enough.
/// </summary>
internal static class SummationProbe
{
    /// <summary>For an element and each of some others, the number of elements of the smallest sum that holds both.</summary>
    public delegate int[] Meeting(int element, int[] others);

    /// <summary>The tree by which <paramref name="count"/> elements are summed.</summary>
    /// <exception cref="SummationException">What <paramref name="meeting"/> gives is no tree's.</exception>
    public static SumNode Recover(int count, Meeting meeting) => Recover([.. Enumerable.Range(0, count)], count, meeting).Single();

    /// <summary>The nodes into which a sum of <paramref name="parentCount"/> elements takes <paramref name="elements"/>: several where it adds them at once.</summary>
    private static List<SumNode> Recover(int[] elements, int parentCount, Meeting meeting)
    {
        int element = elements[0];
        var node = SumNode.Element(element);
        int[] others = elements[1..], counts = others.Length == 0 ? [] : meeting(element, others);
        // what meets the element in the same sum is the rest of that sum: the smallest sum first
        foreach (var met in others.Zip(counts).GroupBy(static pair => pair.Second, static pair => pair.First).OrderBy(static met => met.Key))
        {
            int[] rest = [.. met];
            if (met.Key == parentCount && node.Count + rest.Length < parentCount) return [node, .. Recover(rest, parentCount, meeting)];
            if (met.Key != node.Count + rest.Length)
                throw new SummationException(FormattableString.Invariant($"elements {element} and {rest[0]} meet in a sum of {met.Key} elements, where {node.Count + rest.Length} are added; no order explains that"));
            node = SumNode.Of([node, .. Recover(rest, met.Key, meeting)]);
        }

        return [node];
    }

    /// <summary>What differs between a tree and an order, by a pair of elements; null if nothing does.</summary>
    /// <param name="tree">The tree that was found.</param>
    /// <param name="expected">The number of elements of the smallest sum that holds two elements.</param>
    public static string? Difference(SumNode tree, Func<int, int, int> expected)
    {
        // the smallest sums first: what is above a wrong one is wrong, too
        foreach (var node in Sums(tree).OrderBy(static node => node.Count))
            for (int i = 0; i < node.Children.Count; i++)
                for (int j = i + 1; j < node.Children.Count; j++)
                    foreach (int a in node.Children[i].Elements())
                        foreach (int b in node.Children[j].Elements())
                            if (expected(a, b) != node.Count) return Difference(a, b, node.Count, expected(a, b));
        return null;
    }

    /// <summary>The difference of a pair.</summary>
    public static string Difference(int a, int b, int found, int expected) =>
        FormattableString.Invariant($"elements {a} and {b} meet in a sum of {found} elements; in the documented order, of {expected}");

    private static IEnumerable<SumNode> Sums(SumNode root)
    {
        var open = new Stack<SumNode>([root]);
        while (open.TryPop(out var node))
        {
            if (node.Children.Count == 0) continue;
            yield return node;
            foreach (var child in node.Children) open.Push(child);
        }
    }
}
