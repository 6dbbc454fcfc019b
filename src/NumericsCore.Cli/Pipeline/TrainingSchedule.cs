namespace NumericsCore.Cli.Pipeline;

/// <summary>How the learning rate changes over a training, whose number of steps is known once its table is.</summary>
/// <param name="Name">One of <see cref="Names"/>.</param>
/// <param name="WarmupSteps">Steps in which the learning rate rises before.</param>
internal sealed record TrainingSchedule(string Name, int WarmupSteps)
{
    /// <summary>The one that changes nothing.</summary>
    public const string Constant = "constant";

    private const string OneCycle = "one-cycle";
    private const int LeastOfOneCycle = 4;

    /// <summary>The names that there are.</summary>
    public static IReadOnlyList<string> Names { get; } = [Constant, "linear", "cosine", OneCycle];

    /// <summary>Whether the learning rate of a step depends on how many there will be.</summary>
    public bool DependsOnLength => Name != Constant;

    /// <summary>The schedule for a number of steps; null if the learning rate stays.</summary>
    /// <exception cref="InputException">It takes more steps.</exception>
    public LearningRateSchedule? Over(long steps)
    {
        if (WarmupSteps >= steps) throw new InputException(FormattableString.Invariant($"--warmup-steps is {WarmupSteps}, but the training has {steps} steps; expected fewer, or more --epochs"));
        long rest = steps - WarmupSteps;
        LearningRateSchedule? schedule = Name switch
        {
            Constant => null,
            OneCycle => steps >= LeastOfOneCycle
                ? new OneCycle(steps)
                : throw new InputException(FormattableString.Invariant($"--learning-rate-schedule one-cycle takes at least {LeastOfOneCycle} steps, but the training has {steps}; expected another, or more --epochs")),
            "linear" => new PolynomialDecay(rest),
            _ => new CosineDecay(rest, convention: Convention.Keras),
        };
        return WarmupSteps == 0 ? schedule : new LinearWarmUp(WarmupSteps, schedule, startFactor: 0);
    }

    /// <summary>What contradicts itself in the settings; null if nothing does.</summary>
    public string? Contradiction => Name == OneCycle && WarmupSteps > 0 ? "--warmup-steps is for the other schedules; one-cycle begins with a rise of its own" : null;
}
