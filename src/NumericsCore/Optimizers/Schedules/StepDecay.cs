namespace NumericsCore;

/// <summary>αₙ = α·γ^⌊n/N⌋: the learning rate is multiplied by γ after every N steps or epochs, as PyTorch's StepLR and Keras's ExponentialDecay with staircase.</summary>
public sealed class StepDecay : LearningRateSchedule
{
    /// <param name="stepSize">N, after how many steps or epochs the rate changes, at least 1.</param>
    /// <param name="gamma">γ, at least 0.</param>
    /// <param name="unit">What n counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    public StepDecay(long stepSize, double gamma = 0.1, ScheduleUnit unit = ScheduleUnit.Step) : base(unit) =>
        (StepSize, Gamma) = (Count(stepSize, nameof(stepSize)), NotNegative(gamma, nameof(gamma)));

    /// <summary>N.</summary>
    public long StepSize { get; }

    /// <summary>γ.</summary>
    public double Gamma { get; }

    /// <inheritdoc/>
    protected override double Rate(double learningRate, long n) => learningRate * Math.Pow(Gamma, n / StepSize);

    internal override string Text => "α·γ^⌊n/N⌋";

    internal override string Latex => "\\alpha \\gamma^{\\lfloor n/N \\rfloor}";

    internal override IEnumerable<FormulaSetting> Settings() => [new(ScheduleSymbols.Length, StepSize), new(ScheduleSymbols.Gamma, Gamma)];

    private protected override void Describe(RecordText text) => text.Add(nameof(StepSize), StepSize).Add(nameof(Gamma), Gamma);
}
