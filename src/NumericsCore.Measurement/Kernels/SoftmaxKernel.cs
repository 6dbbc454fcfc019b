using NumericsCore.Kernels;

namespace NumericsCore.Measurement;

/// <summary>Cross-entropy with softmax, loss and gradient in one kernel.</summary>
internal static class SoftmaxKernel
{
    public static BenchKernel Create() => new("cross-entropy", SizeForm.Matrix, Bound.Copy,
        Sweep.Of("256x10", "1024x1024", "8192x1024"), Sweep.Of("256x10", "2048x1024"), Prepare);

    private static PreparedKernel Prepare(Device device, KernelSize size, long rotatedBytes)
    {
        int rows = size.Extents[0], columns = size.Extents[1];
        nint count = (nint)rows * columns;
        double bytes = sizeof(float) * (3.0 * count + rows);
        var backend = device.Backend;
        var sets = new BufferSets(backend, bytes, rotatedBytes);
        Slice<float>[] logits = sets.Random(count, -4, 4), targets = sets.Random(count, 0, 1), loss = sets.Empty(rows), gradient = sets.Empty(count);
        return new PreparedKernel(sets)
        {
            Run = i => backend.SoftmaxCrossEntropy(logits[i % sets.Count], targets[i % sets.Count], loss[i % sets.Count], gradient[i % sets.Count], rows, columns),
            Outputs = () => [sets.Read(loss[0]), sets.Read(gradient[0])],
            Bytes = bytes,
            // largest, shift, exponential and sum; loss: shift, difference, product and sum; gradient: quotient, product, difference; sum of targets
            Flops = 12.0 * count,
        };
    }
}
