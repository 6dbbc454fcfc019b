using NumericsCore.Tests.Layers;
using NumericsCore.Tests.Serialization;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Memory;

public class ReplayAllocationTests
{
    public static TheoryData<string> Cases => ["binary", "sparse classes", "one-hot classes", "regression", "regression with buffers"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_replayed_training_step_allocates_nothing(string task)
    {
        var device = Device.CreateCpu(2);
        const int Rows = 96;
        var features = Make.Random([Rows, 30], elementType: ElementType.Float32, device: device);
        var labels = Tensor.From([.. Enumerable.Range(0, Rows).Select(static row => (float)(row % 3))], [Rows], device);
        (Loss loss, int outputs, Activation activation, Tensor targets, Metric metric) = task switch
        {
            "binary" => ((Loss)new BinaryCrossEntropy(labelSmoothing: 0.1, classWeights: [1, 2]), 1, Activation.Sigmoid, labels.LessThan(1).Reshape(Rows, 1), Metric.Accuracy),
            "sparse classes" => (new CategoricalCrossEntropy(sparse: true, fromLogits: true, classWeights: [1, 2, 3]), 3, Activation.None, labels.Reshape(Rows, 1), Metric.Accuracy),
            "one-hot classes" => (new CategoricalCrossEntropy(labelSmoothing: 0.1), 3, Activation.Softmax, labels.Reshape(Rows, 1).EqualTo(Tensor.Range(0, 3, device: device)), Metric.Accuracy),
            _ => (new MeanSquaredError(), 1, Activation.None, labels.Reshape(Rows, 1), Metric.MeanAbsoluteError),
        };
        var model = new Sequential([new Dense(64, Activation.Relu), .. task.EndsWith("buffers", StringComparison.Ordinal) ? (Layer[])[new BatchNorm()] : [], new Dropout(0.5), new Dense(outputs, activation)]);
        model.Build([30], seed: 3, device: device);
        var optimizer = new Adam { ClipNorm = 1, ClipValue = 0.5 };
        optimizer.AddGroup(model.Parameters);
        var data = new TrainingData(features, targets, Tensor.Ones([Rows], device: device));
        data.Order.Set([.. Enumerable.Range(0, Rows)]);
        loss.RequireTargets([Rows, outputs], loss.Aligned([Rows, outputs], targets));
        using var step = new TrainingStep(model, optimizer, loss, [metric], data, 32);
        for (int i = 0; i < 3; i++) step.Run(0);
        Assert.True(step.IsReplaying);

        string before = model.WeightsSha256();
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) step.Run(i % 3 * 32);
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        Assert.Equal(0, bytes);
        Assert.NotEqual(before, model.WeightsSha256());
    }

    [Fact]
    public void An_epoch_of_replayed_steps_allocates_less_than_its_steps_would()
    {
        var features = Make.Random([1000, 4], elementType: ElementType.Float32);
        var model = new Sequential(new Dense(4, Activation.Relu), new Dense(1)) { ChecksReplay = false };
        model.Compile(new Adam(), new MeanSquaredError());
        var watch = new AllocationWatch();
        model.Fit(features, features[.., 0], batchSize: 10, epochs: 4, callbacks: [watch]);
        // the first epoch records; the others copy the order of the rows, 4 bytes each, and keep a result
        for (int epoch = 1; epoch < 4; epoch++) Assert.InRange(watch.Bytes[epoch], 0, 20_000);
    }

    [Theory]
    [InlineData(7, CheckpointUnit.Step)]
    [InlineData(1000, CheckpointUnit.Step)]
    [InlineData(1, CheckpointUnit.Epoch)]
    public void With_a_checkpoint_attached_a_replayed_step_that_writes_no_file_allocates_nothing(int every, CheckpointUnit unit)
    {
        const int Steps = 20, Epochs = 3;
        using var file = new ScratchFile();
        var features = Make.Random([10 * Steps, 4], elementType: ElementType.Float32);
        var model = new Sequential(new Dense(4, Activation.Relu), new Dropout(0.2), new Dense(1)) { ChecksReplay = false };
        model.Compile(new Adam(), new MeanSquaredError(), Metric.MeanAbsoluteError);
        var watch = new StepWatch(Steps * Epochs);
        model.Fit(features, features[.., 0], batchSize: 10, epochs: Epochs, callbacks: [watch, new Checkpoint(file.Path, every, unit), new EarlyStopping("loss", restoreBestWeights: true)]);
        Assert.True(File.Exists(file.Path));
        int looked = 0;
        for (int step = 2; step < Steps * Epochs; step++)
        {
            // step counts from 0; a file is written between the end of the step before and of this one, and so is what begins an epoch
            bool writes = unit == CheckpointUnit.Step && step % every == 0;
            if (writes || step % Steps == 0) continue;
            looked++;
            Assert.True(watch.Bytes[step] == watch.Bytes[step - 1], FormattableString.Invariant($"step {step} allocated {watch.Bytes[step] - watch.Bytes[step - 1]} bytes"));
        }

        Assert.InRange(looked, 45, Steps * Epochs);
    }

    /// <summary>What the thread had allocated by the end of each step.</summary>
    private sealed class StepWatch(int steps) : Callback
    {
        private int _step;

        public long[] Bytes { get; } = new long[steps];

        protected override void OnBatchEnd(FitContext context) => Bytes[_step++] = GC.GetAllocatedBytesForCurrentThread();
    }

    private sealed class AllocationWatch : Callback
    {
        private long _start;

        public List<long> Bytes { get; } = [];

        protected override void OnEpochBegin(FitContext context) => _start = GC.GetAllocatedBytesForCurrentThread();

        protected override void OnEpochEnd(FitContext context, EpochResult result) => Bytes.Add(GC.GetAllocatedBytesForCurrentThread() - _start);
    }
}
