namespace NumericsCore;

/// <summary>αₙ = α·γᵏ, where k of the milestones are at most n: the learning rate is multiplied by γ at each, as PyTorch's MultiStepLR.</summary>
public sealed class MultiStepDecay : LearningRateSchedule
{
    private static readonly FormulaSymbol s_count = new("milestones", "#", "\\#", "how many milestones there are");
    private readonly long[] _milestones;

    /// <param name="milestones">At least one; each at least 1, in ascending order; one that stands twice counts twice.</param>
    /// <param name="gamma">γ, at least 0.</param>
    /// <param name="unit">What n counts.</param>
    /// <exception cref="ArgumentException">There are no milestones, or they do not ascend.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    public MultiStepDecay(IReadOnlyList<long> milestones, double gamma = 0.1, ScheduleUnit unit = ScheduleUnit.Step) : base(unit)
    {
        ArgumentNullException.ThrowIfNull(milestones);
        _milestones = [.. milestones];
        if (_milestones.Length == 0) throw new ArgumentException("There are no milestones; expected at least one.", nameof(milestones));
        for (int i = 0; i < _milestones.Length; i++)
        {
            Count(_milestones[i], nameof(milestones));
            if (i > 0 && _milestones[i] < _milestones[i - 1])
                throw new ArgumentException(FormattableString.Invariant($"The milestone {_milestones[i]} stands after {_milestones[i - 1]}; expected them in ascending order."), nameof(milestones));
        }

        Gamma = NotNegative(gamma, nameof(gamma));
    }

    /// <summary>The milestones.</summary>
    public IReadOnlyList<long> Milestones => Array.AsReadOnly(_milestones);

    /// <summary>γ.</summary>
    public double Gamma { get; }

    /// <inheritdoc/>
    protected override double Rate(double learningRate, long n)
    {
        int passed = 0;
        while (passed < _milestones.Length && _milestones[passed] <= n) passed++;
        return learningRate * Math.Pow(Gamma, passed);
    }

    internal override string Text => "α·γᵏ, k milestones being at most n";

    internal override string Latex => "\\alpha \\gamma^k, \\quad k \\text{ milestones being at most } n";

    internal override IEnumerable<FormulaSetting> Settings() => [new(s_count, _milestones.Length), new(ScheduleSymbols.Gamma, Gamma)];

    private protected override void Describe(RecordText text) => text.AddIfSet(nameof(Milestones), [.. Milestones.Select(static step => (double)step)]).Add(nameof(Gamma), Gamma);
}
