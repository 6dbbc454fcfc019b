using FsCheck;
using FsCheck.Fluent;

namespace NumericsCore.Testing.Tests.Laws;

internal static class Law
{
    /// <summary>Half the distance of 1 to the next float32: the largest relative error of one rounding.</summary>
    public const double Unit = 1.0 / (1 << 24);

    /// <summary>Checks a law on drawn cases, with shrinking.</summary>
    public static void Holds<T>(Arbitrary<T> arbitrary, Action<T> law, int cases = 40) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(cases).WithQuietOnSuccess(true), Prop.ForAll(arbitrary, law));

    /// <summary>Matrices of float32 numbers.</summary>
    public static Arbitrary<TensorCase> Matrices(double low = -2, double high = 2, int maxRows = 12, int maxColumns = 20)
    {
        var matrices =
            from rows in Gen.Choose(1, maxRows)
            from columns in Gen.Choose(1, maxColumns)
            from tensor in Generate.Tensors(new TensorOptions { Shape = [rows, columns], Low = low, High = high }).Generator
            select tensor;
        return matrices.ToArbitrary();
    }

    /// <summary>Asserts |expected - actual| ≤ bound(i) for each element.</summary>
    public static void Within(double[] expected, double[] actual, Func<int, double> bound)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= bound(i), $"element {i} is {actual[i]:R}, expected {expected[i]:R} ± {bound(i):G3}");
    }
}
