namespace NumericsCore;

/// <summary>
/// αₙ = η + ½(α - η)cⁱ(1 + cos(πk/Nᵢ)), k steps or epochs after restart i; part i takes Nᵢ = N·mⁱ of them (I. Loshchilov, F. Hutter, "SGDR:
/// stochastic gradient descent with warm restarts", 2017), as PyTorch's CosineAnnealingWarmRestarts, which has c = 1, and Keras's CosineDecayRestarts.
/// </summary>
public sealed class CosineDecayRestarts : LearningRateSchedule
{
    private static readonly FormulaSymbol s_first = new("first_length", "N", "N", "how many steps or epochs there are before the first restart");
    private static readonly FormulaSymbol s_longer = new("length_factor", "m", "m", "how much longer each part is than the one before");
    private static readonly FormulaSymbol s_peak = new("peak_factor", "c", "c", "what the first learning rate of a part is multiplied by, part by part");

    /// <param name="firstLength">N, at least 1.</param>
    /// <param name="lengthFactor">m, at least 1; T_mult of PyTorch, t_mul of Keras.</param>
    /// <param name="peakFactor">c, at least 0; m_mul of Keras.</param>
    /// <param name="minLearningRate">η, at least 0.</param>
    /// <param name="unit">What n counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    public CosineDecayRestarts(long firstLength, long lengthFactor = 1, double peakFactor = 1, double minLearningRate = 0, ScheduleUnit unit = ScheduleUnit.Step) : base(unit)
    {
        (FirstLength, LengthFactor) = (Count(firstLength, nameof(firstLength)), Count(lengthFactor, nameof(lengthFactor)));
        (PeakFactor, MinLearningRate) = (NotNegative(peakFactor, nameof(peakFactor)), NotNegative(minLearningRate, nameof(minLearningRate)));
    }

    /// <summary>N.</summary>
    public long FirstLength { get; }

    /// <summary>m.</summary>
    public long LengthFactor { get; }

    /// <summary>c.</summary>
    public double PeakFactor { get; }

    /// <summary>η.</summary>
    public double MinLearningRate { get; }

    /// <inheritdoc/>
    protected override double Rate(double learningRate, long n)
    {
        // in whole numbers: a logarithm may take the last step before a restart for the restart
        UInt128 length = (UInt128)FirstLength, since = (UInt128)n;
        double restarts = 0;
        if (LengthFactor == 1) (restarts, since) = ((double)(since / length), since % length);
        for (; since >= length; length *= (UInt128)LengthFactor, restarts++) since -= length;
        double peak = MinLearningRate + (learningRate - MinLearningRate) * Math.Pow(PeakFactor, restarts);
        return Cosine(peak, MinLearningRate, (double)since / (double)length);
    }

    internal override string Text => "η + ½(α − η)cⁱ(1 + cos(πk/Nᵢ)), k after restart i, Nᵢ = N·mⁱ";

    internal override string Latex => "\\eta + \\frac{1}{2} (\\alpha - \\eta) c^i (1 + \\cos(\\pi k / N_i)), \\quad k \\text{ after restart } i, N_i = N m^i";

    internal override IEnumerable<FormulaSetting> Settings() =>
        [new(s_first, FirstLength), new(s_longer, LengthFactor), new(s_peak, PeakFactor), new(ScheduleSymbols.MinLearningRate, MinLearningRate)];

    internal override IEnumerable<string> Sources => [CosineDecay.Paper];

    private protected override void Describe(RecordText text) => text.Add(nameof(FirstLength), FirstLength).Add(nameof(LengthFactor), LengthFactor).Add(nameof(PeakFactor), PeakFactor).Add(nameof(MinLearningRate), MinLearningRate);
}
