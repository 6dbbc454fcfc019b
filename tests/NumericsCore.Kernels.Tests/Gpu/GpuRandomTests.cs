using System.Numerics;

namespace NumericsCore.Kernels.Tests;

[Collection(GpuTests.Name)]
[FsCheck.Xunit.Properties(Arbitrary = [typeof(Generators)])]
public class GpuRandomTests
{
    [GpuProperty]
    public void Uniforms_are_the_same(Extent length, ulong seed, uint stream, uint? step, bool aligned)
    {
        Check<float>();
        Check<double>();

        void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            Gpus.AgreeWithCpu([new T[length.Value]], aligned, (backend, slices) =>
            {
                using var counter = new DeviceArray<uint>(backend, [step ?? 0]);
                backend.RandomUniform(slices[0], new(seed, stream, step is null ? null : counter.Slice));
            });
    }

    [GpuProperty]
    public void Dropout_gives_the_same_bits(Extent length, Numbers numbers, ulong seed, uint stream, uint? step, bool aligned, bool inPlace)
    {
        Check<float>();
        Check<double>();

        void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            Gpus.AgreeWithCpu([numbers.Take<T>(length.Value), new T[length.Value]], aligned, (backend, slices) =>
            {
                using var counter = new DeviceArray<uint>(backend, [step ?? 0, stream]);
                T rate = T.CreateTruncating(seed % 10) / T.CreateTruncating(10);
                backend.Dropout(slices[0], slices[inPlace ? 0 : 1], rate, T.One / (T.One - rate), new(seed, stream, step is null ? null : counter.Slice, step is null ? 0 : seed % 4 * (seed >> 20)));
            });
    }

    [GpuProperty]
    public void A_counter_is_advanced_after_its_value_is_kept(uint start)
    {
        foreach (var backend in Gpus.All)
        {
            using var counter = new DeviceArray<uint>(backend, [start]);
            using var snapshot = new DeviceArray<uint>(backend, [77]);
            backend.Advance(counter.Slice, snapshot.Slice);
            Assert.Equal([unchecked(start + 1)], counter.ToArray());
            Assert.Equal([start], snapshot.ToArray());
        }
    }
}
