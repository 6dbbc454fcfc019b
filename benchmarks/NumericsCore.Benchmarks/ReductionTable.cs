using System.Globalization;
using NumericsCore.Kernels;
using NumericsCore.Measurement;

namespace NumericsCore.Benchmarks;

/// <summary>Reductions of matrices that no cache holds, as shares of the bandwidth of copying: what a kernel should reach that reads each element once.</summary>
internal static class ReductionTable
{
    private static readonly (int Rows, int Columns)[] s_sizes = [(8192, 1024), (8192, 1000), (1024, 1024), (128, 65536), (1 << 20, 10)];

    private static readonly (string Name, Action<Backend, Slice<float>, Slice<float>, nint, nint> Run)[] s_kernels =
    [
        ("column-sum", static (backend, x, y, rows, columns) => backend.Reduce<Identity, Sum, float>(x, y, 1, rows, columns, 1)),
        ("column-max", static (backend, x, y, rows, columns) => backend.Reduce<Identity, Max, float>(x, y, 1, rows, columns, 1)),
        ("column-argmax", static (backend, x, y, rows, columns) => backend.ArgMax<Identity, float>(x, y, 1, rows, columns)),
        ("row-argmax", static (backend, x, y, rows, columns) => backend.ArgMax<Identity, float>(x, y, rows, columns, 1)),
        ("row-sum", static (backend, x, y, rows, columns) => backend.Reduce<Identity, Sum, float>(x, y, rows, columns, 1, 1)),
        ("row-max", static (backend, x, y, rows, columns) => backend.Reduce<Identity, Max, float>(x, y, rows, columns, 1, 1)),
        ("argmax", static (backend, x, y, rows, columns) => backend.ArgMax<Identity, float>(x, y, 1, rows * columns, 1)),
    ];

    /// <summary>Prints a line for each kernel and size whose text contains <paramref name="wanted"/>.</summary>
    public static void Print(string wanted)
    {
        int[] threadCounts = [1, Environment.ProcessorCount];
        CpuBackend[] backends = [.. threadCounts.Select(static threads => new CpuBackend(threads, SimdWidth.Bits))];
        double[] copies = [.. threadCounts.Select(static threads => CopyPeak.Measure(threads, 5, CopyPeak.ArrayBytes(CacheSizes.Level3)).BytesPerSecond)];
        Console.WriteLine("copying, reads and writes counted: " + string.Join(", ", threadCounts.Zip(copies, static (threads, copy) => Number($"{copy / 1e9:F1} GB/s ({threads})"))));
        Console.WriteLine("reading alone: " + string.Join(", ", threadCounts.Select(static threads => Number($"{ReadPeak.Measure(threads, 5, CopyPeak.ArrayBytes(CacheSizes.Level3)) / 1e9:F1} GB/s ({threads})"))));
        for (int t = 0; t < threadCounts.Length; t++)
        {
            foreach (var (rows, columns) in s_sizes)
            {
                using var sets = new BufferSets(backends[t], sizeof(float) * (double)rows * columns, 384 << 20);
                Slice<float>[] x = sets.Random((nint)rows * columns), y = sets.Empty(Math.Max(rows, columns));
                foreach (var (name, run) in s_kernels)
                {
                    string title = Number($"{name,-14} {rows + "x" + columns,-11} {threadCounts[t]}");
                    if (!title.Contains(wanted, StringComparison.Ordinal)) continue;
                    var backend = backends[t];
                    var samples = Sampler.Measure(new HostClock(), i => run(backend, x[i % sets.Count], y[i % sets.Count], rows, columns), SamplingPlan.Quick);
                    double rate = sizeof(float) * (double)rows * columns / samples.Median;
                    Console.WriteLine(Number($"{title} {rate / 1e9,7:F2} GB/s {rate / copies[t],6:P0}  best {sizeof(float) * (double)rows * columns / samples.Minimum / 1e9,7:F2}"));
                }
            }
        }

        foreach (var backend in backends) backend.Workers.Dispose();
    }

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
