using NumericsCore.Kernels;

namespace NumericsCore.Tests.Tensors;

public class DisposeTests
{
    [Fact]
    public void A_disposed_tensor_and_views_of_it_cannot_be_used()
    {
        var tensor = Tensor.Ones([2, 2]);
        var view = tensor.Reshape(4);
        var detached = tensor.Detach();
        tensor.Dispose();
        Assert.Throws<ObjectDisposedException>(() => tensor.ToArray<float>());
        Assert.Throws<ObjectDisposedException>(() => tensor + tensor);
        Assert.Throws<ObjectDisposedException>(() => view.Sum());
        Assert.Throws<ObjectDisposedException>(() => detached.GetValue(0, 0));
        Assert.Throws<ObjectDisposedException>(() => tensor.MatMul(Tensor.Ones([2, 2])));
        tensor.Dispose();
    }

    [Fact]
    public void Disposing_a_view_leaves_the_memory_alone()
    {
        var tensor = Tensor.Ones([2, 2]);
        tensor.Reshape(4).Dispose();
        tensor.Detach().Dispose();
        tensor.WithGradient().Dispose();
        Assert.Equal(4, tensor.Sum().ToScalar());
    }

    [Fact]
    public void Disposing_a_model_s_parameter_leaves_the_model_alone()
    {
        var model = new Sequential(new Dense(2));
        model.Build([3]);
        string weights = model.WeightsSha256();
        foreach (var parameter in model.Parameters) parameter.Dispose();
        Assert.Equal(weights, model.WeightsSha256());
    }

    [Fact]
    public void Whatever_operation_made_it_a_tensor_gives_its_memory_back_at_once()
    {
        var device = Device.CreateCpu(1);
        var pool = ((CpuBackend)device.Backend).Pool;
        var x = Tensor.Uniform([64, 64], 1, device: device);
        var model = new Sequential(new Dense(64, Activation.Relu));
        model.Build([64], device: device);
        Func<Tensor>[] operations =
        [
            () => x + x, () => x.Exp(), () => x.Sum(0), () => x.Mean(1), () => x.Max(0), () => x.ArgMax(), () => x.MatMul(x), () => x.T, () => x[1..3],
            () => x[0], () => x.Softmax(), () => x.Copy(), () => model.Call(x), () => Tensor.Concatenate([x, x]), () => Tensor.Stack([x, x]),
        ];
        foreach (var operation in operations)
        {
            // what earlier calls left behind must not come back in between
            GC.Collect();
            GC.WaitForPendingFinalizers();
            long before = pool.BytesInUse;
            var result = operation();
            long made = pool.BytesInUse;
            result.Dispose();
            Assert.True(made > before);
            Assert.True(pool.BytesInUse < made, "the memory did not go back");
        }
    }

    [Fact]
    public void A_gradient_survives_its_loss_being_disposed()
    {
        var x = Tensor.Ones([3]).WithGradient();
        var loss = (x * 2).Sum();
        loss.Backward();
        loss.Dispose();
        Assert.Equal([2, 2, 2], x.Gradient!.ToDoubleArray());
    }
}
