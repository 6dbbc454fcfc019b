namespace NumericsCore.CudaEmulator;

/// <summary>Any group of any warp runs next, for any number of instructions; threads of a warp go apart and meet again by chance.</summary>
internal sealed class SeededSchedule(Block block, Random random) : Schedule(block)
{
    private const int LongestTurn = 64, MaxParts = 3;

    private readonly List<Group> _ready = [];

    protected override void Start()
    {
        Recycle(_ready);
        for (int warp = 0; warp < Block.Threads; warp += WarpInstruction.WarpSize)
        {
            int from = warp, end = Math.Min(warp + WarpInstruction.WarpSize, Block.Threads);
            for (int parts = random.Next(1, MaxParts + 1); from < end; parts--)
            {
                int to = parts <= 1 ? end : random.Next(from + 1, end + 1);
                var group = New(0);
                group.Take(from, to);
                _ready.Add(group);
                from = to;
            }
        }
    }

    protected override (Group Group, int Limit, int Budget)? Next()
    {
        if (_ready.Count == 0) return null;
        int chosen = random.Next(_ready.Count);
        var group = _ready[chosen];
        _ready[chosen] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        return (group, int.MaxValue, random.Next(1, LongestTurn));
    }

    protected override void Ready(Group group)
    {
        int known = random.Next(2) == 0 ? -1 : _ready.FindIndex(other => other.Pc == group.Pc && MayMerge(other, group));
        if (known >= 0) Merge(_ready[known], group);
        else _ready.Add(group);
    }

    protected override bool MayMerge(Group a, Group b) => a.FirstThread / WarpInstruction.WarpSize == b.FirstThread / WarpInstruction.WarpSize;
}
