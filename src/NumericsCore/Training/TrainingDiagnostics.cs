using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace NumericsCore;

/// <summary>
/// What trainings tell .NET's diagnostics, which OpenTelemetry, <c>dotnet-counters</c> and others listen to. While nobody listens it costs two
/// comparisons a step.
/// </summary>
public static class TrainingDiagnostics
{
    /// <summary>The name of the <see cref="Meter"/> with the counters of steps and samples and the histogram of epochs' durations.</summary>
    public const string MeterName = "NumericsCore";

    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/> with an activity for each training and one for each epoch in it.</summary>
    public const string ActivitySourceName = "NumericsCore";

    private static readonly string? s_version = typeof(TrainingDiagnostics).Assembly.GetName().Version?.ToString(3);
    private static readonly Meter s_meter = new(MeterName, s_version);
    private static readonly ActivitySource s_activities = new(ActivitySourceName, s_version);
    private static readonly Counter<long> s_steps = s_meter.CreateCounter<long>("numericscore.training.steps", "{step}", "Training steps made.");
    private static readonly Counter<long> s_samples = s_meter.CreateCounter<long>("numericscore.training.samples", "{sample}", "Samples that training steps were made on.");
    private static readonly Histogram<double> s_epochs = s_meter.CreateHistogram<double>("numericscore.training.epoch.duration", "s", "Durations of epochs, validation included.");

    /// <summary>Counts a step.</summary>
    internal static void CountStep(int samples)
    {
        s_steps.Add(1);
        s_samples.Add(samples);
    }

    /// <summary>Begins the activity of a training; null if nobody listens.</summary>
    internal static Activity? StartFit(Model model, Optimizer optimizer, FitPlan plan, int epochs) => s_activities.StartActivity("NumericsCore.Fit") is not { } activity
        ? null
        : activity
            .SetTag("numericscore.model", model.GetType().Name)
            .SetTag("numericscore.optimizer", optimizer.GetType().Name)
            .SetTag("numericscore.samples", plan.Rows)
            .SetTag("numericscore.batch_size", plan.BatchSize)
            .SetTag("numericscore.epochs", epochs);

    /// <summary>Begins the activity of an epoch; null if nobody listens.</summary>
    internal static Activity? StartEpoch(int epoch) => s_activities.StartActivity("NumericsCore.Epoch")?.SetTag("numericscore.epoch", epoch);

    /// <summary>Says what an epoch gave, and how long it took.</summary>
    internal static void EndEpoch(Activity? activity, EpochResult result, long start)
    {
        if (s_epochs.Enabled) s_epochs.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
        if (activity is null) return;
        activity.SetTag("numericscore.learning_rate", result.LearningRate);
        foreach (var (name, value) in result.Values()) activity.SetTag("numericscore." + name, value);
    }

    /// <summary>Says that a training, or an epoch of one, ended by an exception.</summary>
    internal static void Fail(Activity? activity, Exception exception) => activity?.SetStatus(ActivityStatusCode.Error, exception.Message).AddException(exception);
}
