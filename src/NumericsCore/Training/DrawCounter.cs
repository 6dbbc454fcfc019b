using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>The number of a training step in device memory: the layers that draw random numbers within the step draw by it, so a replayed step draws anew.</summary>
internal sealed class DrawCounter
{
    [ThreadStatic]
    private static Pass? s_current;

    private readonly Device _device;
    private readonly Slice<uint> _number;

    public DrawCounter(Device device)
    {
        _device = device;
        _number = new(device.Backend.Allocate(sizeof(uint)), 0, 1);
    }

    /// <summary>The forward pass of a step in progress on this thread, if any.</summary>
    public static Pass? Current => s_current;

    public void Set(uint number) => _device.Backend.Upload([number], _number);

    /// <summary>Until the result is disposed, layers called on this thread draw by this counter.</summary>
    public Pass Begin() => s_current = new Pass(_number);

    /// <summary>One forward pass. Layers tell by it whether they are called a second time in the same step.</summary>
    public sealed class Pass(Slice<uint> number) : IDisposable
    {
        public Slice<uint> Number { get; } = number;

        public void Dispose() => s_current = null;
    }
}
