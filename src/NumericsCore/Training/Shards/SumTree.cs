using System.Numerics;

namespace NumericsCore;

/// <summary>
/// The order in which the sums of virtual shards are added: a binary tree over the shards' numbers, whose left half has the greatest power of
/// two of leaves that leaves one to the right. It depends on the number of shards alone. What has no rows is left out, not added as 0.
/// </summary>
internal static class SumTree
{
    /// <summary>Leaves of the left half; there are at least two.</summary>
    public static int LeftOf(int leaves) => 1 << BitOperations.Log2((uint)leaves - 1);

    /// <summary>The greatest subtrees whose leaves all lie from <paramref name="first"/> to just before <paramref name="end"/>, in order.</summary>
    public static List<Subtree> Roots(int leaves, int first, int end)
    {
        var roots = new List<Subtree>();
        Add(new Subtree(0, leaves));
        return roots;

        void Add(Subtree tree)
        {
            if (tree.First >= end || tree.First + tree.Leaves <= first) return;
            if (tree.First >= first && tree.First + tree.Leaves <= end)
            {
                roots.Add(tree);
                return;
            }

            Add(tree.Left);
            Add(tree.Right);
        }
    }
}

/// <summary>A part of the tree.</summary>
/// <param name="First">Its first leaf.</param>
/// <param name="Leaves">How many it has.</param>
internal readonly record struct Subtree(int First, int Leaves)
{
    public Subtree Left => new(First, SumTree.LeftOf(Leaves));

    public Subtree Right
    {
        get
        {
            int left = SumTree.LeftOf(Leaves);
            return new(First + left, Leaves - left);
        }
    }
}
