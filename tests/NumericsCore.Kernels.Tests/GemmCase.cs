using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace NumericsCore.Kernels.Tests;

/// <summary>A product's shape with room between rows, between matrices and before the first element, all filled with numbers that no kernel may touch.</summary>
internal sealed record GemmCase(
    int M, int N, int K, bool TransposeA, bool TransposeB, int GapA, int GapB, int GapC, int Offset, int Batch, bool ShareA, bool ShareB, int Seed)
{
    public static GemmCase Plain(int m, int n, int k, bool transposeA = false, bool transposeB = false) =>
        new(m, n, k, transposeA, transposeB, 0, 0, 0, 0, 1, false, false, 1);

    public int StrideA => (TransposeA ? M : K) + GapA;

    public int StrideB => (TransposeB ? K : N) + GapB;

    public int StrideC => N + GapC;

    public int RowsA => TransposeA ? K : M;

    public int RowsB => TransposeB ? N : K;

    public GemmShape Shape => new()
    {
        M = M,
        N = N,
        K = K,
        TransposeA = TransposeA,
        TransposeB = TransposeB,
        StrideA = StrideA,
        StrideB = StrideB,
        StrideC = StrideC,
        Batch = Batch,
        BatchStrideA = ShareA ? 0 : (RowsA * StrideA) + GapA,
        BatchStrideB = ShareB ? 0 : (RowsB * StrideB) + GapB,
        BatchStrideC = (M * StrideC) + GapC,
    };

    /// <summary>The fewest elements that hold A, B and C: up to the last element of the last row of the last matrix.</summary>
    public (int A, int B, int C) Lengths
    {
        get
        {
            GemmShape shape = Shape;
            return (Extent(RowsA, TransposeA ? M : K, StrideA, shape.BatchStrideA),
                Extent(RowsB, TransposeB ? K : N, StrideB, shape.BatchStrideB),
                Extent(M, N, StrideC, shape.BatchStrideC));
        }
    }

    private int Extent(int rows, int columns, int stride, long batchStride) =>
        rows == 0 || columns == 0 || Batch == 0 ? 0 : (int)((Batch - 1) * batchStride) + ((rows - 1) * stride) + columns;

    /// <summary>Small numbers of both signs, with a few zeros of both signs.</summary>
    public static T[] Numbers<T>(int count, Random random) where T : INumber<T>
    {
        var numbers = new T[count];
        for (int i = 0; i < count; i++)
            numbers[i] = random.Next(20) == 0 ? (random.Next(2) == 0 ? T.Zero : -T.Zero) : T.CreateTruncating((random.NextDouble() * 4) - 2);
        return numbers;
    }
}

/// <summary>Draws the cases of the properties.</summary>
internal static class GemmCases
{
    private static readonly Gen<int> s_extent = Gen.Frequency(
        (10, Gen.Choose(0, 70)), (2, Gen.Elements(1, 2, 31, 53, 67)), (1, Gen.Elements(97, 129, 257)));

    private static readonly Gen<bool> s_flag = Gen.Elements(false, true);

    public static Arbitrary<GemmCase> Any() => Arb.From(
        from m in s_extent
        from n in s_extent
        from k in s_extent
        from transposeA in s_flag
        from transposeB in s_flag
        from gaps in Gen.Choose(0, 5).Three()
        from offset in Gen.Choose(0, 7)
        from batch in Gen.Frequency((6, Gen.Constant(1)), (1, Gen.Constant(0)), (1, Gen.Constant(2)), (1, Gen.Constant(3)))
        from shared in s_flag.Two()
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select new GemmCase(m, n, k, transposeA, transposeB, gaps.Item1, gaps.Item2, gaps.Item3, offset, batch, shared.Item1, shared.Item2, seed),
        Shrink);

    /// <summary>Products with one row or one column, long enough for all that their path does at once.</summary>
    public static Arbitrary<GemmCase> Vectors() => With(
        from value in Any().Generator
        from length in Gen.Frequency((2, Gen.Choose(1, 300)), (1, Gen.Elements(31, 32, 33, 64, 96, 127, 128, 129, 211, 1021)))
        from k in Gen.Frequency((2, Gen.Choose(0, 70)), (1, Gen.Elements(15, 16, 17, 31, 32, 33, 48, 255, 256, 257, 272, 499, 512, 513, 768)))
        from row in s_flag
        select value with { M = row ? 1 : length, N = row ? length : 1, K = k });

    /// <summary>Products over so few k that writing C is all the work, some large enough for several threads.</summary>
    public static Arbitrary<GemmCase> Outer() => With(
        from value in Any().Generator
        from m in Gen.Frequency((3, Gen.Choose(1, 40)), (1, Gen.Elements(101, 401)))
        from n in Gen.Frequency((3, Gen.Choose(1, 70)), (1, Gen.Elements(127, 128, 257, 509)))
        from k in Gen.Choose(1, 5)
        select value with { M = m, N = n, K = k });

    /// <summary>Products over more than one block of k, or just not.</summary>
    public static Arbitrary<GemmCase> Deep() => With(
        from value in Any().Generator
        from m in Gen.Choose(1, 40)
        from n in Gen.Choose(1, 70)
        from k in Gen.Elements(255, 256, 257, 271, 511, 512, 513, 768, 1000)
        select value with { M = m, N = n, K = k });

    /// <summary>Products over no more than one block of k.</summary>
    public static Arbitrary<GemmCase> OfOneBlock() => With(Any().Generator.Select(value => value with { K = Math.Min(value.K, ReductionOrder.ProductBlock) }));

    private static Arbitrary<GemmCase> With(Gen<GemmCase> cases) => Arb.From(cases, Shrink);

    private static IEnumerable<GemmCase> Shrink(GemmCase value)
    {
        if (value.Batch > 1) yield return value with { Batch = 1 };
        if (value.Offset > 0) yield return value with { Offset = 0 };
        if (value.GapA + value.GapB + value.GapC > 0) yield return value with { GapA = 0, GapB = 0, GapC = 0 };
        if (value.M > 1) yield return value with { M = value.M / 2 };
        if (value.N > 1) yield return value with { N = value.N / 2 };
        if (value.K > 1) yield return value with { K = value.K / 2 };
        if (value.M > 1) yield return value with { M = value.M - 1 };
        if (value.N > 1) yield return value with { N = value.N - 1 };
        if (value.K > 1) yield return value with { K = value.K - 1 };
    }
}
