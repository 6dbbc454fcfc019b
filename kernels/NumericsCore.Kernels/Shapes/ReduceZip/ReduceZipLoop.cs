using System.Numerics;

namespace NumericsCore.Kernels;

/// <summary>y[0] = (reduction of f(a[i], b[i])) / divisor.</summary>
internal readonly unsafe struct ReduceZipLoop<TFormula, TReduction, T>(T* a, T* b, T* y, nint length, TFormula formula, T divisor) : ILaneLoop<T>
    where TFormula : struct, IBinaryFormula where TReduction : IReduction where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run<TLane>() where TLane : struct, IVectorLane<TLane, T> =>
        *y = RowReduction<TReduction, T>.Reduce<TLane, Zip2<TFormula>>(new() { A = a, B = b, StepA = 1, StepB = 1 }, length, new(formula)) / divisor;
}
