using System.Numerics;

namespace NumericsCore.Kernels;

/// <summary>Three arrays of one length, of which y may be an operand. Small, because that is what a call of few elements costs: large operands take twice as long to pass.</summary>
internal readonly struct ElementPairs<T>(in Slice<T> a, in Slice<T> b, in Slice<T> y) : IOperands<ElementPairs<T>> where T : unmanaged
{
    public readonly Slice<T> A = a, B = b, Y = y;

    public static Type ElementType => typeof(T);

    public void Visit(OperandVisitor visitor)
    {
        visitor.Reads(A, Y.Length, "a");
        visitor.Reads(B, Y.Length, "b");
        visitor.Writes(Y, Y.Length, "y");
    }
}

/// <summary>y[i] = f(a[i], b[i]).</summary>
internal readonly unsafe struct ZipElements<TFormula, T>(TFormula formula) : IKernel<ElementPairs<T>> where TFormula : struct, IBinaryFormula where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool RunsInPlace => true;

    void IKernel<ElementPairs<T>>.RunOn(CpuBackend cpu, in ElementPairs<T> operands)
    {
        nint count = operands.Y.Length;
        T* a = operands.A.Pointer(), b = operands.B.Pointer(), y = operands.Y.Pointer();
        if (a != y && b != y && StreamingStore.Pays(y, 1, count)) cpu.ForLanes<PairLoop<TFormula, StreamingStore, T>, T>(count, CpuBackend.GrainElements, new(a, b, y, formula));
        else cpu.ForLanes<PairLoop<TFormula, CachedStore, T>, T>(count, CpuBackend.GrainElements, new(a, b, y, formula));
    }

    void IKernel<ElementPairs<T>>.RunOn<TLane>(GpuBackend gpu, in ElementPairs<T> operands)
    {
        nint count = operands.Y.Length;
        Operand<T> a = new(operands.A, count, 1), b = new(operands.B, count, 1);
        ZipRows<Zip2<TFormula>, T>.RunOn<TLane>(gpu, new(formula), a, b, a, a, operands.Y, 1, count);
    }
}

/// <summary>y[i] = f(a[i], b[i]); an item is an element.</summary>
internal readonly unsafe struct PairLoop<TFormula, TStore, T>(T* a, T* b, T* y, TFormula formula) : ILaneRange<T>
    where TFormula : struct, IBinaryFormula where TStore : struct, IStore where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run<TLane>(nint start, nint end) where TLane : struct, IVectorLane<TLane, T> =>
        RowLoop<Zip2<TFormula>, T>.Run<TLane, TStore>(new() { A = a + start, B = b + start, StepA = 1, StepB = 1 }, y + start, end - start, new(formula));
}
