using System.Numerics;
using System.Runtime.InteropServices;

namespace NumericsCore;

/// <summary>
/// Adds up what the subtrees of all processes gave. Each process gets one part of the elements of every subtree's sum, adds it by our own
/// kernels in the tree's order, and sends the result to all: twice the bytes of a sum travel to and from each, however many there are.
/// </summary>
internal sealed class ShardExchange
{
    // bytes of one message at most
    private const int MaxMessage = 1 << 28;

    // parts begin at whole cache lines
    private const int Alignment = 16;

    private readonly IProcessGroup _processes;
    private readonly ShardRows[] _rows;
    private readonly Tensor _slots;
    private readonly Tensor _parts;
    private readonly long _length;
    private readonly List<Subtree> _roots = [];

    // of each process, the first of its roots
    private readonly int[] _firstRoot;
    private readonly byte[] _sendStaging = [];
    private readonly byte[] _receiveStaging = [];
    private readonly List<(int Left, int Right)> _additions = [];

    /// <param name="processes">The processes.</param>
    /// <param name="rows">Of all shards.</param>
    /// <param name="slots">The sums of this process's subtrees, one after the other; the sum of all takes the first one's place.</param>
    /// <param name="length">Elements of a sum.</param>
    public ShardExchange(IProcessGroup processes, ShardRows[] rows, Tensor slots, long length)
    {
        (_processes, _rows, _slots, _length) = (processes, rows, slots, length);
        _firstRoot = new int[processes.Size + 1];
        for (int rank = 0; rank < processes.Size; rank++)
        {
            _roots.AddRange(RootsOf(rank, processes.Size, rows));
            _firstRoot[rank + 1] = _roots.Count;
        }

        _parts = Tensor.Empty(slots.Device, slots.ElementType, [checked((int)(_roots.Count * Math.Max(1, Part(processes.Rank).Count)))]);
        AddUp(new Subtree(0, rows.Length));
        if (slots.IsInHostMemory) return;
        _sendStaging = new byte[Math.Min(MaxMessage, length * slots.ElementType.ByteSize())];
        _receiveStaging = new byte[_sendStaging.Length];
    }

    /// <summary>The greatest subtrees that a process holds alone and that have rows.</summary>
    public static List<Subtree> RootsOf(int rank, int processes, ShardRows[] rows)
    {
        var (first, end) = ShardRows.HeldBy(rank, processes, rows.Length);
        var roots = SumTree.Roots(rows.Length, first, end);
        roots.RemoveAll(root => !ShardSchedule.HasRows(rows, root));
        return roots;
    }

    /// <summary>Puts the sum of all shards, of all processes, into the first slot.</summary>
    public void Sum()
    {
        int rank = _processes.Rank, size = _processes.Size;
        var mine = Part(rank);
        for (int i = _firstRoot[rank]; i < _firstRoot[rank + 1]; i++) FlatCopy.Run(_slots, (i - _firstRoot[rank]) * _length + mine.Start, _parts, i * mine.Count, mine.Count);
        for (int distance = 1; distance < size; distance++)
        {
            var (to, from) = _processes.Partners(distance);
            int sent = _firstRoot[rank + 1] - _firstRoot[rank], received = _firstRoot[from + 1] - _firstRoot[from];
            for (int i = 0; i < Math.Max(sent, received); i++)
            {
                var part = Part(to);
                Exchange(
                    _slots, i * _length + part.Start, i < sent ? part.Count : 0, to,
                    _parts, (_firstRoot[from] + i) * mine.Count, i < received ? mine.Count : 0, from);
            }
        }

        foreach (var (left, right) in _additions) FlatCopy.Add(_parts, left * mine.Count, _parts, right * mine.Count, mine.Count);
        int total = _additions.Count == 0 ? 0 : _additions[^1].Right;
        FlatCopy.Run(_parts, total * mine.Count, _slots, mine.Start, mine.Count);
        for (int distance = 1; distance < size; distance++)
        {
            var (to, from) = _processes.Partners(distance);
            var other = Part(from);
            Exchange(_slots, mine.Start, mine.Count, to, _slots, other.Start, other.Count, from);
        }
    }

