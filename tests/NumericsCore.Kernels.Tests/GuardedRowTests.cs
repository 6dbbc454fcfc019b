namespace NumericsCore.Kernels.Tests;

/// <summary>That kernels which walk rows read and write nothing past their operands: what they should not read lies in no result.</summary>
public class GuardedRowTests
{
    private static readonly int[] s_lengths = [.. Enumerable.Range(1, 35), 63, 64, 65, 127, 129, 1000];

    [Fact]
    public void Elementwise_kernels_touch_nothing_past_the_last_element() => Run(4, static (backend, slices, length) =>
    {
        var (a, b, c, d, y) = (Row(slices[0], length), Row(slices[1], length), Row(slices[2], length), Row(slices[3], length), slices[4]);
        backend.Map<Sigmoid, float>(slices[0], y);
        backend.Zip<Divide, float>(a, b, y, 1, length);
        backend.Zip<Pullback<Tanh>, float>(a, b, c, y, 1, length);
        backend.Zip<PullbackRight<Power>, float>(a, b, c, d, y, 1, length);
    });

    [Fact]
    public void Reductions_touch_nothing_past_the_last_element() => Run(1, static (backend, slices, length) =>
    {
        backend.Reduce<Square, Sum, float>(slices[0], slices[1].Part(0, 1), 1, length, 1, 1);
        backend.Reduce<Identity, Max, float>(slices[0], slices[1], 1, 1, length, 1);
    });

    [Fact]
    public void Softmax_touches_nothing_past_the_last_element() => Run(1, static (backend, slices, length) =>
    {
        backend.Softmax(slices[0], slices[1], 1, length);
        backend.LogSoftmax(slices[0], slices[1], 1, length);
    });

    private static void Run(int operands, Action<CpuBackend, Slice<float>[], int> kernels)
    {
        if (!OperatingSystem.IsLinux()) return;
        foreach (var backend in Backends.SingleThreaded)
        {
            foreach (int length in s_lengths)
            {
                GuardedMemory[] memory = [.. Enumerable.Range(0, operands + 1).Select(_ => new GuardedMemory(backend, length * sizeof(float)))];
                kernels(backend, [.. memory.Select(one => new Slice<float>(one.Memory, 0, length))], length);
                foreach (var one in memory) one.Dispose();
            }
        }
    }

    private static Operand<float> Row(Slice<float> slice, int length) => new(slice, length, 1);
}
