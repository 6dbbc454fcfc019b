namespace NumericsCore.Kernels;

/// <summary>A batch of matrix products as addresses and strides, all in elements: element (i, k) of A is at A + i·ARow + k·ACol.</summary>
internal unsafe struct GemmProblem<T> where T : unmanaged
{
    public nint M, N, K, Batch;

    public T* A;
    public nint ARow, ACol, ABatch;

    public T* B;
    public nint BRow, BCol, BBatch;

    public T* C;
    public nint CRow, CCol, CBatch;

    /// <summary>The bias of column j is at Bias + j·BiasStep; null when the epilogue reads none.</summary>
    public T* Bias;
    public nint BiasStep;

    /// <summary>Whether writing C is all the work, and the rows of B and C are runs.</summary>
    public readonly bool IsOuter => K is > 0 and <= 4 && M > 1 && BCol == 1 && CCol == 1;

    /// <summary>The addresses that <paramref name="shape"/> gives the four arrays.</summary>
    public static GemmProblem<T> Of(in GemmShape shape, T* a, T* b, T* c, T* bias) => new()
    {
        M = shape.M,
        N = shape.N,
        K = shape.K,
        Batch = shape.Batch,
        A = a,
        ARow = shape.TransposeA ? 1 : shape.StrideA,
        ACol = shape.TransposeA ? shape.StrideA : 1,
        ABatch = (nint)shape.BatchStrideA,
        B = b,
        BRow = shape.TransposeB ? 1 : shape.StrideB,
        BCol = shape.TransposeB ? shape.StrideB : 1,
        BBatch = (nint)shape.BatchStrideB,
        C = c,
        CRow = shape.StrideC,
        CCol = 1,
        CBatch = (nint)shape.BatchStrideC,
        Bias = bias,
        BiasStep = 1,
    };

    /// <summary>
    /// The same products as Cᵀ = Bᵀ·Aᵀ, so that lanes run over the rows of a C with one column. Multiplication commutes, so no bit
    /// changes. The one bias then belongs to all columns.
    /// </summary>
    public readonly GemmProblem<T> TransposedColumn() => new()
    {
        M = N,
        N = M,
        K = K,
        Batch = Batch,
        A = B,
        ARow = BCol,
        ACol = BRow,
        ABatch = BBatch,
        B = A,
        BRow = ACol,
        BCol = ARow,
        BBatch = ABatch,
        C = C,
        CRow = CCol,
        CCol = CRow,
        CBatch = CBatch,
        Bias = Bias,
        BiasStep = 0,
    };
}
