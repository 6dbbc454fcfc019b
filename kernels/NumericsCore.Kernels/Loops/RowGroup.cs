using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// What the kernels over rows work on at a time: one long row, or as many short rows as a lane has elements, transposed so that each
/// element of the lane belongs to a row of its own. Either way the formulas run over <see cref="Length"/> contiguous elements, and a
/// number per row, such as its maximum, is a lane.
/// </summary>
internal readonly unsafe ref struct RowGroup<TLane, T>(nint columns)
    where TLane : struct, IVectorLane<TLane, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // up to here, a transposition costs less than the ends of rows that do not fill their lanes
    private const int MaxTiledColumns = 32;

    /// <summary>Elements of a tile of short rows, at most.</summary>
    public static int TileLength => MaxTiledColumns * TLane.Count;

    /// <summary>Whether rows are transposed.</summary>
    public bool Tiled { get; } = columns <= Math.Min(MaxTiledColumns, 4 * TLane.Count);

    public nint Rows => Tiled ? TLane.Count : 1;

    public nint Length => columns * Rows;

    /// <summary>How many rows a group that begins with row r has, where the rows end.</summary>
    public nint Take(nint r, nint end) => Math.Min(Rows, end - r);

    /// <summary>The rows as the formulas want them: where they lie, or transposed in the tile, where missing rows are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public T* Enter(T* rows, nint count, T* tile)
    {
        if (!Tiled) return rows;
        if (count == TLane.Count && Side > 1)
        {
            Transpose(rows, columns, tile, TLane.Count, TLane.Count, columns);
            return tile;
        }

        for (nint r = 0; r < TLane.Count; r++)
            for (nint c = 0; c < columns; c++)
                tile[c * TLane.Count + r] = r < count ? rows[r * columns + c] : T.Zero;
        return tile;
    }

    /// <summary>Where to write results: to the rows themselves, or to the tile.</summary>
    public T* Target(T* rows, T* tile) => Tiled ? tile : rows;

    /// <summary>Moves the first <paramref name="count"/> rows of a tile to where they belong.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Leave(T* tile, T* rows, nint count)
    {
        if (!Tiled) return;
        if (count == TLane.Count && Side > 1)
        {
            Transpose(tile, TLane.Count, rows, columns, columns, TLane.Count);
            return;
        }

        for (nint r = 0; r < count; r++)
            for (nint c = 0; c < columns; c++)
                rows[r * columns + c] = tile[c * TLane.Count + r];
    }

    /// <summary>The side of the blocks that are transposed in registers; at most 1 where it is not done.</summary>
    private int Side
    {
        get
        {
            int side = Math.Min(TransposeBlock<T>.Largest, TLane.Count);
            while (side > columns) side /= 2;
            return side;
        }
    }

    /// <summary>to[c·toStride + r] = from[r·fromStride + c], block by block; the last of a row takes elements once more that are done.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Transpose(T* from, nint fromStride, T* to, nint toStride, nint height, nint width)
    {
        int side = Side;
        for (nint r = 0; r < height; r = LaneTail.NextWhole(r, side, height))
            for (nint c = 0; c < width; c = LaneTail.NextWhole(c, side, width))
                TransposeBlock<T>.Run(side, from + r * fromStride + c, fromStride, to + c * toStride + r, toStride);
    }

    /// <summary>Reduces f(a, ...), a formula without values, in the fixed reduction order, each row to its element of the lane; a tile is overwritten in the scratch tile.</summary>
    public void Reduce<TFormula, TReduction>(in RowOperands<T> operands, T* result, T* scratch)
        where TFormula : IZipFormula where TReduction : IReduction
    {
        if (!Tiled)
        {
            TLane.Store(TLane.Broadcast(RowReduction<TReduction, T>.Reduce<TLane, TFormula>(operands, columns, default!)), result);
            return;
        }

        T* values = operands.A;
        if (typeof(TFormula) != typeof(Zip1<Identity>))
        {
            RowLoop<TFormula, T>.Run<TLane>(operands, scratch, Length, default!);
            values = scratch;
        }

        ColumnReduction<Identity, TReduction, T>.Reduce<TLane>(values, TLane.Count, columns, TLane.Count, result, T.One);
    }
}
