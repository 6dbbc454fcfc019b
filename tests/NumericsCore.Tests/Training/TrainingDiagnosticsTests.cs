using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace NumericsCore.Tests.Training;

/// <summary>Counters and activities of trainings; other trainings of the process are told apart by the listener's own context.</summary>
public class TrainingDiagnosticsTests
{
    private static readonly AsyncLocal<bool> s_mine = new();

    [Fact]
    public void Steps_samples_and_epochs_are_counted()
    {
        Dictionary<string, double> sums = [];
        int durations = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == TrainingDiagnostics.MeterName) listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
        {
            if (s_mine.Value) sums[instrument.Name] = sums.GetValueOrDefault(instrument.Name) + value;
        });
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) =>
        {
            if (!s_mine.Value) return;
            Assert.Equal("numericscore.training.epoch.duration", instrument.Name);
            Assert.True(value > 0);
            durations++;
        });
        listener.Start();
        s_mine.Value = true;
        var (x, y) = ToyData.HalfPlane(50);
        ToyData.Classifier().Compiled().Fit(x, y, batchSize: 16, epochs: 3, validationSplit: 0.2);
        Assert.Equal((9, 120, 3), (sums["numericscore.training.steps"], sums["numericscore.training.samples"], durations));
    }

    [Fact]
    public void A_training_is_an_activity_with_one_for_each_epoch_in_it()
    {
        List<Activity> ended = [];
        using var listener = Listen(ended);
        var (x, y) = ToyData.HalfPlane(50);
        var history = ToyData.Classifier().Compiled().Fit(x, y, batchSize: 16, epochs: 2, validationSplit: 0.2);
        Assert.Equal(["NumericsCore.Epoch", "NumericsCore.Epoch", "NumericsCore.Fit"], ended.Select(static activity => activity.OperationName));
        var fit = ended[2];
        Assert.Equal(("Sequential", "Adam", 40, 16, 2), (Tag(fit, "model"), Tag(fit, "optimizer"), Tag(fit, "samples"), Tag(fit, "batch_size"), Tag(fit, "epochs")));
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(fit.Id, ended[i].ParentId);
            var expected = (i + 1, history.Epochs[i].LearningRate, history.Epochs[i]["loss"], history.Epochs[i]["val_accuracy"]);
            Assert.Equal(expected, (Tag(ended[i], "epoch"), Tag(ended[i], "learning_rate"), Tag(ended[i], "loss"), Tag(ended[i], "val_accuracy")));
            Assert.Equal(ActivityStatusCode.Unset, ended[i].Status);
        }
    }

    [Fact]
    public void What_broke_a_training_off_stands_in_its_activities()
    {
        List<Activity> ended = [];
        using var listener = Listen(ended);
        var (x, y) = ToyData.HalfPlane(50);
        Assert.Throws<InvalidOperationException>(() => ToyData.Classifier().Compiled().Fit(x, y, callbacks: [new LambdaCallback(onBatchEnd: static _ => throw new InvalidOperationException("mine"))]));
        Assert.Equal(["NumericsCore.Epoch", "NumericsCore.Fit"], ended.Select(static activity => activity.OperationName));
        foreach (var activity in ended)
        {
            Assert.Equal((ActivityStatusCode.Error, "mine"), (activity.Status, activity.StatusDescription));
            Assert.Equal("exception", Assert.Single(activity.Events).Name);
        }

        Assert.Null(Activity.Current?.OperationName);
    }

    [Fact]
    public async Task A_training_on_a_thread_of_its_own_belongs_to_the_caller_s_activity()
    {
        List<Activity> ended = [];
        using var listener = Listen(ended);
        using var caller = new Activity("caller").Start();
        var (x, y) = ToyData.HalfPlane(50);
        await ToyData.Classifier().Compiled().FitAsync(x, y);
        Assert.Equal(caller.Id, Assert.Single(ended, static activity => activity.OperationName == "NumericsCore.Fit").ParentId);
        Assert.Same(caller, Activity.Current);
    }

    [Fact]
    public void A_cancelled_training_is_told_from_a_whole_one()
    {
        List<Activity> ended = [];
        using var listener = Listen(ended);
        using var cancellation = new CancellationTokenSource();
        var (x, y) = ToyData.HalfPlane(50);
        Assert.Throws<OperationCanceledException>(() => ToyData.Classifier().Compiled().Fit(x, y, batchSize: 10, callbacks: [new LambdaCallback(onBatchEnd: _ => cancellation.Cancel())], cancellationToken: cancellation.Token));
        Assert.All(ended, static activity => Assert.Equal(ActivityStatusCode.Error, activity.Status));
        Assert.Equal(2, ended.Count);
    }

    [Fact]
    public void A_replayed_step_that_is_listened_to_allocates_nothing()
    {
        const int Steps = 20;
        List<Activity> ended = [];
        using var activities = Listen(ended);
        using var counters = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == TrainingDiagnostics.MeterName) listener.EnableMeasurementEvents(instrument);
            },
        };
        long counted = 0;
        counters.SetMeasurementEventCallback<long>((_, value, _, _) =>
        {
            if (s_mine.Value) counted += value;
        });
        counters.Start();
        var (x, y) = ToyData.HalfPlane(10 * Steps);
        long[] bytes = new long[2 * Steps];
        int step = 0;
        var model = ToyData.Classifier().Compiled();
        model.ChecksReplay = false;
        model.Fit(x, y, batchSize: 10, epochs: 2, callbacks: [new LambdaCallback(onBatchEnd: _ => bytes[step++] = GC.GetAllocatedBytesForCurrentThread())]);
        // the first step of the first epoch records, and an epoch's begin copies the order of the rows
        for (int i = Steps + 1; i < 2 * Steps; i++) Assert.Equal((i, bytes[i - 1]), (i, bytes[i]));
        Assert.Equal(2 * Steps * (1 + 10), counted);
        Assert.Equal(3, ended.Count);
    }

    [Fact]
    public void Nobody_listening_means_no_allocation()
    {
        TrainingDiagnostics.CountStep(1);
        Assert.Null(TrainingDiagnostics.StartEpoch(1));
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            TrainingDiagnostics.CountStep(32);
            using var epoch = TrainingDiagnostics.StartEpoch(i);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - bytes);
    }

    private static object? Tag(Activity activity, string name) => activity.GetTagItem("numericscore." + name);

    private static ActivityListener Listen(List<Activity> ended)
    {
        s_mine.Value = true;
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == TrainingDiagnostics.ActivitySourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => s_mine.Value ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = activity =>
            {
                if (s_mine.Value) ended.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
