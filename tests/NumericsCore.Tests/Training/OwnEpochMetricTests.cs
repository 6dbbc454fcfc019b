using NumericsCore.Tests.Serialization;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Training;

/// <summary>An epoch metric of one's own: its state begins empty in each pass, stands in checkpoints, and leaves the recorded step alone.</summary>
public class OwnEpochMetricTests
{
    [Fact]
    public void A_largest_error_is_of_all_samples()
    {
        var x = Make.Of([7, 1], 1, -9, 3, 4, 5, 6, 7);
        var model = new Sequential(new Dense(1, useBias: false, weightInitializer: Initializer.Constant(1)));
        model.Compile(new Sgd(0), new MeanSquaredError(), new LargestError());
        for (int size = 1; size <= 7; size++)
        {
            var history = model.Fit(x, 2 * x, size, epochs: 2, validationData: (x[..3], x[..3]));
            Assert.Equal([9, 9], history.Epochs.Select(static epoch => epoch["largest error"]));
            Assert.Equal([0, 0], history.Epochs.Select(static epoch => epoch["val_largest error"]));
        }

        Assert.Equal(9, model.Evaluate(x, 2 * x).Metrics["largest error"]);
        Assert.Equal(9, new LargestError().Call(x, 2 * x).ToScalar());
    }

    [Fact]
    public void It_sees_every_sample_once_with_its_weight()
    {
        const int Rows = 2500;
        var x = Make.Random([Rows, 2]);
        var weights = Make.Random([Rows], 1).Abs();
        var seen = new Seen();
        var model = new Sequential(new Dense(1));
        model.Compile(new Sgd(0), new MeanSquaredError(), seen);
        double expected = weights.Sum().ToScalar();
        var epoch = model.Fit(x, x.Sum(1), 999, sampleWeights: weights, validationSplit: 0.5).Epochs[0];
        Assert.Equal(expected, epoch["seen"] + epoch["val_seen"], 1e-9);
        Assert.Equal(expected, model.Evaluate(x, x.Sum(1), weights).Metrics["seen"], 1e-9);
        Assert.Equal(Rows, model.Evaluate(x, x.Sum(1)).Metrics["seen"]);
        Assert.False(seen.SawLogits);
        model.Compile(new Sgd(0), new BinaryCrossEntropy(fromLogits: true), seen);
        model.Evaluate(x, x.Sum(1).GreaterThan(0));
        Assert.True(seen.SawLogits);
    }

    [Fact]
    public void It_leaves_the_recorded_step_as_it_is_and_allocates_nothing()
    {
        Metric[] metrics = [Metric.AreaUnderCurve, Metric.Precision(), Metric.F1Score().Weighted(), Metric.R2Score, Metric.Accuracy.Weighted(), new LargestError()];
        var device = Device.CreateCpu(2);
        var (x, y) = ToyData.HalfPlane(96, device);
        var loss = new BinaryCrossEntropy();
        using TrainingStep plain = Step([]), own = Step(metrics);
        plain.Run(0);
        var figures = new EpochFigures(metrics, logits: false);
        // capacities grow in the first epoch
        Epoch();
        Assert.True(own.IsReplaying);
        Assert.Equal(plain.RecordedCalls, own.RecordedCalls);

        figures.Clear();
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        Epoch();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - bytes);
        Assert.InRange(figures.Result(0)!.Value, 0, 1);

        void Epoch()
        {
            for (int i = 0; i < 30; i++)
            {
                own.Run(i % 3 * 32);
                own.AddTo(figures);
            }
        }

        TrainingStep Step(Metric[] followed)
        {
            var model = ToyData.Classifier();
            model.Build([2], device: device);
            var optimizer = new Adam();
            optimizer.AddGroup(model.Parameters);
            var data = new TrainingData(x, y, Tensor.Ones([96], device: device));
            data.Order.Set([.. Enumerable.Range(0, 96)]);
            return new TrainingStep(model, optimizer, loss, followed, data, 32);
        }
    }

    [Fact]
    public void A_training_that_goes_on_has_the_state_of_its_checkpoint()
    {
        ModelRegistry.RegisterMetric<LargestError>("test_largest_error", static (_, _) => { }, static _ => new LargestError());
        var (x, y) = ToyData.HalfPlane(50);
        double[] expected = Fit(null, []);
        using var file = new ScratchFile();
        for (int stop = 2; stop <= 10; stop++)
        {
            int steps = 0;
            var broken = new At(batchEnd: _ =>
            {
                if (++steps == stop) throw new OperationCanceledException();
            });
            Assert.Throws<OperationCanceledException>(() => Fit(null, [new Checkpoint(file.Path, 1, CheckpointUnit.Step), broken]));
            Assert.Equal(expected, Fit(file.Path, []));
        }

        double[] Fit(string? resumeFrom, Callback[] callbacks)
        {
            var model = ToyData.Classifier();
            model.Compile(new Adam(0.05), new BinaryCrossEntropy(), new LargestError(), Metric.Accuracy, Metric.AreaUnderCurve.Weighted());
            var history = model.Fit(x, y, 10, 2, sampleWeights: Tensor.Uniform([50], 4), seed: 7, callbacks: callbacks, resumeFrom: resumeFrom);
            return [.. history.Epochs.SelectMany(static epoch => epoch.Values()).Select(static pair => pair.Value)];
        }
    }

    private sealed class LargestError() : EpochMetric("largest error")
    {
        public override MonitorDirection? Direction => MonitorDirection.Minimize;

        public override void Update(MetricState state, MetricBatch batch)
        {
            ref double largest = ref state.First(1)[0];
            for (int i = 0; i < batch.Predictions.Length; i++) largest = Math.Max(largest, Math.Abs(batch.Predictions[i] - batch.Targets[i]));
        }

        public override double Result(MetricState state) => state.Values[0];
    }

    /// <summary>The sum of the samples' weights.</summary>
    private sealed class Seen() : EpochMetric("seen")
    {
        public bool SawLogits { get; private set; }

        public override void Update(MetricState state, MetricBatch batch)
        {
            SawLogits |= batch.AreLogits;
            Assert.Equal((batch.Samples, batch.Samples), (batch.Predictions.Length, batch.Targets.Length));
            for (int i = 0; i < batch.Samples; i++)
            {
                Assert.Equal(batch.Predictions[i], batch.Prediction(i)[0]);
                state.Append(batch.Weight(i), batch.Target(i)[0]);
            }
        }

        public override double Result(MetricState state)
        {
            double sum = 0;
            for (int i = 0; i < state.Count; i += 2) sum += state.Values[i];
            return sum;
        }
    }
}
