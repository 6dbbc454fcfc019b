using NumericsCore.Kernels;

namespace NumericsCore.Measurement.Tests;

/// <summary>That as many operations are counted as are done: their time is measured elsewhere.</summary>
public class CeilingTests
{
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.75)]
    [InlineData(3, 0.9375)]
    public void Operations_of_the_CPU_are_those_of_its_elements(int steps, float element)
    {
        // all elements are the same, so that their sum counts them
        double elements = FmaPeak.Chains(steps, 0.5f) / element;
        Assert.Equal(2 * elements * steps, FmaPeak.Operations(steps));
    }

    [Trait("Devices", "GPU")]
    [Fact]
    public void Operations_of_a_device_are_those_of_its_chains()
    {
        foreach (var info in Device.All.Where(static device => device.UnavailableReason is null && device.Name != "cpu"))
        {
            var gpu = MeasuredDevice.Open(info.Name).Gpu!;
            const int Threads = 1024, Steps = 3;
            using DeviceMemory memory = gpu.Allocate(Threads * sizeof(float));
            var accumulators = new Slice<float>(memory, 0, Threads);
            FmaKernel.Launch(gpu.Queue, accumulators.View<float, float>(), Steps);
            float[] sums = new float[Threads];
            gpu.Download(accumulators, sums);
            // the chains begin apart, so that none can stand for another
            float f = 0.999f, g = 1 - f, sum = 0;
            for (int chain = 0; chain < FmaKernel.Chains; chain++)
            {
                float x = g + chain;
                for (int step = 0; step < Steps; step++) x = MathF.FusedMultiplyAdd(x, f, g);
                sum = chain == 0 ? x : sum + x;
            }

            Assert.All(sums, actual => Assert.Equal(sum, actual));
        }
    }
}
