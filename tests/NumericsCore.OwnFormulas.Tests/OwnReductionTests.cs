using NumericsCore.Testing;

namespace NumericsCore.OwnFormulas.Tests;

/// <summary>Reductions of a user's own.</summary>
public class OwnReductionTests
{
    [Fact]
    public void A_product_is_that_of_the_elements_over_any_axes()
    {
        var x = Tensor.From(new double[] { 1, 2, 3, 4, 5, 6 }, [2, 3]);
        Assert.Equal(720, x.Reduce<Product>().ToScalar());
        Assert.Equal([6, 120], x.Reduce<Product>(1).ToArray<double>());
        Assert.Equal([4, 10, 18], x.Reduce<Product>(0, keepDims: true).ToArray<double>());
        Assert.Equal([1, 3], x.Reduce<Product>(0, keepDims: true).Shape);
        Assert.Equal([1, 1], Tensor.Ones([2, 0]).Reduce<Product>(1).ToArray<float>());
    }

    [Fact]
    public void Its_gradient_is_that_of_central_differences()
    {
        var options = new TensorOptions { Low = 0.5, High = 1.5 };
        GradientLaw.Holds(static x => x.Reduce<Product>(), options, cases: 40);
        foreach (int axis in new[] { 0, 1, 2 })
            GradientCheck.Run(x => x.Reduce<Product>(axis, keepDims: axis == 1), Tensor.Uniform([4, 3, 2], seed: 5, low: 0.5, high: 1.5, elementType: ElementType.Float64)).ThrowIfFailed();
    }

    [GpuFact]
    public void Devices_give_the_bits_of_the_cpu()
    {
        foreach (var device in Gpus.All)
            foreach (var type in new[] { ElementType.Float32, ElementType.Float64 })
                foreach (int[] axes in new int[][] { [0], [1], [2], [0, 1, 2], [0, 2] })
                    Assert.Equal(Bits(axes, type, Device.Cpu), Bits(axes, type, device));
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        foreach (int[] axes in new int[][] { [0], [1], [0, 1, 2] })
            Assert.Equal(Bits(axes, ElementType.Float32, Device.CreateCpu(1)), Bits(axes, ElementType.Float32, Device.CreateCpu(3)));
    }

    private static long[] Bits(int[] axes, ElementType type, Device device)
    {
        var x = Tensor.Uniform([3, 1500, 2], seed: 9, low: 0.99, high: 1.01, elementType: type, device: device).WithGradient();
        var y = x.Reduce<Product>(axes);
        y.Sum().Backward();
        return [.. y.ToDoubleArray().Concat(x.Gradient!.ToDoubleArray()).Select(BitConverter.DoubleToInt64Bits)];
    }
}
