namespace NumericsCore.Kernels;

internal sealed unsafe partial class CpuBackend
{
    // a multiple of every batch, so that each range starts at a whole block; about ten microseconds of work
    private const nint RandomGrain = 16384;

    public override void RandomUniform<T>(Slice<T> y, RandomAddress address)
    {
        var loop = new UniformLoop<T>(y.Pointer(), WordsOf(address), SimdBits);
        Workers.For(y.Length, RandomGrain, ref loop);
        GC.KeepAlive(y.Memory);
    }

    public override void Dropout<T>(Slice<T> x, Slice<T> y, T rate, T scale, RandomAddress address)
    {
        if (x.Length != y.Length)
            throw new ArgumentException($"y has {y.Length} elements; expected {x.Length}, as many as x.", nameof(y));

        var loop = new DropoutLoop<T>(x.Pointer(), y.Pointer(), rate, scale, WordsOf(address), SimdBits);
        Workers.For(y.Length, RandomGrain, ref loop);
        GC.KeepAlive(x.Memory);
        GC.KeepAlive(y.Memory);
    }

    public override void Advance(Slice<uint> counter)
    {
        unchecked
        {
            ++*counter.Pointer();
        }

        GC.KeepAlive(counter.Memory);
    }

    private static RandomWords WordsOf(RandomAddress address)
    {
        if (address.Step is not { } counter) return new(address.Seed, address.Stream, 0);
        uint step = *counter.Pointer();
        GC.KeepAlive(counter.Memory);
        return new(address.Seed, address.Stream, step);
    }
}
