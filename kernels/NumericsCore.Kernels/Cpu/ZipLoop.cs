using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>An operand as the loop walks it.</summary>
internal readonly unsafe struct ZipOperand<T>(T* data, nint rowStride, nint columnStride) where T : unmanaged
{
    public readonly T* Data = data;
    public readonly nint RowStride = rowStride;
    public readonly nint ColumnStride = columnStride;

    public bool NeedsGather => ColumnStride is not (0 or 1);

    /// <summary>Whether all rows together are one long row.</summary>
    public bool IsOneRow(nint columns) => RowStride == columns * ColumnStride;

    public ZipOperand<T> Transposed() => new(Data, ColumnStride, RowStride);
}

/// <summary>y[r, c] = f(a[r, c], ...); an item is a piece of a row.</summary>
internal unsafe struct ZipLoop<TFormula, T> : ILaneRange<T>
    where TFormula : IZipFormula where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // what is gathered from a strided operand at once; the buffer of each operand has this size
    private const int GatherLength = 512;
    private const int PieceLength = 1 << 14;

    private ZipOperand<T> _a, _b, _c, _d;
    private readonly T* _y;
    private nint _rows, _columns;
    private readonly nint _pieces;

    public ZipLoop(ZipOperand<T> a, ZipOperand<T> b, ZipOperand<T> c, ZipOperand<T> d, T* y, nint rows, nint columns)
    {
        (_a, _b, _c, _d) = (a, b, c, d);
        _y = y;
        (_rows, _columns) = (rows, columns);
        Simplify();
        bool gathers = _a.NeedsGather || _b.NeedsGather || _c.NeedsGather || _d.NeedsGather;
        Piece = Math.Min(_columns, gathers ? GatherLength : PieceLength);
        _pieces = (_columns + Piece - 1) / Piece;
    }

    /// <summary>Columns of an item.</summary>
    public nint Piece { get; }

    public readonly nint Items => _rows * _pieces;

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T>
    {
        T* buffer = stackalloc T[TFormula.Arity * GatherLength];
        var (row, piece) = Math.DivRem(start, _pieces);
        for (nint item = start; item < end; item++)
        {
            nint column = piece * Piece;
            nint length = Math.Min(Piece, _columns - column);
            T* c = null, d = null;
            nint stepC = 0, stepD = 0;
            T* a = Prepare<TLane>(_a, row, column, length, buffer, out nint stepA);
            T* b = Prepare<TLane>(_b, row, column, length, buffer + GatherLength, out nint stepB);
            if (TFormula.Arity > 2) c = Prepare<TLane>(_c, row, column, length, buffer + 2 * GatherLength, out stepC);
            if (TFormula.Arity > 3) d = Prepare<TLane>(_d, row, column, length, buffer + 3 * GatherLength, out stepD);
            Row<TLane>(a, stepA, b, stepB, c, stepC, d, stepD, _y + row * _columns + column, length);
            if (++piece == _pieces)
            {
                piece = 0;
                row++;
            }
        }
    }

    /// <summary>Element <paramref name="column"/> of a row of the operand as a run with step 1, or as a lane of one value with step 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T* Prepare<TLane>(in ZipOperand<T> operand, nint row, nint column, nint length, T* buffer, out nint step)
        where TLane : struct, IVectorLane<TLane, T>
    {
        nint stride = operand.ColumnStride;
        T* source = operand.Data + row * operand.RowStride + column * stride;
        step = 1;
        if (stride == 1) return source;
        if (stride == 0)
        {
            step = 0;
            TLane.Store(TLane.Broadcast(*source), buffer);
            return buffer;
        }

        for (nint i = 0; i < length; i++) buffer[i] = source[i * stride];
        return buffer;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row<TLane>(T* a, nint stepA, T* b, nint stepB, T* c, nint stepC, T* d, nint stepD, T* y, nint length)
        where TLane : struct, IVectorLane<TLane, T>
    {
        stepA *= TLane.Count;
        stepB *= TLane.Count;
        stepC *= TLane.Count;
        stepD *= TLane.Count;
        for (; length >= TLane.Count; length -= TLane.Count)
        {
            TLane.Store(TFormula.Apply(TLane.Load(a), TLane.Load(b),
                TFormula.Arity > 2 ? TLane.Load(c) : default, TFormula.Arity > 3 ? TLane.Load(d) : default), y);
            a += stepA;
            b += stepB;
            if (TFormula.Arity > 2) c += stepC;
            if (TFormula.Arity > 3) d += stepD;
            y += TLane.Count;
        }

        if (TLane.Count > 1 && length > 0) Tail<TLane>(a, b, c, d, y, length);
    }

    // a method of its own: the JIT inlines a long formula only so many times into one method
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tail<TLane>(T* a, T* b, T* c, T* d, T* y, nint length) where TLane : struct, IVectorLane<TLane, T> =>
        LaneTail.Store(TFormula.Apply(LaneTail.Load<TLane, T>(a, length), LaneTail.Load<TLane, T>(b, length),
            TFormula.Arity > 2 ? LaneTail.Load<TLane, T>(c, length) : default,
            TFormula.Arity > 3 ? LaneTail.Load<TLane, T>(d, length) : default), y, length);

    /// <summary>Makes one long row of the matrix where the strides allow it.</summary>
    private void Simplify()
    {
        if (_columns == 1)
        {
            (_a, _b, _c, _d) = (_a.Transposed(), _b.Transposed(), _c.Transposed(), _d.Transposed());
            (_rows, _columns) = (1, _rows);
        }
        else if (_a.IsOneRow(_columns) && _b.IsOneRow(_columns) && _c.IsOneRow(_columns) && _d.IsOneRow(_columns))
        {
            (_rows, _columns) = (1, _rows * _columns);
        }
    }
}
