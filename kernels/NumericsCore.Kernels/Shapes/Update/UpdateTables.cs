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
                if (segments.SequenceEqual(table.Segments)) return Use(table);

            var tiles = Cut(segments);
            if (tiles.Length == 0) return default;
            if (_tables.Count >= Kept && _tables.Find(static table => table.Captures == 0) is { } oldest)
            {
                // steps that use it are queued before whatever reuses its memory
                pool.Return(oldest.Buffer, oldest.ByteLength);
                _tables.Remove(oldest);
            }

            var (buffer, byteLength) = pool.Take(tiles.Length * (nint)Unsafe.SizeOf<UpdateTile>());
            var view = buffer.View<UpdateTile>(0, tiles.Length);
            try
            {
                view.CopyFromCPU(queue.Stream, (ReadOnlySpan<UpdateTile>)tiles);
            }
            catch (AcceleratorException)
            {
                // the launch that asked for the table says what failed
                pool.Return(buffer, byteLength);
                throw;
            }

            _tables.Add(new(segments.ToArray(), view, buffer, byteLength));
            return Use(_tables[^1]);
        }
    }

    /// <summary>The table's tiles; a captured step may use them as long as it lives.</summary>
    private ArrayView<UpdateTile> Use(Table table)
    {
        if (GpuCapture.Active is { } capture)
        {
            table.Captures++;
            capture.OnRelease(() =>
            {
                lock (_lock) table.Captures--;
            });
        }

        return table.Tiles;
    }

    /// <summary>Cuts segments at multiples of the tile's length, so that a group's vectors of four are aligned wherever the segment starts.</summary>
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

    private sealed record Table(UpdateSegment[] Segments, ArrayView<UpdateTile> Tiles, MemoryBuffer Buffer, nint ByteLength)
    {
        /// <summary>Captured steps that use it.</summary>
        public int Captures { get; set; }
    }
}
