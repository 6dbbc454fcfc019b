using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace NumericsCore.Kernels.Tests;

/// <summary>How an operand of an elementwise kernel may lie in memory.</summary>
public enum LayoutKind
{
    Matrix,
    Scalar,
    RowVector,
    ColumnVector,
    Transposed,
    EverySecondColumn,
    PaddedRows,
    OverlappingRows,
}

/// <summary>The strides of an operand, and the plain way to read it.</summary>
public readonly record struct Layout(LayoutKind Kind)
{
    public static Arbitrary<Layout> Any() => (from kind in Gen.Elements(Enum.GetValues<LayoutKind>()) select new Layout(kind)).ToArbitrary();

    public (int Row, int Column) Strides(Extents shape) => Kind switch
    {
        LayoutKind.Matrix => (shape.Columns, 1),
        LayoutKind.Scalar => (0, 0),
        LayoutKind.RowVector => (0, 1),
        LayoutKind.ColumnVector => (1, 0),
        LayoutKind.Transposed => (1, shape.Rows),
        LayoutKind.EverySecondColumn => (2 * shape.Columns, 2),
        LayoutKind.PaddedRows => (shape.Columns + 3, 1),
        LayoutKind.OverlappingRows => (1, 1),
        _ => throw new InvalidOperationException($"{Kind} has no strides."),
    };

    /// <summary>As many numbers as the strides reach.</summary>
    public T[] Draw<T>(Extents shape, Numbers numbers, int salt) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (row, column) = Strides(shape);
        return numbers.Take<T>(Math.Max(0, shape.Rows - 1) * row + Math.Max(0, shape.Columns - 1) * column + 1, salt);
    }

    public T At<T>(T[] data, Extents shape, (int Row, int Column) index)
    {
        var (row, column) = Strides(shape);
        return data[index.Row * row + index.Column * column];
    }

    internal Operand<T> Operand<T>(DeviceArray<T> data, Extents shape) where T : unmanaged
    {
        var (row, column) = Strides(shape);
        return new(data.Slice, row, column);
    }
}
