using System.Numerics;

namespace NumericsCore.Kernels;

/// <summary>How each device runs a formula of two to four operands over the rows of a matrix.</summary>
internal static unsafe class ZipRows<TFormula, T> where TFormula : struct, IZipFormula where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static void RunOn(CpuBackend cpu, TFormula formula, in Operand<T> a, in Operand<T> b, in Operand<T> c, in Operand<T> d, in Slice<T> y, nint rows, nint columns)
    {
        if (rows == 0 || columns == 0) return;
        // an operand that is not there looks like a scalar that nobody reads
        ZipOperand<T> operandC = TFormula.Arity > 2 ? Strided(c) : default, operandD = TFormula.Arity > 3 ? Strided(d) : default;
        ZipOperand<T> operandA = Strided(a), operandB = Strided(b);
        T* results = y.Pointer();
        bool streams = StreamingStore.Pays(results, rows, columns)
            && operandA.Data != results && operandB.Data != results && operandC.Data != results && operandD.Data != results;
        if (streams) ForItems(cpu, new ZipLoop<TFormula, StreamingStore, T>(operandA, operandB, operandC, operandD, results, rows, columns, formula));
        else ForItems(cpu, new ZipLoop<TFormula, CachedStore, T>(operandA, operandB, operandC, operandD, results, rows, columns, formula));
    }

    public static void RunOn<TLane>(GpuBackend gpu, TFormula formula, in Operand<T> a, in Operand<T> b, in Operand<T> c, in Operand<T> d, in Slice<T> y, nint rows, nint columns)
        where TLane : unmanaged, IGpuLane<TLane>
    {
        if (rows == 0 || columns == 0) return;
        ZipKernel<TFormula, TLane>.Launch(
            gpu.Queue, formula, a.Data.View<TLane, T>(), b.Data.View<TLane, T>(), c.Data.View<TLane, T>(), d.Data.View<TLane, T>(), y.View<TLane, T>(),
            ZipShape.Of(a, b, c, d, y, rows, columns));
    }

    private static ZipOperand<T> Strided(in Operand<T> operand) => new(operand.Data.Pointer(), operand.RowStride, operand.ColumnStride);

    private static void ForItems<TStore>(CpuBackend cpu, in ZipLoop<TFormula, TStore, T> loop) where TStore : struct, IStore =>
        cpu.ForLanes<ZipLoop<TFormula, TStore, T>, T>(loop.Items, CpuBackend.GrainOf(loop.ItemLength), loop);
}
