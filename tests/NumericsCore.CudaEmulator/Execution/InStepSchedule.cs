namespace NumericsCore.CudaEmulator;

/// <summary>The group at the earliest instruction runs first, up to where another waits, so that threads that went apart meet again as soon as they can.</summary>
internal sealed class InStepSchedule(Block block) : Schedule(block)
{
    // the last one is at the earliest instruction
    private readonly List<Group> _ready = [];

    protected override void Start()
    {
        Recycle(_ready);
        var all = New(0);
        all.Take(0, Block.Threads);
        _ready.Add(all);
    }

    protected override (Group Group, int Limit, int Budget)? Next()
    {
        if (_ready.Count == 0) return null;
        var group = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        return (group, _ready.Count == 0 ? int.MaxValue : _ready[^1].Pc, int.MaxValue);
    }

    protected override void Ready(Group group)
    {
        int i = _ready.Count;
        while (i > 0 && _ready[i - 1].Pc < group.Pc) i--;
        if (i > 0 && _ready[i - 1].Pc == group.Pc) Merge(_ready[i - 1], group);
        else _ready.Insert(i, group);
    }

    protected override bool MayMerge(Group a, Group b) => true;
}
