using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>A copy over a box, its axes reordered and merged so that the innermost loop is as long and as regular as it can be.</summary>
internal unsafe struct StridedCopy<T> : IRangeWork where T : unmanaged
{
    // two cache lines of float32
    private const int Tile = 32;

    // an axis at least this long can be cut among threads
    private const int LongAxis = 64;

    private readonly T* _x;
    private readonly T* _y;
    private StridedShape _box;
    private int _cutAxis;

    public StridedCopy(T* x, T* y, in StridedShape shape)
    {
        _x = x;
        _y = y;
        _box = shape;
        _box.Simplify();
        // a transposition traverses the axis along which the source is contiguous just outside the innermost one
        int contiguous = MinSourceStride();
        for (int axis = contiguous; axis >= 0 && axis < _box.Rank - 2; axis++) _box.Swap(axis, axis + 1);
        ChooseCut();
    }

    /// <summary>Items along the axis that is cut among threads.</summary>
    public readonly nint Items => _box.Rank == 0 ? 1 : (nint)_box.Extents[_cutAxis];

    public readonly void Run(nint start, nint end)
    {
        if (_box.Rank == 0)
        {
            *_y = *_x;
            return;
        }

        var part = this;
        part._box.Extents[_cutAxis] = end - start;
        part.CopyAxis(0, _x + start * (nint)_box.SourceStrides[_cutAxis], _y + start * (nint)_box.DestinationStrides[_cutAxis]);
    }

    private readonly void CopyAxis(int axis, T* x, T* y)
    {
        nint extent = (nint)_box.Extents[axis], source = (nint)_box.SourceStrides[axis], destination = (nint)_box.DestinationStrides[axis];
        if (axis == _box.Rank - 1)
        {
            Line(x, source, y, destination, extent);
        }
        else if (axis == _box.Rank - 2 && _box.SourceStrides[axis + 1] is not (0 or 1))
        {
            Plane(x, source, (nint)_box.SourceStrides[axis + 1], y, destination, (nint)_box.DestinationStrides[axis + 1],
                extent, (nint)_box.Extents[axis + 1]);
        }
        else
        {
            for (nint i = 0; i < extent; i++) CopyAxis(axis + 1, x + i * source, y + i * destination);
        }
    }

    private static void Line(T* x, nint source, T* y, nint destination, nint length)
    {
        if (source == 1 && destination == 1)
            Buffer.MemoryCopy(x, y, length * sizeof(T), length * sizeof(T));
        else if (source == 0 && destination == 1)
            NativeFill.Fill(y, length, *x);
        else
            for (nint i = 0; i < length; i++) y[i * destination] = x[i * source];
    }

    /// <summary>Copies a plane by way of a tile, so that a cache line of either side is visited once even when all lines fall into one cache set.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Plane(T* x, nint sourceRow, nint sourceColumn, T* y, nint destinationRow, nint destinationColumn, nint rows, nint columns)
    {
        T* tile = stackalloc T[Tile * Tile];
        for (nint r0 = 0; r0 < rows; r0 += Tile)
        {
            nint height = Math.Min(Tile, rows - r0);
            for (nint c0 = 0; c0 < columns; c0 += Tile)
            {
                nint width = Math.Min(Tile, columns - c0);
                for (nint c = 0; c < width; c++)
                {
                    T* from = x + r0 * sourceRow + (c0 + c) * sourceColumn;
                    for (T* to = tile + c * Tile, end = to + height; to < end; to++, from += sourceRow) *to = *from;
                }

                for (nint r = 0; r < height; r++)
                {
                    T* to = y + (r0 + r) * destinationRow + c0 * destinationColumn;
                    for (T* from = tile + r, end = from + width * Tile; from < end; from += Tile, to += destinationColumn) *to = *from;
                }
            }
        }
    }

    private readonly int MinSourceStride()
    {
        int least = -1;
        for (int axis = 0; axis < _box.Rank; axis++)
        {
            if (_box.SourceStrides[axis] == 0) continue;
            if (least < 0 || Math.Abs(_box.SourceStrides[axis]) <= Math.Abs(_box.SourceStrides[least])) least = axis;
        }

        // where the innermost axis itself is contiguous, or nothing is, the order stays
        return least == _box.Rank - 1 ? -1 : least;
    }

    private void ChooseCut()
    {
        _cutAxis = 0;
        for (int axis = 0; axis < _box.Rank; axis++)
        {
            if (_box.Extents[axis] > _box.Extents[_cutAxis]) _cutAxis = axis;
            if (_box.Extents[axis] < LongAxis) continue;
            _cutAxis = axis;
            break;
        }
    }
}
