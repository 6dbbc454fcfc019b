namespace NumericsCore.Kernels;

/// <summary>
/// The shape of C[m, n] = A[m, k] · B[k, n] for a batch of row-major matrices. A is stored [k, m] when
/// <see cref="TransposeA"/> is set, B is stored [n, k] when <see cref="TransposeB"/> is set.
/// </summary>
internal readonly record struct GemmShape
{
    public required int M { get; init; }

    public required int N { get; init; }

    public required int K { get; init; }

    public bool TransposeA { get; init; }

    public bool TransposeB { get; init; }

    /// <summary>Elements between rows of A as it is stored.</summary>
    public required int StrideA { get; init; }

    /// <summary>Elements between rows of B as it is stored.</summary>
    public required int StrideB { get; init; }

    /// <summary>Elements between rows of C.</summary>
    public required int StrideC { get; init; }

    /// <summary>Matrices in the batch.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>Elements between matrices of A; 0 to use one A for the whole batch.</summary>
    public long BatchStrideA { get; init; }

    /// <summary>Elements between matrices of B; 0 to use one B for the whole batch.</summary>
    public long BatchStrideB { get; init; }

    /// <summary>Elements between matrices of C.</summary>
    public long BatchStrideC { get; init; }

    public GemmShape()
    {
    }

    /// <summary>Whether C is one matrix without gaps between its rows.</summary>
    public bool IsOneMatrix => Batch == 1 && (M <= 1 || StrideC == N);

    /// <summary>One product of contiguous matrices.</summary>
    public static GemmShape Contiguous(int m, int n, int k, bool transposeA = false, bool transposeB = false) => new()
    {
        M = m,
        N = n,
        K = k,
        TransposeA = transposeA,
        TransposeB = transposeB,
        StrideA = transposeA ? m : k,
        StrideB = transposeB ? k : n,
        StrideC = n,
    };
}
