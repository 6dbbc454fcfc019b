namespace NumericsCore;

/// <summary>
/// A learning rate that rises before another schedule: αₙ = α(f + (1 - f)n/W) for n &lt; W, then what follows at n - W, or α; as PyTorch's
/// LinearLR and a schedule after it in SequentialLR, and as the warm-up of Keras's CosineDecay.
/// </summary>
public sealed class LinearWarmUp : LearningRateSchedule
{
    private static readonly FormulaSymbol s_length = new("warm_up_length", "W", "W", "how many steps or epochs the learning rate rises");
    private static readonly FormulaSymbol s_start = new("start_factor", "f", "f", "the first learning rate, as a fraction of α");

    /// <param name="length">W, at least 1; total_iters of PyTorch, warmup_steps of Keras.</param>
    /// <param name="then">What follows, which counts what this counts; null for the rate α.</param>
    /// <param name="startFactor">f, in [0, 1].</param>
    /// <param name="unit">What n counts; if null what that which follows counts, or steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    /// <exception cref="ArgumentException">What follows counts something else.</exception>
    public LinearWarmUp(long length, LearningRateSchedule? then = null, double startFactor = 1.0 / 3, ScheduleUnit? unit = null) : base(unit ?? then?.Unit ?? ScheduleUnit.Step)
    {
        Length = Count(length, nameof(length));
        StartFactor = Require.Finite(startFactor, startFactor is >= 0 and <= 1, "in [0, 1]", nameof(startFactor));
        if (then is not null && then.Unit != Unit) throw new ArgumentException($"The schedule that follows counts by {then.Unit} and the warm-up by {Unit}; expected the same.", nameof(then));
        Then = then;
    }

    /// <summary>W.</summary>
    public long Length { get; }

    /// <summary>What follows.</summary>
    public LearningRateSchedule? Then { get; }

    /// <summary>f.</summary>
    public double StartFactor { get; }

    /// <inheritdoc/>
    protected override double Rate(double learningRate, long n) => n < Length
        ? learningRate * (StartFactor + (1 - StartFactor) * n / Length)
        : Then?.At(learningRate, n - Length) ?? learningRate;

    /// <inheritdoc/>
    protected override double? Momentum(long n) => Then?.MomentumAt(Math.Max(n - Length, 0));

    internal override string? MomentumText => Then?.MomentumText is null ? null : $"{Then.GetType().Name}(max(n − W, 0))";

    internal override string? MomentumLatex => Then?.MomentumLatex is null ? null : $"\\mathrm{{{Then.GetType().Name}}}(\\max(n - W, 0))";

    internal override string Text => $"α(f + (1 − f)n/W) where n < W, else {(Then is null ? "α" : $"{Then.GetType().Name}(α, n − W)")}";

    internal override string Latex =>
        $"\\alpha (f + (1 - f) n / W) \\text{{ where }} n < W, \\text{{ else }} {(Then is null ? "\\alpha" : $"\\mathrm{{{Then.GetType().Name}}}(\\alpha, n - W)")}";

    internal override IEnumerable<FormulaSetting> Settings() => [new(s_length, Length), new(s_start, StartFactor), .. Then?.Settings() ?? []];

    internal override IEnumerable<string> Sources => Then?.Sources ?? [];

    private protected override void Describe(RecordText text) => text.Add(nameof(Length), Length).Add(nameof(StartFactor), StartFactor).AddIfSet(nameof(Then), Then?.ToString());
}
