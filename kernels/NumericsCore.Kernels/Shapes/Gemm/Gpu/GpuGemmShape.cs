namespace NumericsCore.Kernels;

/// <summary>A batch of products as the kernels traverse it: element (i, k) of A is at i·RowA + k·ColumnA.</summary>
internal struct GpuGemmShape
{
    public int M, N, K, Batch;

    /// <summary>k of the last product of the batch, <see cref="K"/> or fewer; small tiles alone ask.</summary>
    public int LastK;

    public long RowA, ColumnA, BatchA;
    public long RowB, ColumnB, BatchB;
    public long RowC, BatchC;

    /// <summary>Whether rows, or columns where these are contiguous, start where vectors of four may.</summary>
    public int AlignedA, AlignedB, AlignedC;

    public static GpuGemmShape Of(in GemmShape shape) => new()
    {
        M = shape.M,
        N = shape.N,
        K = shape.K,
        LastK = shape.K,
        Batch = shape.Batch,
        RowA = shape.TransposeA ? 1 : shape.StrideA,
        ColumnA = shape.TransposeA ? shape.StrideA : 1,
        BatchA = shape.BatchStrideA,
        RowB = shape.TransposeB ? 1 : shape.StrideB,
        ColumnB = shape.TransposeB ? shape.StrideB : 1,
        BatchB = shape.BatchStrideB,
        RowC = shape.StrideC,
        BatchC = shape.BatchStrideC,
    };

    /// <summary>The blocks of <see cref="ReductionOrder.ProductBlock"/> k of one product as a batch, with contiguous results one behind the other.</summary>
    public readonly GpuGemmShape OfBlocks()
    {
        const int block = ReductionOrder.ProductBlock;
        var blocks = this;
        blocks.Batch = (K + block - 1) / block;
        blocks.K = block;
        blocks.LastK = K - (blocks.Batch - 1) * block;
        (blocks.BatchA, blocks.BatchB, blocks.BatchC) = (block * ColumnA, block * RowB, (long)M * N);
        blocks.RowC = N;
        return blocks;
    }
}
