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

    [GpuFact]
    public void A_replayed_step_is_one_upload_and_at_most_16_launches_on_a_device()
    {
        foreach (var device in Gpus.All)
        {
            using var step = Step(device);
            step.Run(0);
            Assert.True(step.IsReplaying);
            // at the first replay, what the collector has not yet taken of the recorded step moves to memory of its own
            step.Run(32);
            int launches = GpuQueue.LaunchCount, uploads = GpuQueue.UploadCount;
            step.Run(0);
            Assert.InRange(GpuQueue.LaunchCount - launches, 1, 16);
            Assert.Equal(1, GpuQueue.UploadCount - uploads);
        }
    }

    [Fact]
    public void A_target_without_smoothing_costs_no_kernel()
    {
        Assert.Equal(2, Calls(new CategoricalCrossEntropy(labelSmoothing: 0.1)) - Calls(new CategoricalCrossEntropy()));
        Assert.Equal(2, Calls(new BinaryCrossEntropy(labelSmoothing: 0.1)) - Calls(new BinaryCrossEntropy()));

        static int Calls(Loss loss)
        {
            Tensor prediction = Make.Of([2, 2], 0.5, 0.5, 0.25, 0.75), target = Make.Of([2, 2], 1, 0, 0, 1);
            using var recording = Recording.Begin(Device.Cpu.Backend);
            loss.Call(prediction, target);
            recording.End();
            return recording.Count;
        }
    }

    private static TrainingStep Step(Device device)
    {
        var x = Tensor.Normal([64, 30], seed: 1, device: device);
        var y = Tensor.Uniform([64, 1], seed: 2, device: device).GreaterThan(0.5);
        var model = new Sequential(
            new Dense(128, Activation.Relu), new Dropout(0.5), new Dense(64, Activation.Relu), new Dropout(0.5), new Dense(1, Activation.Sigmoid));
        model.Build([30]);
        model.To(device);
        var optimizer = new Adam();
        optimizer.AddGroup(model.Parameters);
        var data = new TrainingData(x, y, null);
        data.Order.Set([.. Enumerable.Range(0, 64)]);
        return new TrainingStep(model, optimizer, new BinaryCrossEntropy(), [Metric.Accuracy], data, 32);
    }
}
