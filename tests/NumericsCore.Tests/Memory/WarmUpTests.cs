using NumericsCore.Kernels;

namespace NumericsCore.Tests;

public class WarmUpTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Calls_that_are_warmed_up_count_once(int threads)
    {
        using var memory = Recorded(threads, 100, out _, out var recording);
        recording.End();
        Assert.All(Read(memory), static value => Assert.Equal(3, value));

        recording.Replay();
        Assert.All(Read(memory), static value => Assert.Equal(6, value));
        recording.Dispose();
    }

    [Fact]
    public void A_result_too_large_to_be_warmed_up_is_computed_all_the_same()
    {
        using var memory = Recorded(2, (int)WarmUp.MaxBytes, out _, out var recording);
        recording.End();
        Assert.All(Read(memory), static value => Assert.Equal(3, value));
        recording.Dispose();
    }

    [Fact]
    public void Looking_at_a_result_makes_the_calls_before_it()
    {
        using var memory = Recorded(2, 100, out var values, out var recording);
        var seen = new float[100];
        recording.Download(values, seen);
        Assert.All(seen, static value => Assert.Equal(3, value));
        Assert.NotNull(recording.NotReplayableReason);
        recording.Dispose();
    }

    [Fact]
    public void A_recording_given_up_makes_no_call()
    {
        using var memory = Recorded(2, 100, out _, out var recording);
        recording.Dispose();
        Assert.All(Read(memory), static value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_recording_whose_calls_fail_is_no_longer_in_progress()
    {
        using var memory = Recorded(2, 100, out var values, out var recording);
        recording.Run(new MapOperands<float>(values, values), default(Fails));
        Assert.Equal("it fails", Assert.Throws<InvalidOperationException>(recording.End).Message);
        Assert.Null(Recording.Active);
        recording.Dispose();
    }

    private readonly struct Fails : IKernel<MapOperands<float>>
    {
        public static bool RunsInPlace => true;

        void IKernel<MapOperands<float>>.RunOn(CpuBackend cpu, in MapOperands<float> operands) => throw new InvalidOperationException("it fails");

        void IKernel<MapOperands<float>>.RunOn<TLane>(GpuBackend gpu, in MapOperands<float> operands) => throw new NotSupportedException();
    }

    /// <summary>Records that 1 is added to the elements three times, in place, from 0.</summary>
    private static DeviceMemory Recorded(int threads, int length, out Slice<float> values, out Recording recording)
    {
        var backend = new CpuBackend(threads, SimdWidth.Bits);
        var memory = backend.Allocate(length * sizeof(float));
        values = new Slice<float>(memory, 0, length);
        backend.Fill(values, 0f);
        using var ones = backend.Allocate(sizeof(float));
        var one = new Slice<float>(ones, 0, 1);
        backend.Fill(one, 1f);
        recording = Recording.Begin(backend);
        for (int call = 0; call < 3; call++) recording.Zip<Add, float>(new(values, length, 1), new(one, 0, 0), values, 1, length);
        return memory;
    }

    private static float[] Read(DeviceMemory memory)
    {
        var read = new float[100];
        memory.Backend.Download(new Slice<float>(memory, 0, read.Length), read);
        return read;
    }
}