    /// <summary>Gives every process the rows of a batch that the others computed.</summary>
    /// <param name="batch">[rows, ...], with this process's rows in their places.</param>
    /// <param name="columns">Elements of a row.</param>
    public void Gather(Tensor batch, long columns)
    {
        var mine = RowsOf(_processes.Rank);
        for (int distance = 1; distance < _processes.Size; distance++)
        {
            var (to, from) = _processes.Partners(distance);
            var other = RowsOf(from);
            Exchange(batch, mine.Start * columns, mine.Count * columns, to, batch, other.Start * columns, other.Count * columns, from);
        }
    }

    private ShardRows RowsOf(int rank)
    {
        var (first, end) = ShardRows.HeldBy(rank, _processes.Size, _rows.Length);
        return new(_rows[first].Start, _rows[end - 1].Start + _rows[end - 1].Count - _rows[first].Start);
    }

    /// <summary>The elements that a process adds up for all.</summary>
    private (long Start, long Count) Part(int rank)
    {
        long units = (_length + Alignment - 1) / Alignment;
        long start = At(rank);
        return (start, At(rank + 1L) - start);

        long At(long first) => Math.Min(_length, first * units / _processes.Size * Alignment);
    }

    /// <summary>Lists the additions of a subtree: right = left + right.</summary>
    /// <returns>The place of its sum; -1 if it has no rows.</returns>
    private int AddUp(Subtree tree)
    {
        int root = _roots.IndexOf(tree);
        if (root >= 0) return root;
        if (!ShardSchedule.HasRows(_rows, tree)) return -1;
        int left = AddUp(tree.Left), right = AddUp(tree.Right);
        if (left < 0 || right < 0) return Math.Max(left, right);
        _additions.Add((left, right));
        return right;
    }

    private void Exchange(Tensor sent, long sentStart, long sentCount, int to, Tensor received, long receivedStart, long receivedCount, int from)
    {
        if (sent.ElementType == ElementType.Float32) Exchange<float>(sent, sentStart, sentCount, to, received, receivedStart, receivedCount, from);
        else Exchange<double>(sent, sentStart, sentCount, to, received, receivedStart, receivedCount, from);
    }

    private void Exchange<T>(Tensor sent, long sentStart, long sentCount, int to, Tensor received, long receivedStart, long receivedCount, int from) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        long most = MaxMessage / sent.ElementType.ByteSize();
        for (long at = 0; at < Math.Max(sentCount, receivedCount); at += most)
        {
            int sends = (int)Math.Clamp(sentCount - at, 0, most), receives = (int)Math.Clamp(receivedCount - at, 0, most);
            var place = receives == 0 ? [] : Place<T>(received, receivedStart + at, receives);
            _processes.Exchange(sends == 0 ? [] : MemoryMarshal.AsBytes(Source<T>(sent, sentStart + at, sends)), to, MemoryMarshal.AsBytes(place), from);
            if (receives > 0 && !received.IsInHostMemory) received.UploadElements<T>(place, receivedStart + at);
        }
    }

    private ReadOnlySpan<T> Source<T>(Tensor tensor, long start, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (tensor.IsInHostMemory) return tensor.HostElements<T>(start, count);
        var staging = MemoryMarshal.Cast<byte, T>(_sendStaging.AsSpan())[..count];
        tensor.DownloadElements<T>(start, staging);
        return staging;
    }

    private Span<T> Place<T>(Tensor tensor, long start, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        tensor.IsInHostMemory ? tensor.HostElements<T>(start, count) : MemoryMarshal.Cast<byte, T>(_receiveStaging.AsSpan())[..count];
}
