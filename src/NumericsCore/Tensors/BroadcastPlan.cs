using System.Numerics;
using System.Runtime.CompilerServices;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>Operands of one kernel, all read as matrices of rows × columns. Nothing of it is allocated: small tensors are many.</summary>
internal struct BroadcastPlan
{
    /// <summary>The shape that they broadcast to.</summary>
    public Shape Shape;

    /// <summary>Rows and columns of each.</summary>
    public nint Rows, Columns;

    private PlannedOperands _operands;

    /// <summary>Sets an operand.</summary>
    /// <param name="index">Its number.</param>
    /// <param name="tensor">The tensor, or a contiguous copy of one that no two strides describe.</param>
    /// <param name="rowStride">How far apart its rows lie; 0 along a broadcast axis.</param>
    /// <param name="columnStride">The same of its columns.</param>
    public void Set(int index, Tensor tensor, nint rowStride, nint columnStride) => _operands[index] = new(tensor, rowStride, columnStride);

    /// <summary>One of them as kernels take it.</summary>
    public readonly Operand<T> Operand<T>(int index) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref readonly var operand = ref _operands[index];
        return new(operand.Tensor.Elements<T>(), operand.RowStride, operand.ColumnStride);
    }

    private readonly struct PlannedOperand(Tensor tensor, nint rowStride, nint columnStride)
    {
        public readonly Tensor Tensor = tensor;
        public readonly nint RowStride = rowStride, ColumnStride = columnStride;
    }

    [InlineArray(4)]
    private struct PlannedOperands
    {
        private PlannedOperand _first;
    }
}
