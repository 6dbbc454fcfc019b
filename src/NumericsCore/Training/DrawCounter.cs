using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>The layers that draw random numbers within a training step draw by its number in device memory, so a replayed step draws anew.</summary>
internal static class DrawCounter
{
    [ThreadStatic]
    private static Pass? s_current;

    /// <summary>The forward pass of a step in progress on this thread, if any.</summary>
    public static Pass? Current => s_current;

    /// <summary>Until the result is disposed, layers called on this thread draw by this number.</summary>
    public static Pass Begin(Slice<uint> number) => s_current = new Pass(number, s_current);

    /// <summary>One forward pass. Layers tell by it whether they are called a second time in the same step.</summary>
    public sealed class Pass(Slice<uint> number, Pass? outer) : IDisposable
    {
        public Slice<uint> Number { get; } = number;

        public void Dispose()
        {
            if (s_current == this) s_current = outer;
        }
    }
}
