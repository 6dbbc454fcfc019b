namespace NumericsCore.Tests.Support;

internal static class Near
{
    /// <summary>Asserts that all elements lie within a relative (below 1, absolute) distance of the expected ones.</summary>
    public static void AssertEqual(double[] expected, Tensor actual, double tolerance = 1e-12)
    {
        double[] values = actual.ToDoubleArray();
        Assert.Equal(expected.Length, values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - values[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])),
                $"element {i} is {values[i]:R}, expected {expected[i]:R}");
        }
    }

    public static void AssertEqual(double expected, Tensor actual, double tolerance = 1e-12) => AssertEqual([expected], actual, tolerance);
}
