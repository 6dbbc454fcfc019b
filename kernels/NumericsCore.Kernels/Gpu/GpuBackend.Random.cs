using System.Runtime.CompilerServices;
using ILGPU;

namespace NumericsCore.Kernels;

internal sealed partial class GpuBackend
{
    public override void RandomUniform<T>(Slice<T> y, RandomAddress address)
    {
        if (typeof(T) == typeof(float)) RandomUniform<T, GpuSingle>(y, address);
        else RandomUniform<T, GpuDouble>(y, address);
    }

    public override void Dropout<T>(Slice<T> x, Slice<T> y, T rate, T scale, RandomAddress address)
    {
        if (typeof(T) == typeof(float)) Dropout<T, GpuSingle>(x, y, rate, scale, address);
        else Dropout<T, GpuDouble>(x, y, rate, scale, address);
    }

    public override void Advance(Slice<uint> counter, Slice<uint> snapshot)
    {
        AdvanceKernel.Launch(_queue, counter.View<uint, uint>(1), snapshot.View<uint, uint>(1));
        GC.KeepAlive(counter.Memory);
        GC.KeepAlive(snapshot.Memory);
    }

    private void RandomUniform<T, TLane>(Slice<T> y, RandomAddress address) where T : unmanaged where TLane : unmanaged, IGpuLane<TLane>
    {
        if (y.Length == 0) return;
        UniformKernel<TLane>.Launch(_queue, y.View<TLane, T>(y.Length), new(address.Seed, address.Stream), StepOf(address), y.Length, y.IsQuadAligned());
        GC.KeepAlive(y.Memory);
        GC.KeepAlive(address.Step?.Memory);
    }

    private void Dropout<T, TLane>(Slice<T> x, Slice<T> y, T rate, T scale, RandomAddress address) where T : unmanaged where TLane : unmanaged, IGpuLane<TLane>
    {
        var from = x.View<TLane, T>(y.Length);
        if (y.Length == 0) return;
        DropoutKernel<TLane>.Launch(_queue, from, y.View<TLane, T>(y.Length), Unsafe.BitCast<T, TLane>(rate), Unsafe.BitCast<T, TLane>(scale),
            new(address.Seed, address.Stream), StepOf(address), y.Length, x.IsQuadAligned() && y.IsQuadAligned());
        GC.KeepAlive(x.Memory);
        GC.KeepAlive(y.Memory);
        GC.KeepAlive(address.Step?.Memory);
    }

    private ArrayView<uint> StepOf(RandomAddress address) => address.Step is { } step ? step.View<uint, uint>(1, nameof(address)) : _words.View<uint>(0, 1);
}
