namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>Every row of the table, with its target.</summary>
internal static class Rows
{
    private const int Elements = 1 << 24;
    private const double ShareOfPeak = 0.85;
    private const double PublishLimit = 8e6;
    private const string OneThread = "one thread";

    // eager calls and predictions
    private static readonly DateOnly s_laterSince = new(2026, 11, 29);

    /// <summary>All rows, in the table's order.</summary>
    public static IReadOnlyList<Row> All { get; } = [.. Steps(), .. Eager(), .. Predictions(), .. Products(), .. Elementwise(), .. Processes()];

    private static IEnumerable<Row> Steps()
    {
        Network medium = new(784, [512, 256], 0.5), large = new(784, [1024, 1024], 0.5);
        foreach (var (network, batch, target) in new[] { (Network.Document, 32, 15.0), (Network.Document, 256, 6), (medium, 128, 2.5), (large, 1024, 1.2) })
        {
            foreach (var row in WithOneThread(new CallRow
            {
                Kernel = "training step",
                Size = $"{network.Name}, batch {batch}",
                TargetRatio = target,
                Flops = network.StepFlops(batch),
                Open = threads => new TrainingStepWorkload(network, batch, threads),
            })) yield return row;
        }
    }

    private static IEnumerable<Row> Predictions()
    {
        foreach (int[] widths in (int[][])[[30, 128, 64, 1], [784, 512, 256, 10]])
        {
            foreach (int rows in (int[])[1, 32, 1024])
            {
                var row = new CallRow
                {
                    Kernel = "prediction (ONNX Runtime)",
                    Size = $"{string.Join('-', widths)}, {rows} row{(rows == 1 ? "" : "s")}",
                    TargetRatio = 1,
                    Library = Row.PredictionPeerName,
                    Since = s_laterSince,
                    Flops = 2.0 * rows * widths.Zip(widths.Skip(1), static (from, to) => (double)from * to).Sum(),
                    Open = threads => new PredictionWorkload(widths, rows, threads),
                };
                foreach (var way in WithOneThread(row)) yield return way;
            }
        }
    }

    // loops that users write: of ours nothing is recorded and replayed
    private static IEnumerable<Row> Eager()
    {
        foreach (var row in WithOneThread(new CallRow
        {
            Kernel = "training loop by hand",
            Size = $"{Network.Document.Name}, batch 32",
            TargetRatio = 8,
            Since = s_laterSince,
            Open = static threads => new TrainingStepWorkload(Network.Document, 32, threads, byHand: true),
        })) yield return row;
        yield return new CallRow { Kernel = "a + b", Size = "3 floats", Parameters = OneThread, OneThread = true, Since = s_laterSince, Open = static threads => new SmallSum(threads) };
    }

    private static IEnumerable<Row> Products()
    {
        (int M, int K, int N, double? Share)[] shapes =
        [
            (256, 256, 256, null), (512, 512, 512, null), (1024, 1024, 1024, ShareOfPeak), (2048, 2048, 2048, ShareOfPeak),
            (32, 784, 512, null), (1000, 777, 1, null), (1000, 1, 777, null), (17, 31, 4099, null), (17, 4099, 31, null),
        ];
        foreach (var (m, k, n, share) in shapes)
        {
            foreach (var row in WithOneThread(new CallRow
            {
                Kernel = "matrix product",
                Size = $"m {m}, k {k}, n {n}",
                TargetRatio = 1,
                TargetFraction = share,
                Flops = 2.0 * m * k * n,
                Bytes = 4.0 * ((double)m * k + (double)k * n + (double)m * n),
                Open = threads => new MatrixProduct(m, k, n, threads),
            })) yield return row;
        }
    }

    private static IEnumerable<Row> Elementwise()
    {
        foreach (bool inPlace in (bool[])[false, true])
        {
            string way = inPlace ? "in place" : "new result";
            yield return new CallRow
            {
                Kernel = "ReLU",
                Size = "16M floats",
                Parameters = way,
                TargetRatio = inPlace ? null : 5,
                TargetFraction = inPlace ? null : ShareOfPeak,
                Bytes = 8.0 * Elements,
                Open = threads => new ElementwiseWorkload<Kernels.Formulas.Relu>(Elements, inPlace, static x => x.Relu(), static x => x.relu(), static x => x.relu_(), 0, threads),
            };
            yield return new CallRow
            {
                Kernel = "sigmoid",
                Size = "16M floats",
                Parameters = way,
                TargetRatio = inPlace ? null : 5,
                Bytes = 8.0 * Elements,
                Open = threads => new ElementwiseWorkload<Kernels.Formulas.Sigmoid>(Elements, inPlace, static x => x.Sigmoid(), static x => x.sigmoid(), static x => x.sigmoid_(), 5e-7, threads),
            };
        }

        yield return new CallRow
        {
            Kernel = "Adam update",
            Size = "16M floats",
            TargetRatio = 5,
            TargetFraction = ShareOfPeak,
            // reads parameter, gradient and both moments, and writes all but the gradient
            Bytes = 28.0 * Elements,
            Open = static threads => new AdamUpdate(Elements, threads),
        };
    }

    private static IEnumerable<Row> Processes()
    {
        yield return new ProcessRow { Kernel = "process start to first step", Size = $"{Network.Document.Name}, batch {FirstStep.Rows}", TargetRatio = 2, Run = ProcessMeter.FirstStep };
        yield return new ProcessRow { Kernel = "peak memory of a training", Size = "the README's", TargetRatio = 5, IsTimed = false, Run = ProcessMeter.PeakMemory };
        yield return new ProcessRow { Kernel = "gain of a publish folder", Size = "by the package", TargetBytes = PublishLimit, IsTimed = false, Run = PublishMeter.Run };
    }

    private static IEnumerable<Row> WithOneThread(CallRow row) =>
        [row, row with { Parameters = OneThread, OneThread = true, TargetRatio = null, TargetFraction = null }];
}
