using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NumericsCore.CudaEmulator;

/// <summary>Threads of a block that stand at the same instruction.</summary>
internal sealed unsafe class Group
{
    /// <summary>The most threads that a block has.</summary>
    public const int Most = 1024;

    private readonly int[] _mask = GC.AllocateArray<int>(Most, pinned: true);
    private readonly int* _lanes;
    private bool _full;
    private int _start;
    private int _end;

    public Group() => _lanes = (int*)Unsafe.AsPointer(ref _mask[0]);

    /// <summary>The index of the instruction that they run next.</summary>
    public int Pc { get; set; }

    public int Count { get; private set; }

    /// <summary>The number of the block's threads.</summary>
    public int BlockEnd { get; set; }

    public int FirstThread => Lanes.First;

    public Lanes Lanes => new(_start, _end, _full ? null : _lanes);

    /// <summary>Makes it the threads from one to before another.</summary>
    public void Take(int from, int to)
    {
        _mask.AsSpan().Clear();
        _mask.AsSpan(from..to).Fill(-1);
        Settle(from, to);
    }

    /// <summary>Adds the threads of another group.</summary>
    public void Absorb(Group other)
    {
        int from = Math.Min(_start, other._start), to = Math.Max(_end, other._end);
        for (int i = from; i < to; i += Lanes.Step) (Vector256.Load(_lanes + i) | Vector256.Load(other._lanes + i)).Store(_lanes + i);
        Settle(from, to);
    }

    /// <summary>How many of the threads have a predicate that is true, or false if negated.</summary>
    public int CountOf(int* predicate, bool negated)
    {
        var sum = Vector256<int>.Zero;
        for (int i = _start; i < _end; i += Lanes.Step) sum -= Vector256.Load(predicate + i) & Vector256.Load(_lanes + i);
        int count = Vector256.Sum(sum);
        return negated ? Count - count : count;
    }

    /// <summary>Moves the threads whose predicate is true, or false if negated, to another group.</summary>
    public void Split(int* predicate, bool negated, Group to)
    {
        var flip = negated ? Vector256<int>.AllBitsSet : Vector256<int>.Zero;
        to._mask.AsSpan().Clear();
        for (int i = _start; i < _end; i += Lanes.Step)
        {
            var all = Vector256.Load(_lanes + i);
            var moved = all & (Vector256.Load(predicate + i) ^ flip);
            moved.Store(to._lanes + i);
            (all & ~moved).Store(_lanes + i);
        }

        int from = _start, end = _end;
        Settle(from, end);
        to.Settle(from, end);
    }

    // finds the ends anew, given that all lanes lie between two
    private void Settle(int from, int to)
    {
        var sum = Vector256<int>.Zero;
        int start = -1, last = 0;
        for (int i = from & -Lanes.Step; i < to; i += Lanes.Step)
        {
            var lanes = Vector256.Load(_lanes + i);
            if (lanes == Vector256<int>.Zero) continue;
            if (start < 0) start = i;
            last = i;
            sum -= lanes;
        }

        Count = Vector256.Sum(sum);
        (_start, _end) = (Math.Max(start, 0), last + Lanes.Step);
        while (_end > _start && _mask[_end - 1] == 0) _end--;
        // vectors pass the end of a full group, so that it has to end with a vector, or with the block
        _full = Count == _end - _start && (_end % Lanes.Step == 0 || _end == BlockEnd);
    }
}
