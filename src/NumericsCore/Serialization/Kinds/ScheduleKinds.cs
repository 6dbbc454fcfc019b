namespace NumericsCore;

/// <summary>The learning-rate schedules in files: their settings, all of them said, so that defaults may change.</summary>
internal static class ScheduleKinds
{
    public static KindTable<LearningRateSchedule> Table { get; } = new("schedule", "ModelRegistry.RegisterSchedule",
        Of<StepDecay>("step_decay", static (schedule, settings) =>
        {
            settings.Write("stepSize", schedule.StepSize);
            settings.Write("gamma", schedule.Gamma);
        }, static (settings, unit) => new(settings.ReadInt64("stepSize"), settings.ReadDouble("gamma"), unit)),
        Of<MultiStepDecay>("multi_step_decay", static (schedule, settings) =>
        {
            settings.Write("milestones", schedule.Milestones);
            settings.Write("gamma", schedule.Gamma);
        }, static (settings, unit) => new(settings.ReadInt64s("milestones"), settings.ReadDouble("gamma"), unit)),
        Of<ExponentialDecay>("exponential_decay", static (schedule, settings) =>
        {
            settings.Write("gamma", schedule.Gamma);
            settings.Write("length", schedule.Length);
        }, static (settings, unit) => new(settings.ReadDouble("gamma"), settings.ReadInt64("length"), unit)),
        Of<PolynomialDecay>("polynomial_decay", static (schedule, settings) =>
        {
            settings.Write("length", schedule.Length);
            settings.Write("power", schedule.Power);
            settings.Write("minLearningRate", schedule.MinLearningRate);
            settings.Write("cycle", schedule.Cycle);
        }, static (settings, unit) => new(settings.ReadInt64("length"), settings.ReadDouble("power"), settings.ReadDouble("minLearningRate"), settings.ReadBoolean("cycle"), unit)),
        Of<CosineDecay>("cosine_decay", static (schedule, settings) =>
        {
            settings.Write("length", schedule.Length);
            settings.Write("minLearningRate", schedule.MinLearningRate);
            settings.Write("convention", schedule.IsPeriodic ? Convention.PyTorch : Convention.Keras);
        }, static (settings, unit) => new(settings.ReadInt64("length"), settings.ReadDouble("minLearningRate"), unit, settings.ReadEnum<Convention>("convention"))),
        Of<CosineDecayRestarts>("cosine_decay_restarts", static (schedule, settings) =>
        {
            settings.Write("firstLength", schedule.FirstLength);
            settings.Write("lengthFactor", schedule.LengthFactor);
            settings.Write("peakFactor", schedule.PeakFactor);
            settings.Write("minLearningRate", schedule.MinLearningRate);
        }, static (settings, unit) => new(settings.ReadInt64("firstLength"), settings.ReadInt64("lengthFactor"), settings.ReadDouble("peakFactor"), settings.ReadDouble("minLearningRate"), unit)),
        Of<OneCycle>("one_cycle", SaveOneCycle, static (settings, unit) => new(
            settings.ReadInt64("length"), settings.ReadDouble("riseFraction"), settings.ReadDouble("initialDivisor"), settings.ReadDouble("finalDivisor"),
            settings.ReadBoolean("linear"), settings.ReadBoolean("threePhases"), unit,
            // files from before have none, and their momentum stays
            settings.Has("minMomentum"), settings.ReadDoubleOrNull("minMomentum") ?? 0.85, settings.ReadDoubleOrNull("maxMomentum") ?? 0.95)),
        Of<LinearWarmUp>("linear_warm_up", static (schedule, settings) =>
        {
            settings.Write("length", schedule.Length);
            settings.Write("then", schedule.Then);
            settings.Write("startFactor", schedule.StartFactor);
        }, static (settings, unit) => new(settings.ReadInt64("length"), settings.ReadScheduleOrNull("then"), settings.ReadDouble("startFactor"), unit)));

    private static void SaveOneCycle(OneCycle schedule, SettingsWriter settings)
    {
        settings.Write("length", schedule.Length);
        settings.Write("riseFraction", schedule.RiseFraction);
        settings.Write("initialDivisor", schedule.InitialDivisor);
        settings.Write("finalDivisor", schedule.FinalDivisor);
        settings.Write("linear", schedule.Linear);
        settings.Write("threePhases", schedule.ThreePhases);
        if (!schedule.CycleMomentum) return;
        settings.Write("minMomentum", schedule.MinMomentum);
        settings.Write("maxMomentum", schedule.MaxMomentum);
    }

    /// <summary>A kind with its unit beside its own settings.</summary>
    private static Kind<LearningRateSchedule> Of<TSchedule>(string name, Action<TSchedule, SettingsWriter> save, Func<SettingsReader, ScheduleUnit, TSchedule> load) where TSchedule : LearningRateSchedule =>
        Kind<LearningRateSchedule>.Of<TSchedule>(
            name,
            (schedule, settings) =>
            {
                settings.Write("unit", schedule.Unit);
                save(schedule, settings);
            },
            settings => load(settings, settings.ReadEnum<ScheduleUnit>("unit")));
}
