namespace NumericsCore;

/// <summary>
/// One cycle (L. N. Smith, N. Topin, "Super-convergence: very fast training of neural networks using large learning rates", 2018), as
/// PyTorch's OneCycleLR, in N steps or epochs: the learning rate rises from α/d to α, the optimizer's, which is the
/// highest, until n = sN - 1, and falls to α/(d·f) until n = N - 1; it stays there. In three phases it first falls to α/d until n = 2sN - 2. With
/// <c>cycleMomentum</c> the momentum, β₁ in Adam's family, goes the other way: from its maximum to its minimum while the rate rises, and back to the maximum
/// in the next phase. PyTorch's does so by default.
/// </summary>
public sealed class OneCycle : LearningRateSchedule
{
    private static readonly FormulaSymbol s_rise = new("rise_fraction", "s", "s", "the fraction of the steps or epochs in which the learning rate rises");
    private static readonly FormulaSymbol s_divisor = new("initial_divisor", "d", "d", "what the highest learning rate is divided by at first");
    private static readonly FormulaSymbol s_finalDivisor = new("final_divisor", "f", "f", "what the first learning rate is divided by at last");
    private static readonly FormulaSymbol s_maxMomentum = new("max_momentum", "h", "h", "the momentum at first and at last");
    private static readonly FormulaSymbol s_minMomentum = new("min_momentum", "l", "l", "the momentum at the highest learning rate");

    /// <param name="length">N, at least 2; total_steps of PyTorch.</param>
    /// <param name="riseFraction">s, above 1/N and below 1, in three phases at most ½; pct_start of PyTorch.</param>
    /// <param name="initialDivisor">d, greater than 0; div_factor of PyTorch.</param>
    /// <param name="finalDivisor">f, greater than 0; final_div_factor of PyTorch.</param>
    /// <param name="linear">Whether the rate changes in straight lines; else in half cosines.</param>
    /// <param name="threePhases">Whether the rate falls to α/d before it falls to α/(d·f).</param>
    /// <param name="unit">What n counts.</param>
    /// <param name="cycleMomentum">Whether the optimizer's momentum changes too; the optimizer then has one.</param>
    /// <param name="minMomentum">The momentum at the highest rate, in [0, 1); base_momentum of PyTorch.</param>
    /// <param name="maxMomentum">The momentum at first and at last, in [minMomentum, 1); max_momentum of PyTorch.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    public OneCycle(long length, double riseFraction = 0.3, double initialDivisor = 25, double finalDivisor = 1e4, bool linear = false, bool threePhases = false, ScheduleUnit unit = ScheduleUnit.Step, bool cycleMomentum = false, double minMomentum = 0.85, double maxMomentum = 0.95) : base(unit)
    {
        Length = Count(length, nameof(length), min: 2);
        RiseFraction = Require.Finite(riseFraction, riseFraction * length > 1 && riseFraction < 1 && (!threePhases || riseFraction <= 0.5), FormattableString.Invariant($"above 1/{length} and {(threePhases ? "at most 0.5" : "below 1")}"), nameof(riseFraction));
        InitialDivisor = Require.Finite(initialDivisor, initialDivisor > 0, "greater than 0", nameof(initialDivisor));
        FinalDivisor = Require.Finite(finalDivisor, finalDivisor > 0, "greater than 0", nameof(finalDivisor));
        MinMomentum = Require.Finite(minMomentum, minMomentum is >= 0 and < 1, "in [0, 1)", nameof(minMomentum));
        MaxMomentum = Require.Finite(maxMomentum, maxMomentum >= minMomentum && maxMomentum < 1, FormattableString.Invariant($"in [{minMomentum}, 1)"), nameof(maxMomentum));
        (Linear, ThreePhases, CycleMomentum) = (linear, threePhases, cycleMomentum);
    }

    /// <summary>N.</summary>
    public long Length { get; }

    /// <summary>s.</summary>
    public double RiseFraction { get; }

