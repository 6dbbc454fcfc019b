namespace NumericsCore.Tests.Training;

/// <summary>How many kernels a step is: on a GPU each costs microseconds, whatever it does.</summary>
public class LaunchCountTests
{
    [Fact]
    public void A_training_step_of_the_documents_model_is_at_most_16_kernels_and_one_of_them_the_update()
    {
        var x = Tensor.Normal([64, 30], seed: 1);
        var y = Tensor.Uniform([64, 1], seed: 2).GreaterThan(0.5);
        var model = new Sequential(
            new Dense(128, Activation.Relu), new Dropout(0.5), new Dense(64, Activation.Relu), new Dropout(0.5), new Dense(1, Activation.Sigmoid));
        model.Build([30]);
        var optimizer = new Adam();
        optimizer.AddGroup(model.Parameters);
        var data = new TrainingData(x, y, null);
        data.Order.Set([.. Enumerable.Range(0, 64)]);
        using var step = new TrainingStep(model, optimizer, new BinaryCrossEntropy(), [Metric.Accuracy], data, 32);
        step.Run(0);
        Assert.True(step.IsReplaying);
        Assert.InRange(step.RecordedCalls, 1, 16);
    }
}
