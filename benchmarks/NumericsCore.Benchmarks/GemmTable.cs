using System.Globalization;
using NumericsCore.Kernels;
using NumericsCore.Measurement;

namespace NumericsCore.Benchmarks;

/// <summary>The quick look at Gemm: one line a shape, beside what the fused multiply-add units could do.</summary>
internal static class GemmTable
{
    public static readonly (string Kind, int M, int N, int K)[] Shapes =
    [
        ("NN", 32, 128, 30), ("TN", 30, 128, 32), ("NN", 32, 64, 128), ("NT", 32, 128, 64), ("TN", 128, 64, 32),
        ("NN", 32, 1, 64), ("NT", 32, 64, 1), ("TN", 64, 1, 32), ("NN", 256, 128, 30), ("NN", 256, 64, 128),
        ("NN", 32, 512, 784), ("NN", 128, 512, 784), ("TN", 784, 512, 128), ("NN", 128, 256, 512), ("NT", 128, 512, 256), ("TN", 512, 256, 128),
        ("NN", 1024, 512, 784), ("NN", 1024, 1024, 784), ("NN", 1024, 1024, 1024), ("NT", 1024, 1024, 1024), ("TN", 1024, 1024, 1024),
        ("NN", 256, 256, 256), ("NN", 512, 512, 512), ("NN", 2048, 2048, 2048),
        ("NN", 1000, 1, 777), ("NN", 1000, 777, 1), ("NN", 17, 4099, 31), ("NN", 17, 31, 4099), ("NN", 1, 512, 784), ("NN", 1000, 10, 256),
    ];

    /// <summary>Prints the table.</summary>
    /// <param name="args">Threads, 1 and all cores when missing; then a part of the shapes' text, to print only those.</param>
    public static void Print(string[] args)
    {
        int[] threadCounts = args.Length > 0 ? [int.Parse(args[0], CultureInfo.InvariantCulture)] : [1, Environment.ProcessorCount];
        string wanted = args.Length > 1 ? args[1] : "";
        var clock = new HostClock();
        foreach (int threads in threadCounts)
        {
            var backend = new CpuBackend(threads, SimdWidth.Bits);
            Console.WriteLine($"{SimdWidth.Bits} bits, {threads} threads");
            Console.WriteLine("  kind     m     n     k       median GFLOP/s     best   fma peak   of peak   median µs");
            foreach ((string kind, int m, int n, int k) in Shapes)
            {
                string name = $"{kind} {m,5} {n,5} {k,5}";
                if (!name.Contains(wanted, StringComparison.Ordinal)) continue;
                var product = new GemmProduct(backend, kind, m, n, k);
                // a virtual machine's cores may share one real core for a while, so the peak is measured around each shape
                double peak = FmaPeak.Measure(threads, 3);
                Samples samples = Sampler.Measure(clock, product.Run, SamplingPlan.Thorough);
                peak = Math.Max(peak, FmaPeak.Measure(threads, 3)) / 1e9;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"  {name} {product.Operations / samples.Median / 1e9,22:F1} {product.Operations / samples.Minimum / 1e9,8:F1} {peak,10:F1} {product.Operations / samples.Minimum / peak / 1e7,7:F0} % {samples.Median * 1e6,11:F2}"));
            }

            backend.Workers.Dispose();
        }
    }
}
