using NumericsCore.Kernels;

namespace NumericsCore.Measurement;

/// <summary>Kernels that read every element once and write few.</summary>
internal static class ReductionKernels
{
    private static readonly IReadOnlyList<KernelSize> s_matrices = Sweep.Of("256x10", "1024x1024", "8192x1024", "1048576x10");
    private static readonly IReadOnlyList<KernelSize> s_quickMatrices = Sweep.Of("256x10", "2048x1024");

    public static IReadOnlyList<BenchKernel> All { get; } =
    [
        OfElements("sum", static (backend, x, y) => backend.Reduce<Identity, Sum, float>(x, y, 1, x.Length, 1, 1)),
        OfElements("max", static (backend, x, y) => backend.Reduce<Identity, Max, float>(x, y, 1, x.Length, 1, 1)),
        OfMatrix("row-sum", results: 0, static (backend, x, y, rows, columns) => backend.Reduce<Identity, Sum, float>(x, y, rows, columns, 1, 1)),
        OfMatrix("column-sum", results: 1, static (backend, x, y, rows, columns) => backend.Reduce<Identity, Sum, float>(x, y, 1, rows, columns, 1)),
        OfMatrix("argmax", results: 0, static (backend, x, y, rows, columns) => backend.ArgMax<Identity, float>(x, y, rows, columns, 1)),
    ];

    private static BenchKernel OfElements(string name, Action<Backend, Slice<float>, Slice<float>> reduce) =>
        new(name, SizeForm.Count, Bound.Copy, Sweep.Counts, Sweep.QuickCounts, (device, size, rotated) => Prepare(device.Backend, size.Count, 1, rotated, reduce));

    /// <param name="name">The kernel's name.</param>
    /// <param name="results">The extent, 0 for rows and 1 for columns, of which each index gets a result.</param>
    /// <param name="reduce">The kernel.</param>
    private static BenchKernel OfMatrix(string name, int results, Action<Backend, Slice<float>, Slice<float>, nint, nint> reduce) =>
        new(name, SizeForm.Matrix, Bound.Copy, s_matrices, s_quickMatrices, (device, size, rotated) =>
        {
            int rows = size.Extents[0], columns = size.Extents[1];
            return Prepare(device.Backend, (nint)rows * columns, size.Extents[results], rotated, (backend, x, y) => reduce(backend, x, y, rows, columns));
        });

    private static PreparedKernel Prepare(Backend backend, nint elements, nint results, long rotatedBytes, Action<Backend, Slice<float>, Slice<float>> reduce)
    {
        double bytes = sizeof(float) * ((double)elements + results);
        var sets = new BufferSets(backend, bytes, rotatedBytes);
        Slice<float>[] x = sets.Random(elements), y = sets.Empty(results);
        return new PreparedKernel(sets)
        {
            Run = i => reduce(backend, x[i % sets.Count], y[i % sets.Count]),
            Outputs = () => [sets.Read(y[0])],
            Bytes = bytes,
            Flops = elements,
        };
    }
}
