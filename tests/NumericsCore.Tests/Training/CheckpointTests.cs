using NumericsCore.Tests.Optimizers;
using NumericsCore.Tests.Serialization;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Training;

/// <summary>A training that ends at any step and goes on from its checkpoint is the training that was never interrupted.</summary>
public class CheckpointTests
{
    private const int Epochs = 4;
    private const int Steps = 3 * Epochs;

    [Theory]
    [InlineData(ElementType.Float32, false)]
    [InlineData(ElementType.Float64, true)]
    public void Interrupted_after_every_step_it_ends_with_the_same_bits_and_history(ElementType type, bool weighted)
    {
        var course = new Course(Device.Cpu, type, static () => new Adam(0.05), weighted);
        var expected = course.Run();
        var threads = Device.CreateCpu(2);
        for (int stop = 1; stop <= Steps; stop++)
        {
            using var file = new ScratchFile();
            course.Interrupt(file.Path, stop);
            // the step at which it stopped was not yet in the file
            if (stop > 1) Expect(expected, (course with { Device = stop % 2 == 0 ? threads : Device.Cpu }).Run(file.Path));
            else Assert.False(File.Exists(file.Path));
        }
    }

    [Theory]
    [MemberData(nameof(OptimizerNames))]
    public void Every_optimizer_goes_on_from_every_place(string name)
    {
        var create = OptimizerCase.All.First(one => one.Name == name).Create;
        var course = new Course(Device.Cpu, ElementType.Float32, create, Weighted: false);
        var expected = course.Run();
        // in the middle of an epoch, after its last step, and after its validation
        foreach (int stop in (int[])[5, 7, 9])
        {
            using var file = new ScratchFile();
            course.Interrupt(file.Path, stop);
            Expect(expected, course.Run(file.Path));
        }
    }

    [GpuFact]
    public void A_training_goes_on_on_another_device()
    {
        var course = new Course(Device.Cpu, ElementType.Float32, static () => new Adam(0.05), Weighted: false);
        var expected = course.Run();
        foreach (var gpu in Gpus.All)
        {
            foreach (int stop in (int[])[2, 6, 8])
            {
                using var file = new ScratchFile();
                course.Interrupt(file.Path, stop);
                Expect(expected, (course with { Device = gpu }).Run(file.Path));
                (course with { Device = gpu }).Interrupt(file.Path, stop);
                Expect(expected, course.Run(file.Path));
            }
        }
    }

    [Fact]
    public void A_finished_training_is_gone_on_with_by_more_epochs_or_not_at_all()
    {
        var course = new Course(Device.Cpu, ElementType.Float32, static () => new Adam(0.05), Weighted: false) { Patience = 100 };
        var expected = course.Run();
        using var file = new ScratchFile();
        (course with { Epochs = 2 }).Interrupt(file.Path, int.MaxValue);
        Expect(expected, course.Run(file.Path));
        course.Interrupt(file.Path, int.MaxValue);
        Expect(expected, course.Run(file.Path));
        // the seed of the checkpoint, where none is given
        Expect(expected, (course with { Seed = null }).Run(file.Path));
    }

    public static TheoryData<string> OptimizerNames => [.. OptimizerCase.All.Select(static one => one.Name)];

    private static void Expect(Ending expected, Ending actual)
    {
        Assert.Equal(expected.Hash, actual.Hash);
        Assert.Equal(expected.History, actual.History);
        Assert.Equal(expected.Own, actual.Own);
        Assert.Equal(expected.BestEpoch, actual.BestEpoch);
    }

    private sealed record Ending(string Hash, string History, string Own, int? BestEpoch);

    private sealed record Course(Device Device, ElementType Type, Func<Optimizer> Optimizer, bool Weighted)
    {
        public int Epochs { get; init; } = CheckpointTests.Epochs;

        public int Patience { get; init; } = 2;

        public ulong? Seed { get; init; } = 3;

        public Ending Run(string? resumeFrom = null)
        {
            var (model, features, targets, weights) = Make();
            var stopping = new EarlyStopping(patience: Patience, restoreBestWeights: true);
            var own = new Log();
            var history = model.Fit(features, targets, 8, Epochs, validationSplit: 0.3, sampleWeights: weights, callbacks: [stopping, own], seed: Seed, resumeFrom: resumeFrom);
            return new Ending(model.WeightsSha256(), Text(history), own.Text, stopping.BestEpoch);
        }

        /// <summary>Trains with checkpoints, and breaks off at a step.</summary>
        public void Interrupt(string file, int step)
        {
            var (model, features, targets, weights) = Make();
            int steps = 0;
            var stop = new At(batchEnd: _ =>
            {
                if (++steps == step) throw new OperationCanceledException();
            });
            void Train() => model.Fit(features, targets, 8, Epochs, validationSplit: 0.3, sampleWeights: weights,
                callbacks: [new Checkpoint(file, 1, CheckpointUnit.Step), new EarlyStopping(patience: Patience, restoreBestWeights: true), new Log(), stop], seed: 3);
            if (step == int.MaxValue) Train();
            else Assert.Throws<OperationCanceledException>(Train);
        }

        private (Sequential Model, Tensor Features, Tensor Targets, Tensor? Weights) Make()
        {
            var features = Tests.Support.Make.Random([30, 2], elementType: Type, device: Device);
            var model = ToyData.Classifier(dropout: 0.3);
            model.Compile(Optimizer(), new BinaryCrossEntropy(), Metric.Accuracy, Metric.AreaUnderCurve, Metric.Recall().Weighted());
            return (model, features, features.Sum(1, keepDims: true).GreaterThan(0), Weighted ? Tests.Support.Make.Random([30], 1, Type, Device).Abs() : null);
        }

        private static string Text(History history) => string.Join(';', history.Epochs.SelectMany(static epoch => epoch.Values()).Select(static pair => $"{pair.Key} {BitConverter.DoubleToInt64Bits(pair.Value):x}"));
    }

    /// <summary>A callback of a user's own with a state, and that changes the learning rate.</summary>
    private sealed class Log : Callback
    {
        public string Text { get; private set; } = "";

        public override string StateName => "log";

        protected override void OnEpochBegin(FitContext context)
        {
            Text += "b";
            if (context.Epoch > 1) context.Optimizer.LearningRate *= 0.9;
        }

        protected override void OnBatchEnd(FitContext context) => Text += $" {context.Epoch}.{context.Batch}";

        protected override void OnEpochEnd(FitContext context, EpochResult result) => Text += "e";

        public override void SaveState(CallbackStateWriter state) => state.Values.Write("text", Text);

        public override void LoadState(CallbackStateReader state) => Text = state.Values.ReadString("text");
    }
}
