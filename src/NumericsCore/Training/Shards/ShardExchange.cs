namespace NumericsCore;

/// <summary>
/// Adds up what the subtrees of all processes gave. Each process gets one part of the elements of every subtree's sum, adds it by our own
/// kernels in the tree's order, and sends the result to all: twice the bytes of a sum travel to and from each, however many there are. A sum
/// may travel in several buckets, each of which is shared out among the processes.
/// </summary>
internal sealed class ShardExchange
{
    private readonly IProcessGroup _processes;
    private readonly ShardRows[] _rows;
    private readonly SumPlaces _places;
    private readonly Tensor _parts;
    private readonly long _length;
    private readonly long _gradients;
    private readonly List<Subtree> _roots = [];

    // of each process, the first of its roots
    private readonly int[] _firstRoot;
    private readonly TensorExchange _exchange;
    private readonly ElementRange[] _buckets;

    // kept, so that a step allocates nothing: of each bucket, the part of a process
    private readonly Func<int, ElementRange>[] _partOf;
    private readonly List<(int Left, int Right)> _additions = [];

    /// <param name="processes">The processes.</param>
    /// <param name="rows">Of all shards.</param>
    /// <param name="places">Where the sums of this process's subtrees lie; the sum of all takes the first one's place.</param>
    /// <param name="length">Elements of a sum.</param>
    /// <param name="gradients">Those of them that are gradients: the first.</param>
    /// <param name="buckets">The pieces in which a sum travels.</param>
    public ShardExchange(IProcessGroup processes, ShardRows[] rows, SumPlaces places, long length, long gradients, ElementRange[] buckets)
    {
        (_processes, _rows, _places, _length, _gradients, _buckets) = (processes, rows, places, length, gradients, buckets);
        _partOf = [.. buckets.Select(bucket => (Func<int, ElementRange>)(rank => Placed(Part(bucket, rank), places.Of(bucket).Offset)))];
        var example = places.Of(buckets[0]).Sums;
        _firstRoot = new int[processes.Size + 1];
        for (int rank = 0; rank < processes.Size; rank++)
        {
            _roots.AddRange(RootsOf(rank, processes.Size, rows));
            _firstRoot[rank + 1] = _roots.Count;
        }

        long most = buckets.Max(bucket => Part(bucket, processes.Rank).Count);
        _parts = Tensor.Empty(example.Device, example.ElementType, [checked((int)(_roots.Count * Math.Max(1, most)))]);
        AddUp(new Subtree(0, rows.Length));
        _exchange = new TensorExchange(processes, example, length);
    }

    /// <summary>The greatest subtrees that a process holds alone and that have rows.</summary>
    public static List<Subtree> RootsOf(int rank, int processes, ShardRows[] rows)
    {
        var (first, end) = ShardRows.HeldBy(rank, processes, rows.Length);
        var roots = SumTree.Roots(rows.Length, first, end);
        roots.RemoveAll(root => !ShardSchedule.HasRows(rows, root));
        return roots;
    }

    /// <summary>Puts this process's part of a bucket of the sum of all shards, of all processes, into the place of the first sum.</summary>
    public void Sum(int bucket)
    {
        int rank = _processes.Rank, size = _processes.Size;
        var mine = Part(_buckets[bucket], rank);
        var (sums, offset) = _places.Of(_buckets[bucket]);
        for (int i = _firstRoot[rank]; i < _firstRoot[rank + 1]; i++) FlatCopy.Run(sums, (i - _firstRoot[rank]) * _length + offset + mine.Start, _parts, i * mine.Count, mine.Count);
        for (int distance = 1; distance < size; distance++)
        {
            var (to, from) = _processes.Partners(distance);
            int sent = _firstRoot[rank + 1] - _firstRoot[rank], received = _firstRoot[from + 1] - _firstRoot[from];
            for (int i = 0; i < Math.Max(sent, received); i++)
            {
                var part = Part(_buckets[bucket], to);
                _exchange.Run(
                    sums, i * _length + offset + part.Start, i < sent ? part.Count : 0, to,
                    _parts, (_firstRoot[from] + i) * mine.Count, i < received ? mine.Count : 0, from);
            }
        }

        foreach (var (left, right) in _additions) FlatCopy.Add(_parts, left * mine.Count, _parts, right * mine.Count, mine.Count);
        int total = _additions.Count == 0 ? 0 : _additions[^1].Right;
        FlatCopy.Run(_parts, total * mine.Count, sums, offset + mine.Start, mine.Count);
    }

    /// <summary>Gives every process the others' parts of a bucket of the sum in the first place.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="start">The first element of the sum that is needed.</param>
    public void Share(int bucket, long start)
    {
        var (sums, offset) = _places.Of(_buckets[bucket]);
        _exchange.Share(sums, _partOf[bucket], start + offset, _length + offset);
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
            _exchange.Run(batch, mine.Start * columns, mine.Count * columns, to, batch, other.Start * columns, other.Count * columns, from);
        }
    }

    private static ElementRange Placed(ElementRange range, long offset) => range with { Start = range.Start + offset };

    private ShardRows RowsOf(int rank)
    {
        var (first, end) = ShardRows.HeldBy(rank, _processes.Size, _rows.Length);
        return new(_rows[first].Start, _rows[end - 1].Start + _rows[end - 1].Count - _rows[first].Start);
    }

    /// <summary>The elements of a bucket that a process adds up for all: a part of the gradients; the last one's has what lies behind them too.</summary>
    private ElementRange Part(ElementRange bucket, int rank)
    {
        var gradients = bucket.Within(0, _gradients);
        var part = ElementRange.Part(gradients.Count, rank, _processes.Size);
        part = part with { Start = gradients.Start + part.Start };
        return rank < _processes.Size - 1 ? part : part with { Count = bucket.Start + bucket.Count - part.Start };
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
}
