using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>An operand as the loop traverses it.</summary>
internal readonly unsafe struct ZipOperand<T>(T* data, nint rowStride, nint columnStride) where T : unmanaged
{
    public readonly T* Data = data;
    public readonly nint RowStride = rowStride;
    public readonly nint ColumnStride = columnStride;

    public bool NeedsGather => ColumnStride is not (0 or 1);

    /// <summary>Whether all rows together are one long row, or one value.</summary>
    public bool IsOneRow(nint columns) => RowStride == columns * ColumnStride;

    public ZipOperand<T> Transposed() => new(Data, ColumnStride, RowStride);
}

/// <summary>y[r, c] = f(a[r, c], ...); an item is a piece of a row, or as many short rows as make one.</summary>
internal unsafe struct ZipLoop<TFormula, TStore, T> : ILaneRange<T>
    where TFormula : IZipFormula where TStore : struct, IStore where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // what is gathered from a strided operand at once; the buffer of each operand has this size
    private const int GatherLength = 512;
    private const int PieceLength = 1 << 14;

    // rows up to this length end too often to be worth a loop each
    private const int ShortRow = 64;

    private ZipOperand<T> _a, _b, _c, _d;
    private readonly T* _y;
    private readonly TFormula _formula;
    private nint _rows, _columns;
    private readonly nint _piece, _pieces, _group;

    public ZipLoop(ZipOperand<T> a, ZipOperand<T> b, ZipOperand<T> c, ZipOperand<T> d, T* y, nint rows, nint columns, TFormula formula)
    {
        (_a, _b, _c, _d) = (a, b, c, d);
        _y = y;
        _formula = formula;
        (_rows, _columns) = (rows, columns);
        Simplify();
        bool gathers = _a.NeedsGather || _b.NeedsGather || _c.NeedsGather || _d.NeedsGather;
        _group = _rows > 1 && _columns <= ShortRow ? GatherLength / _columns : 1;
        _piece = Math.Min(_columns, gathers ? GatherLength : PieceLength);
        _pieces = (_columns + _piece - 1) / _piece;
    }

    /// <summary>Elements of an item.</summary>
    public readonly nint ItemLength => _group * _piece;

    public readonly nint Items => _group > 1 ? (_rows + _group - 1) / _group : _rows * _pieces;

    public readonly void Run<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T>
    {
        if (_group > 1) Groups<TLane>(start, end);
        else Pieces<TLane>(start, end);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Pieces<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T>
    {
        T* buffer = stackalloc T[TFormula.Arity * GatherLength];
        var (row, piece) = Math.DivRem(start, _pieces);
        for (nint item = start; item < end; item++)
        {
            nint column = piece * _piece;
            nint length = Math.Min(_piece, _columns - column);
            RowOperands<T> operands = default;
            operands.A = Prepare<TLane>(_a, row, column, length, buffer, out operands.StepA);
            operands.B = Prepare<TLane>(_b, row, column, length, buffer + GatherLength, out operands.StepB);
            if (TFormula.Arity > 2) operands.C = Prepare<TLane>(_c, row, column, length, buffer + 2 * GatherLength, out operands.StepC);
            if (TFormula.Arity > 3) operands.D = Prepare<TLane>(_d, row, column, length, buffer + 3 * GatherLength, out operands.StepD);
            RowLoop<TFormula, T>.Run<TLane, TStore>(operands, _y + row * _columns + column, length, _formula);
            if (++piece == _pieces)
            {
                piece = 0;
                row++;
            }
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Groups<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T>
    {
        T* buffer = stackalloc T[TFormula.Arity * GatherLength];
        for (nint item = start; item < end; item++)
        {
            nint row = item * _group;
            nint rows = Math.Min(_group, _rows - row);
            bool first = item == start;
            RowOperands<T> operands = default;
            operands.A = PrepareGroup<TLane>(_a, row, rows, first, buffer, out operands.StepA);
            operands.B = PrepareGroup<TLane>(_b, row, rows, first, buffer + GatherLength, out operands.StepB);
            if (TFormula.Arity > 2) operands.C = PrepareGroup<TLane>(_c, row, rows, first, buffer + 2 * GatherLength, out operands.StepC);
            if (TFormula.Arity > 3) operands.D = PrepareGroup<TLane>(_d, row, rows, first, buffer + 3 * GatherLength, out operands.StepD);
            RowLoop<TFormula, T>.Run<TLane>(operands, _y + row * _columns, rows * _columns, _formula);
        }
    }

    /// <summary>Several short rows of the operand as one, in memory where they are one there, otherwise gathered.</summary>
    private readonly T* PrepareGroup<TLane>(in ZipOperand<T> operand, nint row, nint rows, bool first, T* buffer, out nint step)
        where TLane : struct, IVectorLane<TLane, T>
    {
        if (operand.IsOneRow(_columns)) return Prepare<TLane>(operand, 0, row * _columns, rows * _columns, buffer, out step);
        step = 1;
        // a row vector repeats: what was gathered for the first group, the longest, serves them all
        if (operand.RowStride == 0 && !first) return buffer;
        T* target = buffer;
        for (nint r = row; r < row + rows; r++)
        {
            T* source = operand.Data + r * operand.RowStride;
            for (nint c = 0; c < _columns; c++) *target++ = source[c * operand.ColumnStride];
        }

        return buffer;
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
