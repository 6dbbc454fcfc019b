namespace NumericsCore.Testing.Tests.References;

/// <summary>A loss, the same in plain float64 from its definition, and the library's roundings counted.</summary>
/// <param name="Name">What is special about the case.</param>
/// <param name="Loss">The library's, with the mean as reduction.</param>
/// <param name="Predictions">What predictions are.</param>
/// <param name="Targets">What targets are.</param>
/// <param name="Value">The loss of [samples][outputs] predictions and targets.</param>
/// <param name="Gradient">Its derivative with respect to a prediction (sample, output).</param>
/// <param name="Rounding">The loss of a sample's outputs with the library's roundings, before the mean.</param>
/// <param name="GradientRounding">The derivative with the library's roundings, before the division for the mean.</param>
/// <param name="IsPerSample">Whether the mean is over samples; else over all outputs.</param>
internal sealed record LossReference(
    string Name, Loss Loss, Values Predictions, Values Targets,
    Func<double[][], double[][], double> Value, Func<double[], double[], int, double> Gradient,
    Func<Rounded[], Rounded[], Rounded[]> Rounding, Func<Rounded[], Rounded[], int, Rounded> GradientRounding, bool IsPerSample = false)
{
    public static IReadOnlyList<LossReference> All { get; } =
    [
        // Gauss 1809: the mean of the squared errors
        new("Mean squared error", new MeanSquaredError(), Values.Real, Values.Real,
            static (p, t) => MeanOf(p, t, static (p, t) => (p - t) * (p - t)), static (p, t, i) => 2 * (p[i] - t[i]),
            static (p, t) => [.. p.Zip(t, static (p, t) => (p - t) * (p - t))], static (p, t, i) => Rounded.Scalar(2) * (p[i] - t[i])),

        // Bernoulli's likelihood: -(t log p + (1 - t) log(1 - p))
        new("Binary cross-entropy", new BinaryCrossEntropy(), Values.Probability, Values.Probability,
            static (p, t) => MeanOf(p, t, static (p, t) => -(t * Math.Log(p) + (1 - t) * Math.Log(1 - p))), static (p, t, i) => (p[i] - t[i]) / (p[i] * (1 - p[i])),
            static (p, t) => [.. p.Zip(t, static (p, t) => -(t * Log(p) + (s_one - t) * Log1p(-p)))], static (p, t, i) => (p[i] - t[i]) / (p[i] * (s_one - p[i]))),

        // the same of p = 1/(1 + e^-x)
        new("Binary cross-entropy from logits", new BinaryCrossEntropy(fromLogits: true), Values.Real, Values.Probability,
            static (x, t) => MeanOf(x, t, static (x, t) => t * Math.Log(1 + Math.Exp(-x)) + (1 - t) * Math.Log(1 + Math.Exp(x))), static (x, t, i) => 1 / (1 + Math.Exp(-x[i])) - t[i],
            static (x, t) => [.. x.Zip(t, static (x, t) => Rounded.MultiplyAdd(-x, t, x.Value > 0 ? x : Rounded.Exact(0)) + Softplus(-Math.Abs(x.Value)))], static (x, t, i) => Sigmoid(x[i].Value) - t[i]),

        // smoothing: t becomes t(1 - ε) + ε/2
        new("Binary cross-entropy from logits, smoothed", new BinaryCrossEntropy(fromLogits: true, labelSmoothing: 0.2), Values.Real, Values.Probability,
            static (x, t) => MeanOf(x, t, static (x, t) => (t * 0.8 + 0.1) * Math.Log(1 + Math.Exp(-x)) + (0.9 - t * 0.8) * Math.Log(1 + Math.Exp(x))), static (x, t, i) => 1 / (1 + Math.Exp(-x[i])) - (t[i] * 0.8 + 0.1),
            static (x, t) => [.. x.Zip(t, static (x, t) => Rounded.MultiplyAdd(-x, Smoothed(t, 2), x.Value > 0 ? x : Rounded.Exact(0)) + Softplus(-Math.Abs(x.Value)))], static (x, t, i) => Sigmoid(x[i].Value) - Smoothed(t[i], 2)),

        // Shannon 1948: -Σ t log p
        new("Categorical cross-entropy", new CategoricalCrossEntropy(), Values.Distribution, Values.Distribution,
            static (p, t) => p.Zip(t, static (p, t) => -p.Zip(t, static (p, t) => t * Math.Log(p)).Sum()).Average(), static (p, t, i) => -t[i] / p[i],
            static (p, t) => [Rounded.Sum([.. p.Zip(t, static (p, t) => -(t * Log(p)))])], static (p, t, i) => -(t[i] / p[i]), IsPerSample: true),

        new("Categorical cross-entropy, smoothed", new CategoricalCrossEntropy(labelSmoothing: 0.2), Values.Distribution, Values.Distribution,
            static (p, t) => p.Zip(t, static (p, t) => -p.Zip(t, static (p, t) => (t * 0.8 + 0.2 / Outputs) * Math.Log(p)).Sum()).Average(), static (p, t, i) => -(t[i] * 0.8 + 0.2 / Outputs) / p[i],
            static (p, t) => [Rounded.Sum([.. p.Zip(t, static (p, t) => -(Smoothed(t, Outputs) * Log(p)))])], static (p, t, i) => -(Smoothed(t[i], Outputs) / p[i]), IsPerSample: true),

        // the same of p = softmax(x); Bridle 1990
        new("Categorical cross-entropy from logits", new CategoricalCrossEntropy(fromLogits: true), Values.Real, Values.Distribution,
            static (x, t) => x.Zip(t, static (x, t) => -Softmax(x).Zip(t, static (p, t) => t * Math.Log(p)).Sum()).Average(), static (x, t, i) => Softmax(x)[i] * t.Sum() - t[i],
            static (x, t) => [CrossEntropyOfLogits(x, t)], static (x, t, i) => GradientOfLogits(x, t, i), IsPerSample: true),

        new("Sparse categorical cross-entropy from logits", new CategoricalCrossEntropy(sparse: true, fromLogits: true), Values.Real, Values.Class,
            static (x, t) => x.Zip(t, static (x, t) => -Math.Log(Softmax(x)[Array.IndexOf(t, 1)])).Average(), static (x, t, i) => Softmax(x)[i] - t[i],
            static (x, t) => [CrossEntropyOfLogits(x, t)], static (x, t, i) => GradientOfLogits(x, t, i), IsPerSample: true),
    ];

    public const int Samples = 3, Outputs = 4;

    private static readonly Rounded s_one = Rounded.Exact(1);

    public override string ToString() => Name;

    // the units in the last place are those that docs/accuracy.md measures, rounded up
    private static Rounded Log(Rounded p) => Rounded.Function(Math.Log(p.Value), p, 1 / (p.Value - p.Error), 0.89);

    private static Rounded Log1p(Rounded x) => Rounded.Function(Math.Log(1 + x.Value), x, 1 / (1 + x.Value - x.Error), 0.93);

    private static Rounded Softplus(double x) => Rounded.Function(Math.Log(1 + Math.Exp(x)), Rounded.Exact(x), 1, 1.08);

    private static Rounded Sigmoid(double x) => Rounded.Function(1 / (1 + Math.Exp(-x)), Rounded.Exact(x), 0.25, 1.48);

    private static Rounded Exp(Rounded x) => Rounded.Function(Math.Exp(x.Value), x, Math.Exp(x.Value + x.Error), 0.76);

    private static Rounded Smoothed(Rounded t, int classes) => t * Rounded.Scalar(0.8) + Rounded.Scalar(0.2 / classes);

    private static double MeanOf(double[][] p, double[][] t, Func<double, double, double> f) => p.Zip(t, (p, t) => p.Zip(t, f).Average()).Average();

    private static double[] Softmax(double[] x)
    {
        double sum = x.Sum(Math.Exp);
        return Array.ConvertAll(x, value => Math.Exp(value) / sum);
    }

    /// <summary>Σ t·(log Σ exp(x - max) - (x - max)).</summary>
    private static Rounded CrossEntropyOfLogits(Rounded[] x, Rounded[] t)
    {
        Rounded[] shifted = Shifted(x);
        var logSum = Log(Rounded.Sum([.. shifted.Select(Exp)]));
        return Rounded.Sum([.. shifted.Zip(t, (x, t) => t * (logSum - x))]);
    }

    /// <summary>exp(x - max)/Σ exp(x - max)·Σ t - t.</summary>
    private static Rounded GradientOfLogits(Rounded[] x, Rounded[] t, int i)
    {
        Rounded[] exponentials = [.. Shifted(x).Select(Exp)];
        return exponentials[i] / Rounded.Sum(exponentials) * Rounded.Sum(t) - t[i];
    }

    private static Rounded[] Shifted(Rounded[] x)
    {
        var greatest = Rounded.Exact(x.Max(static value => value.Value));
        return [.. x.Select(value => value - greatest)];
    }
}

/// <summary>What numbers a loss takes.</summary>
internal enum Values
{
    /// <summary>Normal numbers of standard deviation 2.</summary>
    Real,

    /// <summary>Each in [0.01, 0.99].</summary>
    Probability,

    /// <summary>Positive, with sum 1 in each sample.</summary>
    Distribution,

    /// <summary>1 at one place, else 0.</summary>
    Class,
}
