using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Tests;

[Collection(GpuTests.Name)]
[FsCheck.Xunit.Properties(Arbitrary = [typeof(Generators)])]
public class GpuUpdateTests
{
    [GpuProperty]
    public void A_step_of_every_rule_gives_the_same_bits(Extent length, Extent gap, Numbers numbers, bool aligned)
    {
        // one rule a case, so that all have their share of the cases
        var rule = SomeRule.All[numbers.Seed % SomeRule.All.Length];
        Check<float>();
        Check<double>();

        void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            int n = Math.Min(length.Value, 9000), skip = gap.Value % 7;
            var segments = Cut(n, skip, numbers.Seed);
            T[] state = [.. numbers.Take<T>(rule.Slots * n, 3).Select(T.Abs)];
            Gpus.AgreeWithCpu([numbers.Take<T>(n, 1), numbers.Take<T>(n, 2), state], aligned,
                (backend, slices) => rule.Rows(0.05, 0.5).Update(backend, segments, slices[0], slices[1], slices[2]));
        }
    }

    [GpuFact]
    public void A_step_is_one_launch_of_one_kernel_whatever_the_number_of_segments()
    {
        foreach (var backend in Gpus.All)
        {
            UpdateSegment[] segments = [.. Enumerable.Range(0, 100).Select(i => new UpdateSegment(i * 50, 49, 0))];
            using var parameters = new DeviceArray<float>(backend, new float[5000]);
            using var memory = backend.Allocate(Unsafe.SizeOf<SgdRule>());
            var rules = new Slice<SgdRule>(memory, 0, 1);
            backend.Upload<SgdRule>([new(0.05)], rules);
            void Step() => backend.Update(segments, rules, parameters.Slice, parameters.Slice, default);
            Step();
            int loaded = backend.Queue.LoadedKernels;
            long inUse = backend.Pool.BytesInUse;
            for (int i = 0; i < 10; i++) Step();
            Assert.Equal(loaded, backend.Queue.LoadedKernels);
            Assert.Equal(inUse, backend.Pool.BytesInUse);
        }
    }

    [GpuFact]
    public void More_tables_than_are_kept_still_give_the_right_steps()
    {
        for (int i = 1; i <= 40; i++)
        {
            UpdateSegment[] segments = [new(i, i, 0)];
            Gpus.AgreeWithCpu([new Numbers(i, false).Take<float>(100), new Numbers(i, false).Take<float>(100, 1)], false,
                (backend, slices) => SomeRule.All[0].Rows(0.05).Update(backend, segments, slices[0], slices[1], default));
        }
    }

    private static UpdateSegment[] Cut(int n, int skip, int seed)
    {
        var random = new Random(seed);
        List<UpdateSegment> segments = [];
        for (int at = Math.Min(skip, n); at < n;)
        {
            int length = random.Next(0, Math.Min(n - at, 4000) + 1);
            segments.Add(new(at, length, random.Next(2)));
            at += length + random.Next(1, 9);
        }

        return [.. segments];
    }
}
