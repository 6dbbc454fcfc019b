using NumericsCore.Kernels;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Memory;

/// <summary>That memory kept for later tensors can be given back.</summary>
public class TrimMemoryTests
{
    [Fact]
    public void What_disposed_and_forgotten_tensors_had_goes_back()
    {
        var device = Device.CreateCpu(1);
        var pool = ((CpuBackend)device.Backend).Pool;
        using var held = Tensor.Ones([1000], device: device);
        Tensor.Ones([2000], device: device).Dispose();
        Forget(device);
        Assert.NotEqual(0, pool.BytesFree);
        device.TrimMemory();
        Assert.Equal(0, pool.BytesFree);
        Assert.InRange(pool.BytesInUse, 4000, 8000);
        Assert.Equal(1000, held.Sum().ToScalar());
    }

    [GpuFact]
    public void Tensors_of_a_device_stay_as_they_are()
    {
        foreach (var device in Gpus.All)
        {
            var x = Tensor.Uniform([1000], seed: 1, device: device);
            float[] before = x.ToArray<float>();
            Tensor.Ones([5000], device: device).Dispose();
            device.TrimMemory();
            Assert.Equal(before, x.ToArray<float>());
            Assert.Equal(5000, Tensor.Ones([5000], device: device).Sum().ToScalar());
        }
    }

    // in a frame of its own, so that nothing here holds it
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Forget(Device device) => Tensor.Ones([3000], device: device);
}
