using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>Checks of kernel arguments: a wrong length must never become a write into foreign memory.</summary>
internal static unsafe class CpuArguments
{
    /// <summary>The address of the first element of a slice that holds at least <paramref name="needed"/> elements.</summary>
    /// <exception cref="ArgumentException">The slice is shorter.</exception>
    public static T* Pointer<T>(this Slice<T> slice, nint needed, [CallerArgumentExpression(nameof(slice))] string name = "")
        where T : unmanaged
    {
        if (slice.Length < needed) throw new ArgumentException($"The slice holds {slice.Length} elements; the kernel needs {needed}.", name);
        return slice.Pointer();
    }

    /// <summary>The address of element (0, 0) of an operand, all of whose elements lie in its slice.</summary>
    /// <exception cref="ArgumentException">The strides reach beyond the slice.</exception>
    public static T* Pointer<T>(this Operand<T> operand, nint rows, nint columns, [CallerArgumentExpression(nameof(operand))] string name = "")
        where T : unmanaged
    {
        nint furthest = Math.Max(0, (rows - 1) * operand.RowStride) + Math.Max(0, (columns - 1) * operand.ColumnStride);
        return operand.Data.Pointer(furthest + 1, name);
    }

    /// <summary>The number of elements of a box of the given extents.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An extent is negative.</exception>
    /// <exception cref="OverflowException">The product does not fit.</exception>
    public static nint Count(nint rows, nint columns, nint inner = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfNegative(inner);
        return checked(rows * columns * inner);
    }

    /// <summary>Checks that the elements of a box, counted from the start of the slice, lie in it; a negative stride may reach before it, but not before its memory.</summary>
    /// <exception cref="ArgumentException">The strides reach beyond the slice.</exception>
    public static void RequireBox<T>(this Slice<T> slice, in StridedShape shape, in StridedShape.AxisValues strides, [CallerArgumentExpression(nameof(slice))] string name = "")
        where T : unmanaged
    {
        long lowest = 0, highest = 0;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            long reach = checked((shape.Extents[axis] - 1) * strides[axis]);
            if (reach < 0) lowest += reach;
            else highest += reach;
        }

        if (highest >= slice.Length || slice.Offset + lowest < 0)
            throw new ArgumentException($"The box reaches from element {lowest} to {highest}; the slice starts at {slice.Offset} of its memory and holds {slice.Length} elements.", name);
    }
}
