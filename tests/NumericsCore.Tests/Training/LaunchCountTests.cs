using NumericsCore.Kernels;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Training;

/// <summary>How many kernels a step is: on a GPU each costs microseconds, whatever it does.</summary>
public class LaunchCountTests
{
    [Fact]
    public void A_training_step_of_the_documents_model_is_at_most_16_kernels_and_one_of_them_the_update()
    {
        using var step = Step(Device.Cpu);
        step.Run(0);
        Assert.True(step.IsReplaying);
        Assert.InRange(step.RecordedCalls, 1, 16);
    }

    /// <summary>An activation of a formula is part of the layers' kernels, forward and backward, as the library's own are.</summary>
    [Fact]
    public void Activations_of_formulas_are_no_kernel_more()
    {
        Assert.Equal(Calls(Activation.Relu), Calls(Activation.From<Kernels.Formulas.Relu>()));
        Assert.Equal(Calls(Activation.Sigmoid), Calls(Activation.From<Kernels.Formulas.Sigmoid>()));
        Assert.Equal(Calls(Activation.Softplus), Calls(Activation.From<Kernels.Formulas.Softplus>()));
        Assert.True(Calls(Activation.Relu) < Calls(Activation.Softplus));

        static int Calls(Activation activation)
        {
            using var step = Step(Device.Cpu, activation: activation);
            step.Run(0);
            return step.RecordedCalls;
        }
    }

    /// <summary>A learning rate that changes is one of the numbers that a step uploads anyway.</summary>
    [Fact]
    public void A_schedule_is_no_kernel_more()
    {
        using TrainingStep plain = Step(Device.Cpu), scheduled = Step(Device.Cpu, schedule: new LinearWarmUp(3, new CosineDecay(20)));
        plain.Run(0);
        scheduled.Run(0);
        Assert.Equal(plain.RecordedCalls, scheduled.RecordedCalls);
    }

    /// <summary>A loss of a formula is one kernel and its gradient another, with class weights too.</summary>
    [Fact]
    public void Losses_of_formulas_are_no_kernel_more()
    {
        int expected = Calls(new MeanSquaredError());
        foreach (var loss in (Loss[])[new MeanAbsoluteError(), new Huber(), new Poisson(), new Hinge(), new BinaryFocalCrossEntropy(alpha: 0.25)]) Assert.Equal(expected, Calls(loss));
        Assert.Equal(expected, Calls(Loss.From<Kernels.Formulas.SquaredError>()));
        Assert.Equal(expected, Calls(Loss.From(new Kernels.Formulas.SquaredError(), classWeights: [1, 2])));
        Assert.Equal(expected, Calls(Loss.From(new Kernels.Formulas.BinaryCrossEntropyWithLogits(), reduction: Reduction.Sum, classWeights: [1, 2])));

        static int Calls(Loss loss)
        {
            using var step = Step(Device.Cpu, loss: loss);
            step.Run(0);
            return step.RecordedCalls;
        }
    }

    [GpuFact]
    public void A_replayed_step_is_one_upload_and_at_most_16_launches_on_a_device()
    {
        foreach (var device in Gpus.All)
        {
            using var step = Step(device, schedule: new CosineDecay(20));
            step.Run(0);
            Assert.True(step.IsReplaying);
            step.Run(32);
            int uploads = GpuQueue.UploadCount;
            Assert.InRange(Launches(step), 1, 16);
            Assert.Equal(1, GpuQueue.UploadCount - uploads);
        }
    }