    /// <summary>d.</summary>
    public double InitialDivisor { get; }

    /// <summary>f.</summary>
    public double FinalDivisor { get; }

    /// <summary>Whether the rate changes in straight lines.</summary>
    public bool Linear { get; }

    /// <summary>Whether the rate falls to α/d first.</summary>
    public bool ThreePhases { get; }

    /// <summary>Whether the momentum changes too.</summary>
    public bool CycleMomentum { get; }

    /// <summary>The momentum at the highest rate.</summary>
    public double MinMomentum { get; }

    /// <summary>The momentum at first and at last.</summary>
    public double MaxMomentum { get; }

    /// <inheritdoc/>
    protected override double Rate(double learningRate, long n)
    {
        double first = learningRate / InitialDivisor, last = first / FinalDivisor, top = RiseFraction * Length - 1, end = Length - 1;
        if (n >= end) return last;
        if (n <= top) return Between(first, learningRate, n / top);
        if (!ThreePhases) return Between(learningRate, last, (n - top) / (end - top));
        double low = 2 * top;
        return n <= low ? Between(learningRate, first, (n - top) / (low - top)) : Between(first, last, (n - low) / (end - low));
    }

    /// <inheritdoc/>
    protected override double? Momentum(long n)
    {
        if (!CycleMomentum) return null;
        // as in PyTorch, the third of three phases has the momentum at its maximum
        double top = RiseFraction * Length - 1, end = ThreePhases ? 2 * top : Length - 1;
        if (n >= end) return MaxMomentum;
        return n <= top ? Between(MaxMomentum, MinMomentum, n / top) : Between(MinMomentum, MaxMomentum, (n - top) / (end - top));
    }

    internal override string? MomentumText => CycleMomentum ? $"h → l at n = sN − 1 → h at n = {(ThreePhases ? "2sN − 2" : "N − 1")}{Way}" : null;

    internal override string? MomentumLatex =>
        CycleMomentum ? $"h \\to l \\text{{ at }} n = sN - 1 \\to h \\text{{ at }} n = {(ThreePhases ? "2sN - 2" : "N - 1")} \\text{{{Way}}}" : null;

    internal override string Text => ThreePhases
        ? "α/d → α at n = sN − 1 → α/d at n = 2sN − 2 → α/(d·f) at n = N − 1" + Way
        : "α/d → α at n = sN − 1 → α/(d·f) at n = N − 1" + Way;

    internal override string Latex => ThreePhases
        ? $"\\alpha/d \\to \\alpha \\text{{ at }} n = sN - 1 \\to \\alpha/d \\text{{ at }} n = 2sN - 2 \\to \\alpha/(d f) \\text{{ at }} n = N - 1 \\text{{{Way}}}"
        : $"\\alpha/d \\to \\alpha \\text{{ at }} n = sN - 1 \\to \\alpha/(d f) \\text{{ at }} n = N - 1 \\text{{{Way}}}";

    internal override IEnumerable<FormulaSetting> Settings() =>
        [new(ScheduleSymbols.Length, Length), new(s_rise, RiseFraction), new(s_divisor, InitialDivisor), new(s_finalDivisor, FinalDivisor),
            .. CycleMomentum ? (FormulaSetting[])[new(s_maxMomentum, MaxMomentum), new(s_minMomentum, MinMomentum)] : []];

    internal override IEnumerable<string> Sources => ["L. N. Smith, N. Topin: Super-convergence: very fast training of neural networks using large learning rates. 2018."];

    private string Way => Linear ? ", in straight lines" : ", in half cosines";

    private double Between(double from, double to, double x) => Linear ? from + (to - from) * x : Cosine(from, to, x);

    private protected override void Describe(RecordText text) => text.Add(nameof(Length), Length).Add(nameof(RiseFraction), RiseFraction).Add(nameof(InitialDivisor), InitialDivisor).Add(nameof(FinalDivisor), FinalDivisor).Add(nameof(CycleMomentum), CycleMomentum);
}
