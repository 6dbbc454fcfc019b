using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>The tile tables of the segments that steps update, kept in device memory: a model's segments are the same every step.</summary>
internal sealed class UpdateTables(GpuMemoryPool pool, GpuQueue queue)
{
    // models in training at the same time; the table least recently made goes first
    private const int Kept = 16;

    private readonly Lock _lock = new();
    private readonly List<Table> _tables = [];

    /// <summary>The tiles of the segments, uploaded on first use; empty if there are none.</summary>
    public ArrayView<UpdateTile> For(ReadOnlySpan<UpdateSegment> segments)
    {
        lock (_lock)
        {
            foreach (var table in _tables)
                if (segments.SequenceEqual(table.Segments)) return table.Tiles;

            var tiles = Cut(segments);
            if (tiles.Length == 0) return default;
            if (_tables.Count == Kept)
            {
                // steps that use it are queued before whatever reuses its memory
                pool.Return(_tables[0].Buffer, _tables[0].ByteLength);
                _tables.RemoveAt(0);
            }

            var (buffer, byteLength) = pool.Take(tiles.Length * (nint)Unsafe.SizeOf<UpdateTile>());
            var view = buffer.View<UpdateTile>(0, tiles.Length);
            view.CopyFromCPU(queue.Stream, (ReadOnlySpan<UpdateTile>)tiles);
            _tables.Add(new(segments.ToArray(), view, buffer, byteLength));
            return view;
        }
    }

    /// <summary>Cuts segments at multiples of the tile's length, so that a group's quads are aligned wherever the segment starts.</summary>
    private static UpdateTile[] Cut(ReadOnlySpan<UpdateSegment> segments)
    {
        List<UpdateTile> tiles = [];
        foreach (var (offset, length, group) in segments)
        {
            long end = offset + length;
            for (long start = offset; start < end;)
            {
                long next = Math.Min(end, (start / UpdateTile.MaxLength + 1) * UpdateTile.MaxLength);
                tiles.Add(new(start, (int)(next - start), group));
                start = next;
            }
        }

        return [.. tiles];
    }

    private sealed record Table(UpdateSegment[] Segments, ArrayView<UpdateTile> Tiles, MemoryBuffer Buffer, nint ByteLength);
}