    /// <summary>What is held of the recorded step moves to memory of its own once, one launch for each block, and costs later replays nothing.</summary>
    [GpuTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Only_the_first_replay_has_a_launch_more_for_each_tensor_held(bool holds)
    {
        foreach (var device in Gpus.All)
        {
            List<Tensor> held = [];
            using var step = Step(device, new HostMetric("keeper", (p, t) =>
            {
                var far = (p - t).Abs();
                var near = far.LessThan(0.5);
                // a view lies in the block of what it shows
                if (holds) held.AddRange([far, near, far.Reshape(-1)]);
                return near.Mean();
            }, isReplayable: true));
            step.Run(0);
            double[][] before = [.. held.Select(static tensor => tensor.ToDoubleArray())];
            // what nobody holds does not move: let the collector find it
            GC.Collect();
            GC.WaitForPendingFinalizers();
            int first = Launches(step), second = Launches(step), third = Launches(step);
            Assert.Equal(second, third);
            Assert.InRange(second, 1, step.RecordedCalls);
            // a device that keeps the calls itself makes them once more while it learns them
            bool captures = second == 1 && step.RecordedCalls > 1;
            Assert.InRange(first, second + (holds ? 2 : 0), second + (holds ? 2 : 0) + (captures ? step.RecordedCalls : 0));
            Assert.Equal(before, held.Select(static tensor => tensor.ToDoubleArray()));
        }
    }

    [Fact]
    public void A_target_without_smoothing_costs_no_kernel()
    {
        Assert.Equal(2, Calls(new CategoricalCrossEntropy(labelSmoothing: 0.1)) - Calls(new CategoricalCrossEntropy()));
        Assert.Equal(2, Calls(new BinaryCrossEntropy(labelSmoothing: 0.1)) - Calls(new BinaryCrossEntropy()));
        // the weights of the classes as they were before the smoothing are one more
        Assert.Equal(3, Calls(Sparse(labelSmoothing: 0.1), sparse: true) - Calls(Sparse(labelSmoothing: 0), sparse: true));

        static Loss Sparse(double labelSmoothing) => new CategoricalCrossEntropy(sparse: true, labelSmoothing: labelSmoothing, classWeights: [1, 2]);
    }

    [Fact]
    public void Weights_of_two_classes_and_of_samples_are_part_of_the_kernel_of_an_elementwise_loss()
    {
        Loss plain = new Hinge(reduction: Reduction.None), weighted = new Hinge(classWeights: [1, 2], reduction: Reduction.None);
        Assert.Equal(1, Calls(plain));
        Assert.Equal(1, Calls(weighted));
        Assert.Equal(1, Calls(plain, sampleWeights: Make.Vector(1, 2)));
        Assert.Equal(1, Calls(weighted, sampleWeights: Make.Vector(1, 2)));
    }

    private static int Calls(Loss loss, bool sparse = false, Tensor? sampleWeights = null)
    {
        Tensor prediction = Make.Of([2, 2], 0.5, 0.5, 0.25, 0.75), target = sparse ? Make.Vector(0, 1) : Make.Of([2, 2], 1, 0, 0, 1);
        // what a loss keeps is there before a step is recorded
        loss.Call(prediction, target, sampleWeights);
        using var recording = Recording.Begin(Device.Cpu.Backend);
        loss.Call(prediction, target, sampleWeights);
        recording.End();
        return recording.Count;
    }

    private static int Launches(TrainingStep step)
    {
        int before = GpuQueue.LaunchCount;
        step.Run(32);
        return GpuQueue.LaunchCount - before;
    }

    private static TrainingStep Step(Device device, Metric? metric = null, Activation? activation = null, Loss? loss = null, LearningRateSchedule? schedule = null)
    {
        activation ??= Activation.Relu;
        var x = Tensor.Normal([64, 30], seed: 1, device: device);
        var y = Tensor.Uniform([64, 1], seed: 2, device: device).GreaterThan(0.5);
        var model = new Sequential(
            new Dense(128, activation), new Dropout(0.5), new Dense(64, activation), new Dropout(0.5), new Dense(1, Activation.Sigmoid));
        model.Build([30]);
        model.To(device);
        var optimizer = new Adam { Schedule = schedule };
        optimizer.AddGroup(model.Parameters);
        var data = new TrainingData(x, y, null);
        data.Order.Set([.. Enumerable.Range(0, 64)]);
        return new TrainingStep(model, optimizer, loss ?? new BinaryCrossEntropy(), [metric ?? Metric.Accuracy], data, 32);
    }
}
