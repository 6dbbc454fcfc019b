namespace NumericsCore;

/// <summary>
/// αₙ = η + ½(α - η)(1 + cos(πn/N)) (I. Loshchilov, F. Hutter, "SGDR: stochastic gradient descent with warm restarts", 2017). Beyond N the
/// learning rate rises again in PyTorch's CosineAnnealingLR, and is α at 2N; in Keras's CosineDecay it stays at η.
/// </summary>
public sealed class CosineDecay : LearningRateSchedule
{
    /// <summary>The paper, of restarts too.</summary>
    internal const string Paper = "I. Loshchilov, F. Hutter: SGDR: stochastic gradient descent with warm restarts. 2017.";

    /// <param name="length">N, at least 1: where the rate is lowest.</param>
    /// <param name="minLearningRate">η, at least 0.</param>
    /// <param name="unit">What n counts.</param>
    /// <param name="convention">Whose rate beyond N; the paper has none there, and is taken as Keras.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    public CosineDecay(long length, double minLearningRate = 0, ScheduleUnit unit = ScheduleUnit.Step, Convention convention = Convention.PyTorch) : base(unit)
    {
        Require.Defined(convention, nameof(convention));
        Length = Count(length, nameof(length));
        MinLearningRate = NotNegative(minLearningRate, nameof(minLearningRate));
        IsPeriodic = convention == Convention.PyTorch;
    }

    /// <summary>N.</summary>
    public long Length { get; }

    /// <summary>η.</summary>
    public double MinLearningRate { get; }

    /// <summary>Whether the rate rises again beyond N.</summary>
    internal bool IsPeriodic { get; }

    /// <inheritdoc/>
    protected override double Rate(double learningRate, long n) =>
        Cosine(learningRate, MinLearningRate, IsPeriodic ? n % (2.0 * Length) / Length : (double)Math.Min(n, Length) / Length);

    internal override string Text => IsPeriodic ? "η + ½(α − η)(1 + cos(πn/N))" : "η + ½(α − η)(1 + cos(π·min(n, N)/N))";

    internal override string Latex => IsPeriodic
        ? "\\eta + \\frac{1}{2} (\\alpha - \\eta) (1 + \\cos(\\pi n / N))"
        : "\\eta + \\frac{1}{2} (\\alpha - \\eta) (1 + \\cos(\\pi \\min(n, N) / N))";

    internal override IEnumerable<FormulaSetting> Settings() => [new(ScheduleSymbols.Length, Length), new(ScheduleSymbols.MinLearningRate, MinLearningRate)];

    internal override IEnumerable<string> Sources => [Paper];

    private protected override void Describe(RecordText text) => text.Add(nameof(Length), Length).Add(nameof(MinLearningRate), MinLearningRate);
}
