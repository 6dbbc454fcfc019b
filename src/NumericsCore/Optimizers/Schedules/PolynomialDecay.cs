namespace NumericsCore;

/// <summary>
/// αₙ = η + (α - η)(1 - min(n, N)/N)ᵖ: the learning rate falls to η over N steps or epochs and stays there, as Keras's PolynomialDecay, and with
/// η = 0 as PyTorch's PolynomialLR. With cycles it does not stay: N is doubled, tripled and so on for the n beyond, as in Keras.
/// </summary>
public sealed class PolynomialDecay : LearningRateSchedule
{
    private static readonly FormulaSymbol s_power = new("power", "p", "p", "the power");

    /// <param name="length">N, at least 1.</param>
    /// <param name="power">p, greater than 0; 1 for a straight line.</param>
    /// <param name="minLearningRate">η, at least 0.</param>
    /// <param name="cycle">Whether beyond N the least multiple of N that is at least n takes the place of N.</param>
    /// <param name="unit">What n counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    public PolynomialDecay(long length, double power = 1, double minLearningRate = 0, bool cycle = false, ScheduleUnit unit = ScheduleUnit.Step) : base(unit)
    {
        Length = Count(length, nameof(length));
        Power = Require.Finite(power, power > 0, "greater than 0", nameof(power));
        MinLearningRate = NotNegative(minLearningRate, nameof(minLearningRate));
        Cycle = cycle;
    }

    /// <summary>N.</summary>
    public long Length { get; }

    /// <summary>p.</summary>
    public double Power { get; }

    /// <summary>η.</summary>
    public double MinLearningRate { get; }

    /// <summary>Whether a multiple of N takes the place of N.</summary>
    public bool Cycle { get; }

    /// <inheritdoc/>
    protected override double Rate(double learningRate, long n)
    {
        double length = Cycle && n > Length ? Length * Math.Ceiling((double)n / Length) : Length;
        return MinLearningRate + (learningRate - MinLearningRate) * Math.Pow(1 - Math.Min(n / length, 1), Power);
    }

    internal override string Text => Cycle ? "η + (α − η)(1 − n/(N·max(1, ⌈n/N⌉)))ᵖ" : "η + (α − η)(1 − min(n, N)/N)ᵖ";

    internal override string Latex => Cycle
        ? "\\eta + (\\alpha - \\eta) (1 - n/(N \\max(1, \\lceil n/N \\rceil)))^p"
        : "\\eta + (\\alpha - \\eta) (1 - \\min(n, N)/N)^p";

    internal override IEnumerable<FormulaSetting> Settings() => [new(ScheduleSymbols.Length, Length), new(s_power, Power), new(ScheduleSymbols.MinLearningRate, MinLearningRate)];

    private protected override void Describe(RecordText text) => text.Add(nameof(Length), Length).Add(nameof(Power), Power).Add(nameof(MinLearningRate), MinLearningRate).Add(nameof(Cycle), Cycle);
}
