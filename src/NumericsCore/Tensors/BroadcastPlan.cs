using System.Numerics;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>Operands of one kernel, all read as matrices of rows × columns.</summary>
/// <param name="Shape">The shape that they broadcast to.</param>
/// <param name="Rows">Rows of each.</param>
/// <param name="Columns">Columns of each.</param>
/// <param name="Operands">The tensors; contiguous copies of those that no two strides describe.</param>
/// <param name="Strides">How far apart the rows and the columns of each lie; 0 along broadcast axes.</param>
internal readonly record struct BroadcastPlan(Shape Shape, nint Rows, nint Columns, Tensor[] Operands, (nint Row, nint Column)[] Strides)
{
    /// <summary>One of them as kernels take it.</summary>
    public Operand<T> Operand<T>(int index) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(Operands[index].Elements<T>(), Strides[index].Row, Strides[index].Column);
}
