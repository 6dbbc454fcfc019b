namespace NumericsCore.Kernels;

/// <summary>Refuses shapes that would read or write outside their slices.</summary>
internal static class GemmChecks
{
    /// <exception cref="ArgumentException">An extent is negative, a stride is shorter than a row, or a slice is too short for the shape.</exception>
    public static void Check(in GemmShape shape, nint lengthA, nint lengthB, nint lengthC, nint? lengthBias)
    {
        OutOfRange.ThrowIfNegative(shape.M);
        OutOfRange.ThrowIfNegative(shape.N);
        OutOfRange.ThrowIfNegative(shape.K);
        OutOfRange.ThrowIfNegative(shape.Batch);
        if (shape.M == 0 || shape.N == 0 || shape.Batch == 0) return;

        var (rowsA, columnsA) = shape.TransposeA ? (shape.K, shape.M) : (shape.M, shape.K);
        var (rowsB, columnsB) = shape.TransposeB ? (shape.N, shape.K) : (shape.K, shape.N);
        Check("A", rowsA, columnsA, shape.StrideA, shape.Batch, shape.BatchStrideA, lengthA);
        Check("B", rowsB, columnsB, shape.StrideB, shape.Batch, shape.BatchStrideB, lengthB);
        Check("C", shape.M, shape.N, shape.StrideC, shape.Batch, shape.BatchStrideC, lengthC);
        if (shape.Batch > 1 && shape.BatchStrideC < ((long)(shape.M - 1) * shape.StrideC) + shape.N)
            throw new ArgumentException(FormattableString.Invariant($"BatchStrideC is {shape.BatchStrideC}; the matrices of C, {shape.M} rows {shape.StrideC} apart, would overlap."), nameof(shape));
        if (lengthBias < shape.N)
            throw new ArgumentException($"The bias has {lengthBias} elements; expected {shape.N}, one for each column of C.", nameof(shape));
    }

    private static void Check(string name, int rows, int columns, int stride, int batch, long batchStride, nint length)
    {
        if (rows == 0 || columns == 0) return;
        if (rows > 1 && stride < columns)
            throw new ArgumentException(FormattableString.Invariant($"Stride{name} is {stride}; expected at least {columns}, the length of a row of {name} as stored."), nameof(name));
        if (batchStride < 0)
            throw new ArgumentException(FormattableString.Invariant($"BatchStride{name} is {batchStride}; expected 0 or more."), nameof(name));
        Int128 needed = ((Int128)(batch - 1) * batchStride) + ((Int128)(rows - 1) * stride) + columns;
        if (length < needed)
            throw new ArgumentException($"{name} has {length} elements; its shape and strides reach {needed}.", nameof(name));
    }
}
