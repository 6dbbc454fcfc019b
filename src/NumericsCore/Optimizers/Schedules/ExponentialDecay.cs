namespace NumericsCore;

/// <summary>αₙ = α·γ^(n/N), as Keras's ExponentialDecay, and with N = 1 as PyTorch's ExponentialLR.</summary>
public sealed class ExponentialDecay : LearningRateSchedule
{
    /// <param name="gamma">γ, at least 0.</param>
    /// <param name="length">N, over how many steps or epochs the rate is multiplied by γ, at least 1.</param>
    /// <param name="unit">What n counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    public ExponentialDecay(double gamma, long length = 1, ScheduleUnit unit = ScheduleUnit.Step) : base(unit) =>
        (Gamma, Length) = (NotNegative(gamma, nameof(gamma)), Count(length, nameof(length)));

    /// <summary>γ.</summary>
    public double Gamma { get; }

    /// <summary>N.</summary>
    public long Length { get; }

    /// <inheritdoc/>
    protected override double Rate(double learningRate, long n) => learningRate * Math.Pow(Gamma, (double)n / Length);

    internal override string Text => "α·γ^(n/N)";

    internal override string Latex => "\\alpha \\gamma^{n/N}";

    internal override IEnumerable<FormulaSetting> Settings() => [new(ScheduleSymbols.Gamma, Gamma), new(ScheduleSymbols.Length, Length)];

    private protected override void Describe(RecordText text) => text.Add(nameof(Gamma), Gamma).Add(nameof(Length), Length);
}
