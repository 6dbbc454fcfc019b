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
        backend.ArgMax<Identity, float>(slices[0], slices[1].Part(0, 1), 1, length, 1);
        backend.ArgMax<Identity, float>(slices[0], slices[1], 1, 1, length);
        // short rows, which are transposed
        backend.ArgMax<Identity, float>(slices[0], slices[1].Part(0, length / 5), length / 5, 5, 1);
        backend.Reduce<Identity, Sum, float>(slices[0], slices[1].Part(0, length / 5), length / 5, 5, 1, 1);
    });

    [Fact]
    public void Softmax_touches_nothing_past_the_last_element() => Run(1, static (backend, slices, length) =>
    {
        backend.Softmax(slices[0], slices[1], 1, length);
        backend.LogSoftmax(slices[0], slices[1], 1, length);
    });

    [Fact]
    public void Packed_layers_touch_nothing_past_the_last_element()
    {
        if (!OperatingSystem.IsLinux()) return;
        const int Inputs = 5;
        foreach (var backend in Backends.SingleThreaded)
        {
            // one to nine lanes of every width, whole and not
            foreach (int outputs in s_lengths.Take(35).Concat(Enumerable.Range(9, 28).Select(static four => 4 * four)).Append(129))
            {
                var plan = new ForwardPlan<float>(backend, [DenseStep<float>.Create(Inputs, outputs, backend.SimdBits, default(NoEpilogue))], null);
                foreach (int rows in (int[])[1, 2, 13])
                {
                    int[] lengths = [Inputs * outputs, (int)plan.PackedLength, rows * Inputs, rows * outputs];
                    GuardedMemory[] memory = [.. lengths.Select(length => new GuardedMemory(backend, length * sizeof(float)))];
                    RunPacked(plan, [.. memory.Zip(lengths, static (one, length) => new Slice<float>(one.Memory, 0, length))], rows);
                    foreach (var one in memory) one.Dispose();
                }
            }
        }
    }

    private static unsafe void RunPacked(ForwardPlan<float> plan, Slice<float>[] slices, int rows)
    {
        float* packed = slices[1].Pointer();
        plan.Pack(0, slices[0].Pointer(), null, packed);
        plan.Run(packed, slices[2].Pointer(), slices[3].Pointer(), rows);
        GC.KeepAlive(slices);
    }

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
