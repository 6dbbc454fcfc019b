namespace NumericsCore.Tests.Support;

internal static class Bits
{
    /// <summary>Asserts that two tensors have one shape, one element type and the same bits.</summary>
    public static void AssertEqual(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.Equal(expected.ElementType, actual.ElementType);
        Assert.Equal(Of(expected), Of(actual));
    }

    private static long[] Of(Tensor tensor) => Array.ConvertAll(tensor.ToDoubleArray(), BitConverter.DoubleToInt64Bits);
}
