namespace NumericsCore.Kernels;

internal sealed unsafe partial class CpuBackend
{
    // a multiple of every batch, so that each range starts at a whole block; about ten microseconds of work
    private const int RandomGrain = 1 << 14;

    public override void RandomUniform<T>(Slice<T> y, RandomAddress address)
    {
        var loop = new UniformLoop<T>(y.Pointer(), WordsOf(address));
        ForLanes<RandomRange<UniformLoop<T>, T>, T>(y.Length, RandomGrain, new(loop));
        GC.KeepAlive(y.Memory);
    }

    public override void Dropout<T>(Slice<T> x, Slice<T> y, T rate, T scale, RandomAddress address)
    {
        var loop = new DropoutLoop<T>(x.Pointer(y.Length), y.Pointer(), rate, scale, WordsOf(address));
        ForLanes<RandomRange<DropoutLoop<T>, T>, T>(y.Length, RandomGrain, new(loop));
        GC.KeepAlive(x.Memory);
        GC.KeepAlive(y.Memory);
    }

    public override void Advance(Slice<uint> counter, Slice<uint> snapshot)
    {
        uint* count = counter.Pointer(1);
        *snapshot.Pointer(1) = *count;
        *count = unchecked(*count + 1);
        GC.KeepAlive(counter.Memory);
        GC.KeepAlive(snapshot.Memory);
    }

    private static RandomWords WordsOf(RandomAddress address)
    {
        if (address.Step is not { } counter) return new(address.Seed, address.Stream, 0);
        uint step = *counter.Pointer(1);
        GC.KeepAlive(counter.Memory);
        return new(address.Seed, address.Stream, step);
    }
}
