using System.Numerics;

namespace NumericsCore.Kernels;

/// <summary>Two strided matrices and a contiguous one, which may be an operand that is contiguous too.</summary>
internal readonly struct PairOperands<T>(in Operand<T> a, in Operand<T> b, in Slice<T> y, nint rows, nint columns) : IOperands<PairOperands<T>>
    where T : unmanaged
{
    public readonly Operand<T> A = a, B = b;
    public readonly Slice<T> Y = y;
    public readonly nint Rows = rows, Columns = columns;

    public static Type ElementType => typeof(T);

    public void Visit(OperandVisitor visitor)
    {
        nint count = Operands.Count(Rows, Columns);
        if (count == 0) return;
        visitor.Reads(A, Rows, Columns, "a");
        visitor.Reads(B, Rows, Columns, "b");
        visitor.Writes(Y, count, "y");
    }
}

/// <summary>Up to four strided matrices and a contiguous one, which may be an operand that is contiguous too. Operands beyond the arity are not there.</summary>
internal readonly struct ZipOperands<T>(int arity, in Operand<T> a, in Operand<T> b, in Operand<T> c, in Operand<T> d, in Slice<T> y, nint rows, nint columns)
    : IOperands<ZipOperands<T>> where T : unmanaged
{
    public readonly Operand<T> A = a, B = b, C = c, D = d;
    public readonly Slice<T> Y = y;
    public readonly nint Rows = rows, Columns = columns;
    public readonly int Arity = arity;

    public static Type ElementType => typeof(T);

    public void Visit(OperandVisitor visitor)
    {
        nint count = Operands.Count(Rows, Columns);
        if (count == 0) return;
        visitor.Reads(A, Rows, Columns, "a");
        visitor.Reads(B, Rows, Columns, "b");
        if (Arity > 2) visitor.Reads(C, Rows, Columns, "c");
        if (Arity > 3) visitor.Reads(D, Rows, Columns, "d");
        visitor.Writes(Y, count, "y");
    }
}

/// <summary>y[r, c] = f(a[r, c], b[r, c]).</summary>
internal readonly struct Zip<TFormula, T>(TFormula formula) : IKernel<PairOperands<T>> where TFormula : struct, IBinaryFormula where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool RunsInPlace => true;

    void IKernel<PairOperands<T>>.RunOn(CpuBackend cpu, in PairOperands<T> operands) =>
        ZipRows<Zip2<TFormula>, T>.RunOn(cpu, new(formula), operands.A, operands.B, default, default, operands.Y, operands.Rows, operands.Columns);

    void IKernel<PairOperands<T>>.RunOn<TLane>(GpuBackend gpu, in PairOperands<T> operands) =>
        ZipRows<Zip2<TFormula>, T>.RunOn<TLane>(gpu, new(formula), operands.A, operands.B, operands.A, operands.A, operands.Y, operands.Rows, operands.Columns);
}

/// <summary>y[r, c] = f(a[r, c], b[r, c], ...) for three or four operands.</summary>
internal readonly struct ZipMany<TFormula, T>(TFormula formula) : IKernel<ZipOperands<T>> where TFormula : struct, IZipFormula where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool RunsInPlace => true;

    void IKernel<ZipOperands<T>>.RunOn(CpuBackend cpu, in ZipOperands<T> operands) =>
        ZipRows<TFormula, T>.RunOn(cpu, formula, operands.A, operands.B, operands.C, operands.D, operands.Y, operands.Rows, operands.Columns);

    void IKernel<ZipOperands<T>>.RunOn<TLane>(GpuBackend gpu, in ZipOperands<T> operands) =>
        ZipRows<TFormula, T>.RunOn<TLane>(
            gpu, formula, operands.A, operands.B, operands.C, TFormula.Arity > 3 ? operands.D : operands.A, operands.Y, operands.Rows, operands.Columns);
}

internal static class ZipShapes
{
    /// <summary>y[i] = f(a[i], b[i]); y may be an operand.</summary>
    public static void Zip<TFormula, T>(this Backend backend, in Slice<T> a, in Slice<T> b, in Slice<T> y, TFormula formula = default)
        where TFormula : struct, IBinaryFormula where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Run(new ElementPairs<T>(a, b, y), new ZipElements<TFormula, T>(formula));

    /// <summary>y[r, c] = f(a[r, c], b[r, c]); y is contiguous and may be an operand that is contiguous too.</summary>
    public static void Zip<TFormula, T>(this Backend backend, Operand<T> a, Operand<T> b, Slice<T> y, nint rows, nint columns, TFormula formula = default)
        where TFormula : struct, IBinaryFormula where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Run(new PairOperands<T>(a, b, y, rows, columns), new Zip<TFormula, T>(formula));

    /// <summary>y[r, c] = f(a[r, c], b[r, c], c[r, c]).</summary>
    public static void Zip<TFormula, T>(this Backend backend, Operand<T> a, Operand<T> b, Operand<T> c, Slice<T> y, nint rows, nint columns, TFormula formula = default)
        where TFormula : struct, ITernaryFormula where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Run(new ZipOperands<T>(3, a, b, c, default, y, rows, columns), new ZipMany<Zip3<TFormula>, T>(new(formula)));

    /// <summary>y[r, c] = f(a[r, c], b[r, c], c[r, c], d[r, c]).</summary>
    public static void Zip<TFormula, T>(this Backend backend, Operand<T> a, Operand<T> b, Operand<T> c, Operand<T> d, Slice<T> y, nint rows, nint columns, TFormula formula = default)
        where TFormula : struct, IQuaternaryFormula where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        backend.Run(new ZipOperands<T>(4, a, b, c, d, y, rows, columns), new ZipMany<Zip4<TFormula>, T>(new(formula)));
}
