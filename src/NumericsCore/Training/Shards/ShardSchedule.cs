namespace NumericsCore;

/// <summary>What is done one after the other to add up shards.</summary>
internal enum ShardAction
{
    /// <summary>Compute a shard's sum.</summary>
    Compute,

    /// <summary>Keep the sum in a slot.</summary>
    Store,

    /// <summary>Add the sum to that in a slot: slot + sum.</summary>
    Add,
}

/// <summary>An action and its shard, or its slot.</summary>
internal readonly record struct ShardStep(ShardAction Action, int Index);

/// <summary>The order of the work of one process on a batch: the subtrees that it holds, depth first, so that few sums are kept at a time.</summary>
internal sealed class ShardSchedule
{
    private readonly ShardRows[] _rows;
    private readonly List<ShardStep> _steps = [];
    private int _depth;

    /// <param name="rows">Of all shards.</param>
    /// <param name="roots">The subtrees to add up, those without rows left out.</param>
    /// <param name="keepsRoots">Whether each root's sum is kept, in the first slots; otherwise there is one, and its sum is what is left.</param>
    public ShardSchedule(ShardRows[] rows, IReadOnlyList<Subtree> roots, bool keepsRoots)
    {
        _rows = rows;
        Slots = _depth = keepsRoots ? roots.Count : 0;
        for (int i = 0; i < roots.Count; i++)
        {
            AddUp(roots[i]);
            if (keepsRoots) _steps.Add(new(ShardAction.Store, i));
        }

        Steps = [.. _steps];
    }

    public ShardStep[] Steps { get; }

    /// <summary>Sums kept at a time.</summary>
    public int Slots { get; private set; }

    /// <summary>Whether any shard of a subtree has rows.</summary>
    public static bool HasRows(ShardRows[] rows, Subtree tree) => Array.FindIndex(rows, tree.First, tree.Leaves, static shard => shard.Count > 0) >= 0;

    private void AddUp(Subtree tree)
    {
        if (tree.Leaves == 1)
        {
            _steps.Add(new(ShardAction.Compute, tree.First));
            return;
        }

        bool hasLeft = HasRows(_rows, tree.Left), hasRight = HasRows(_rows, tree.Right);
        if (hasLeft) AddUp(tree.Left);
        if (!hasRight) return;
        if (hasLeft)
        {
            _steps.Add(new(ShardAction.Store, _depth++));
            Slots = Math.Max(Slots, _depth);
        }

        AddUp(tree.Right);
        if (hasLeft) _steps.Add(new(ShardAction.Add, --_depth));
    }
}
