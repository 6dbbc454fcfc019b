namespace NumericsCore.Tests.Optimizers.Schedules;

/// <summary>The one list of schedules that tests go through.</summary>
internal static class ScheduleExamples
{
    public static IReadOnlyDictionary<string, Func<LearningRateSchedule>> All { get; } = new Dictionary<string, Func<LearningRateSchedule>>
    {
        ["step"] = static () => new StepDecay(3, 0.7),
        ["step, by epochs"] = static () => new StepDecay(1, 0.7, ScheduleUnit.Epoch),
        ["multi-step"] = static () => new MultiStepDecay([2, 5, 9], 0.8),
        ["multi-step, by epochs"] = static () => new MultiStepDecay([1, 2], 0.8, ScheduleUnit.Epoch),
        ["exponential"] = static () => new ExponentialDecay(0.95),
        ["exponential, over 7"] = static () => new ExponentialDecay(0.5, 7),
        ["polynomial"] = static () => new PolynomialDecay(12, 2, 0.001),
        ["polynomial, in cycles"] = static () => new PolynomialDecay(5, 0.5, cycle: true),
        ["cosine"] = static () => new CosineDecay(6, 0.001),
        ["cosine, Keras"] = static () => new CosineDecay(6, 0.001, convention: Convention.Keras),
        ["cosine, by epochs"] = static () => new CosineDecay(4, unit: ScheduleUnit.Epoch),
        ["restarts"] = static () => new CosineDecayRestarts(2, 2, 0.8, 0.001),
        ["one cycle"] = static () => new OneCycle(14),
        ["one cycle, three phases"] = static () => new OneCycle(14, 0.4, 10, 100, linear: true, threePhases: true),
        ["warm-up"] = static () => new LinearWarmUp(5),
        ["warm-up, then cosine by epochs"] = static () => new LinearWarmUp(2, new CosineDecay(3, unit: ScheduleUnit.Epoch), 0.5),
        ["warm-up twice"] = static () => new LinearWarmUp(2, new LinearWarmUp(3, new ExponentialDecay(0.9), 0.25), 0),
    };
}
