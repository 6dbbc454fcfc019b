using System.Numerics;
using System.Runtime.CompilerServices;
using static NumericsCore.Kernels.Tests.ElementwiseTests;

namespace NumericsCore.Kernels.Tests;

public class StreamingStoreTests
{
    // the smallest results that are streamed, with an end that fills no lane
    private static int Large<T>() => (CacheSizes.Level3 / 2 / Unsafe.SizeOf<T>()) + 13;

    [Fact]
    public void Results_beyond_the_caches_have_the_bits_of_small_ones()
    {
        Check<float>(Large<float>());
        Check<double>(Large<double>());

        static void Check<T>(int length) where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var x = new T[length];
            for (int i = 0; i < length; i++) x[i] = T.CreateTruncating(i % 1021);
            T[] expected = [.. Enumerable.Range(0, 1021).Select(i => T.One / (T.CreateTruncating(i) + T.One))];
            foreach (var backend in Backends.All.Where(backend => backend.Workers.Threads < 3))
            {
                using DeviceArray<T> source = new(backend, x, aligned: true), result = new(backend, new T[length], aligned: true);
                Assert.True(IsStreamed(result, 1, length));
                backend.Map<ShiftedReciprocal, T>(source.Slice, result.Slice);
                var actual = result.ToArray();
                for (int i = 0; i < length; i++)
                    if (actual[i] != expected[i % 1021]) Assert.Fail($"element {i} of {length} is {actual[i]}, expected {expected[i % 1021]}, {backend.SimdBits} bits, {backend.Workers.Threads} threads");
            }
        }
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(1040)]
    [InlineData(1031)]
    public void A_broadcast_beyond_the_caches_has_the_bits_of_its_rows(int columns)
    {
        int rows = (Large<float>() / columns) + 1;
        var random = new Random(columns);
        float[] column = [.. Enumerable.Range(0, rows).Select(_ => random.NextSingle())];
        float[] row = [.. Enumerable.Range(0, columns).Select(_ => random.NextSingle() + 1)];
        foreach (var backend in Backends.SingleThreaded)
        {
            using DeviceArray<float> a = new(backend, column, aligned: true), b = new(backend, row, aligned: true);
            using var result = new DeviceArray<float>(backend, new float[rows * columns], aligned: true);
            Assert.Equal(columns % 16 == 0, IsStreamed(result, rows, columns));
            backend.Zip<ScaledDifference, float>(new(a.Slice, 1, 0), new(b.Slice, 0, 1), result.Slice, rows, columns);
            var actual = result.ToArray();
            for (int i = 0; i < actual.Length; i++)
            {
                float expected = (column[i / columns] - row[i % columns]) / row[i % columns];
                if (actual[i] != expected) Assert.Fail($"element {i} is {actual[i]}, expected {expected}, {backend.SimdBits} bits");
            }
        }
    }

    [Fact]
    public unsafe void Small_or_unaligned_results_are_not_streamed()
    {
        float* aligned = (float*)0x1000;
        nint enough = CacheSizes.Level3 / 2 / sizeof(float);
        Assert.True(StreamingStore.Pays(aligned, 1, enough));
        Assert.False(StreamingStore.Pays(aligned, 1, enough - 1));
        Assert.False(StreamingStore.Pays(aligned + 1, 1, enough));
        Assert.False(StreamingStore.Pays(aligned, 17, enough / 16 + 1));
    }

    private static unsafe bool IsStreamed<T>(DeviceArray<T> result, nint rows, nint columns) where T : unmanaged =>
        StreamingStore.Pays(result.Slice.Pointer(), rows, columns);
}
