using System.Diagnostics;
using System.Globalization;
using System.Text;
using NumericsCore.Kernels.Tests;

namespace NumericsCore.Benchmarks;

/// <summary>Measures the elementary functions: every float32, and a random sample of float64, as a Markdown table.</summary>
internal static class Accuracy
{
    private const int Block = 1 << 16;
    private const long AllFloats = 1L << 32;
    private const int DoubleSamples = 61 * Block;

    /// <summary>Runs over every <paramref name="stride"/>-th float32 (1: all) and writes the table to <paramref name="path"/>, if any.</summary>
    public static void Run(int stride, string? path)
    {
        string elementary = Table(ElementaryFunction.All, stride), shelf = Table(ElementaryFunction.Shelf, stride);
        if (path is not null)
            File.WriteAllText(path, Page(elementary, shelf));
    }

    /// <summary>Runs over every <paramref name="stride"/>-th float32 for the functions of these names.</summary>
    public static void Run(int stride, string[] names) => Table([.. ElementaryFunction.All.Concat(ElementaryFunction.Shelf).Where(function => names.Contains(function.Name))], stride);

    private static string Table(ElementaryFunction[] functions, int stride)
    {
        StringBuilder table = new();
        void Row(string row)
        {
            // written as it comes: a run over all functions takes many minutes
            table.AppendLine(row);
            Console.WriteLine(row);
        }

        Row("| function | float32 max ulp | at | float64 max ulp (sampled) | at |");
        Row("| --- | --- | --- | --- | --- |");
        foreach (ElementaryFunction function in functions)
        {
            Stopwatch watch = Stopwatch.StartNew();
            Worst single = AllSingles(function, stride);
            Worst sampled = function.Exact is null ? GoldenDoubles(function) : SampledDoubles(function, DoubleSamples / stride);
            Row(string.Create(CultureInfo.InvariantCulture, $"| {function.Name} | {single.Ulps:0.0000} | {(float)single.X:R} | {sampled.Ulps:0.0000} | {sampled.X:R} |"));
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\r{function.Name}: {watch.Elapsed.TotalSeconds:0} s          "));
        }

        return table.ToString();
    }

    private static string Page(string elementary, string shelf) => $"""
        # Accuracy of the elementary functions

        The largest distance from the exact value, in units in the last place (ulp) of the exact value; 0.5 is the least any
        rounded result can have. float32: all 4,294,967,296 arguments, NaN, infinities and denormals included, against float64
        (whose own error is below 0.001 float32 ulp). float64: {DoubleSamples.ToString("N0", CultureInfo.InvariantCulture)} random arguments a function, a third of them
        random bit patterns, a third uniform in [-40, 40], a third uniform in [-2, 2], and beside them the
        worst arguments known with 20,000 neighbours on both sides, of exp arguments with denormal results, against 100-bit arithmetic: a sample, not a proof.
        The numbers are the same on every device and for every vector width (`DOTNET_EnableAVX512=0` and `DOTNET_EnableAVX2=0` are .NET 10's
        switches to try narrower ones; `DOTNET_EnableAVX512F` does nothing there).

        {elementary}
        The other functions: float32 over all arguments, too, where the float64 reference is asked at every 32nd argument and wherever the function's own float64
        result says that the error is near the largest, which stands in for it elsewhere; an infinite result of a number that float32 can hold counts as 2¹²⁸.
        float64: some 100 points a function beside mpmath, over all binades of arguments. atan2 and hypot are within 0.7 and 0.6 ulp of
        400,000 random pairs in float32 and of 120 pairs beside mpmath in float64. Leaky ReLU, with its two roundings, is within 1.5 ulp; floor, ceiling, round and
        truncate are exact, and the remainder is rounded once, for any arguments.

        {shelf}
        ## Matrix products

        Of an element c = Σ aₖ·bₖ over k terms no term is rounded more often than n = min(k, 256) + ⌈k/256⌉ − 1 times ([the order](numerics.md)), so that

        ```text
        |fl(c) − c| ≤ n·u / (1 − n·u) · Σ |aₖ|·|bₖ|,   u = 2⁻²⁴ for float32, 2⁻⁵³ for float64
        ```

        as long as nothing overflows or falls below the normal numbers: for k = 1,000 a quarter of what one chain of k multiply-adds is bound by, for a million 1/240.

        Measure again with `dotnet run -c Release --project benchmarks/NumericsCore.Benchmarks -- accuracy`.

        """;

    private static Worst AllSingles(ElementaryFunction function, int stride)
    {
        long count = AllFloats / stride;
        int blocks = (int)((count + SingleBlock.Length - 1) / SingleBlock.Length);
        Lock gate = new();
        Worst worst = new(-1, 0);
        int done = 0;
        Parallel.For(0, blocks, () => new SingleBlock(function), (block, _, arguments) =>
        {
            Worst known;
            lock (gate)
                known = worst;
            Worst found = arguments.WorstFrom((long)block * SingleBlock.Length, stride, known);
            lock (gate)
                worst = worst.Or(found);
            int finished = Interlocked.Increment(ref done);
            if (finished % 1024 == 0)
                Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{function.Name}: {100.0 * finished / blocks:0} %"));
            return arguments;
        },
        static _ => { });
        return worst;
    }

    private static Worst SampledDoubles(ElementaryFunction function, int samples)
    {
        int blocks = Math.Max(1, samples / Block);
        Worst[] worst = new Worst[blocks];
        Parallel.For(0, blocks, block => worst[block] = DoubleBlock(function, block));
        return worst.Aggregate((a, b) => a.Or(b)).Or(WorstOf(function, WorstArguments.Near(function.Name)));
    }

    private static Worst GoldenDoubles(ElementaryFunction function)
    {
        Golden[] points = [.. Golden.Read("shelf-golden.csv", 1).Where(golden => golden.Function == function.Name)];
        double[] x = [.. points.Select(static golden => golden.Arguments[0]), .. new double[64 - points.Length % 64]], y = new double[x.Length];
        function.Double(x, y);
        return points.Select((golden, i) => new Worst(golden.Value.UlpsFrom(y[i]), x[i])).Aggregate((a, b) => a.Or(b));
    }

    private static Worst DoubleBlock(ElementaryFunction function, int seed)
    {
        Random random = new(seed);
        double[] x = new double[Block];
        for (int i = 0; i < Block; i++)
        {
            x[i] = (i % 3) switch
            {
                0 => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
                1 => (random.NextDouble() * 80) - 40,
                _ => (random.NextDouble() * 4) - 2,
            };
        }

        return WorstOf(function, x);
    }

    private static Worst WorstOf(ElementaryFunction function, double[] arguments)
    {
        // whole lanes
        double[] x = [.. arguments, .. new double[(64 - arguments.Length % 64) % 64]];
        double[] y = new double[x.Length];
        function.Double(x, y);
        Worst worst = new(-1, 0);
        for (int i = 0; i < arguments.Length; i++)
            worst = worst.Or(new(function.UlpsOf(x[i], y[i]), x[i]));
        return worst;
    }
}
