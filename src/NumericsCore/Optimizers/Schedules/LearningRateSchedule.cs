namespace NumericsCore;

/// <summary>What a <see cref="LearningRateSchedule"/> counts.</summary>
public enum ScheduleUnit
{
    /// <summary>Steps of the optimizer.</summary>
    Step,

    /// <summary>Epochs: <see cref="Model.Fit"/> counts them, a loop by hand calls <see cref="Optimizer.EndEpoch"/>.</summary>
    Epoch,
}

/// <summary>
/// A learning rate as a formula: the rate after n steps or epochs, 0 before the first. An optimizer takes it as
/// <see cref="Optimizer.Schedule"/>, and each step of a training, replayed ones too, then has the rate of its n. It depends on nothing else,
/// so that a training that goes on from a checkpoint has the same rates. One of your own overrides <see cref="Rate"/>.
/// </summary>
public abstract class LearningRateSchedule
{
    /// <param name="unit">What n counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">The unit is none.</exception>
    protected LearningRateSchedule(ScheduleUnit unit)
    {
        Require.Defined(unit, nameof(unit));
        Unit = unit;
    }

    /// <summary>What n counts.</summary>
    public ScheduleUnit Unit { get; }

    /// <summary>The kind of schedule with its settings.</summary>
    public override string ToString()
    {
        var text = new RecordText(GetType().Name);
        Describe(text);
        return text.Add(nameof(Unit), Unit.ToString()).ToString();
    }

    /// <summary>Adds the settings of the kind of schedule to its text.</summary>
    private protected virtual void Describe(RecordText text)
    {
    }

    /// <summary>The learning rate as an equation, with the settings in force.</summary>
    public FormulaDescription Formula => new(
        GetType().Name,
        [new(ScheduleSymbols.Rate, $"αₙ = {Text}", $"\\alpha_n = {Latex}"), .. MomentumText is null ? (FormulaLine[])[] : [new(ScheduleSymbols.Momentum, $"μₙ = {MomentumText}", $"\\mu_n = {MomentumLatex}")]],
        Settings(),
        Sources);

    /// <summary>The learning rate after n steps or epochs.</summary>
    /// <param name="learningRate">α, the optimizer's or the group's learning rate, at least 0, from which the rate falls or which it reaches.</param>
    /// <param name="n">Steps or epochs that were made: 0, 1, 2, ...</param>
    /// <returns>A finite number of at least 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument lies outside its range.</exception>
    /// <exception cref="InvalidOperationException">The formula gives a negative number, an infinite one or NaN.</exception>
    public double At(double learningRate, long n)
    {
        NotNegative(learningRate, nameof(learningRate));
        if (n < 0) throw Kernels.OutOfRange.Error(nameof(n), n, "Expected at least 0.");
        double rate = Rate(learningRate, n);
        return rate >= 0 && double.IsFinite(rate)
            ? rate
            : throw new InvalidOperationException(FormattableString.Invariant($"{GetType().Name} gives the learning rate {rate} for α = {learningRate} and n = {n}; expected a finite number, at least 0."));
    }

    /// <summary>The momentum after n steps or epochs, of a schedule that changes it together with the learning rate; null if the optimizer's own stays.</summary>
    /// <param name="n">Steps or epochs that were made: 0, 1, 2, ...</param>
    /// <returns>A number in [0, 1): μ of <see cref="Sgd"/> and <see cref="RmsProp"/>, β₁ of those of Adam's family.</returns>
    /// <exception cref="ArgumentOutOfRangeException">n is negative.</exception>
    /// <exception cref="InvalidOperationException">The formula gives a number outside [0, 1), or NaN.</exception>
    public double? MomentumAt(long n)
    {
        if (n < 0) throw Kernels.OutOfRange.Error(nameof(n), n, "Expected at least 0.");
        return Momentum(n) switch
        {
            null => null,
            >= 0 and < 1 and var momentum => momentum,
            var momentum => throw new InvalidOperationException(FormattableString.Invariant($"{GetType().Name} gives the momentum {momentum} for n = {n}; expected a number in [0, 1).")),
        };
    }

    /// <summary>Checks that rate and momentum of a step are the same after those of another were asked for.</summary>
    /// <exception cref="InvalidOperationException">They are not.</exception>
    internal void RequireSame(double learningRate, long n)
    {
        double rate = At(learningRate, n);
        double? momentum = MomentumAt(n);
        At(learningRate, n + 1);
        MomentumAt(n + 1);
        if (!At(learningRate, n).Equals(rate)) throw Changes("learning rate", rate, At(learningRate, n));
        if (!MomentumAt(n).Equals(momentum)) throw Changes("momentum", momentum, MomentumAt(n));

        InvalidOperationException Changes(string what, double? first, double? second) => new(FormattableString.Invariant(
            $"The schedule {GetType().Name} gives two values of one {what}: {first:R} for n = {n}, and asked again {second:R}. It follows from settings and arguments alone, so that a training can go on from a checkpoint: compute it from n."));
    }

    /// <summary>The formula; its arguments are checked, and so is its result. The same arguments give the same rate.</summary>
    /// <param name="learningRate">α, at least 0.</param>
    /// <param name="n">Steps or epochs that were made: 0, 1, 2, ...</param>
    protected abstract double Rate(double learningRate, long n);

    /// <summary>The momentum, if this changes it too; its result is checked. The same n gives the same momentum, or null for all n.</summary>
    /// <param name="n">Steps or epochs that were made: 0, 1, 2, ...</param>
    protected virtual double? Momentum(long n) => null;

    /// <summary>The rate in α and n, as text.</summary>
    internal virtual string Text => $"{GetType().Name}(α, n)";

    /// <summary>The rate in α and n, as LaTeX.</summary>
    internal virtual string Latex => $"\\mathrm{{{GetType().Name}}}(\\alpha, n)";

    /// <summary>The momentum in n, as text; null if it stays.</summary>
    internal virtual string? MomentumText => MomentumAt(0) is null ? null : $"{GetType().Name}(n)";

    /// <summary>The momentum in n, as LaTeX.</summary>
    internal virtual string? MomentumLatex => MomentumAt(0) is null ? null : $"\\mathrm{{{GetType().Name}}}(n)";

    /// <summary>The letters of the formula.</summary>
    internal virtual IEnumerable<FormulaSetting> Settings() => [];

    /// <summary>Where the formula was published.</summary>
    internal virtual IEnumerable<string> Sources => [];

    /// <summary>Half a cosine from one rate to another: to + ½(from - to)(1 + cos πx), x being the part of the way.</summary>
    private protected static double Cosine(double from, double to, double x) => to + (from - to) * (1 + Math.Cos(Math.PI * x)) / 2;

    private protected static long Count(long value, string name, long min = 1) =>
        value >= min ? value : throw Kernels.OutOfRange.Error(name, value, FormattableString.Invariant($"Expected at least {min}."));

    private protected static double NotNegative(double value, string name) => Require.Finite(value, value >= 0, "at least 0", name);
}
