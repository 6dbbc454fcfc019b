namespace NumericsCore.Measurement;

/// <summary>A node of a summation tree: an element, or the sum of its children; more than two children are added in one operation.</summary>
internal sealed class SumNode
{
    private SumNode(int first, int count, ulong shape, IReadOnlyList<SumNode> children) => (First, Count, Shape, Children) = (first, count, shape, children);

    /// <summary>The lowest index of its elements.</summary>
    public int First { get; }

    /// <summary>How many elements it has.</summary>
    public int Count { get; }

    /// <summary>A hash of the tree in which all indices count from <see cref="First"/>: equal for trees that differ by a shift of the indices alone.</summary>
    public ulong Shape { get; }

    /// <summary>The children by their lowest index, as additions are commutative; none of an element.</summary>
    public IReadOnlyList<SumNode> Children { get; }

    /// <summary>The element of an index.</summary>
    public static SumNode Element(int index) => new(index, 1, 1, []);

    /// <summary>The sum of two nodes or more.</summary>
    public static SumNode Of(params IEnumerable<SumNode> children)
    {
        SumNode[] ordered = [.. children.OrderBy(static child => child.First)];
        int first = ordered[0].First;
        ulong shape = ordered.Aggregate((ulong)ordered.Length, (hash, child) => Mix(Mix(hash ^ child.Shape) + (ulong)(child.First - first)));
        return new SumNode(first, ordered.Sum(static child => child.Count), shape, ordered);
    }

    /// <summary>Whether two trees add the same elements in the same order.</summary>
    public bool IsSame(SumNode other) => (First, Count, Shape) == (other.First, other.Count, other.Shape);

    /// <summary>The indices of its elements.</summary>
    public IEnumerable<int> Elements()
    {
        var open = new Stack<SumNode>([this]);
        while (open.TryPop(out var node))
        {
            if (node.Children.Count == 0) yield return node.First;
            for (int i = node.Children.Count - 1; i >= 0; i--) open.Push(node.Children[i]);
        }
    }

    // the finalizer of MurmurHash3
    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 33)) * 0xff51afd7ed558ccd;
        x = (x ^ (x >> 33)) * 0xc4ceb9fe1a85ec53;
        return x ^ (x >> 33);
    }
}
