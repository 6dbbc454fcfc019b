using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Training;

/// <summary>Training on a GPU device gives the CPU's weights, bit for bit.</summary>
public class GpuTrainingTests
{
    [GpuTheory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float64)]
    public void A_trained_classifier_has_the_same_weights(ElementType type)
    {
        string expected = Train(Device.Cpu, type);
        Assert.Equal(expected, Train(Device.CreateCpu(2, 128), type));
        foreach (var device in Gpus.All) Assert.Equal(expected, Train(device, type));
    }

    [GpuFact]
    public void A_model_that_moves_keeps_its_bits_and_goes_on_the_same_way()
    {
        foreach (var device in Gpus.All)
        {
            var x = Tensor.Normal([64, 5], seed: 1);
            var model = new Sequential(new Dense(7, Activation.Tanh), new Dropout(0.25), new Dense(3, Activation.Softmax));
            model.Build([5], seed: 4);
            string before = model.WeightsSha256();
            double[] expected = model.Predict(x).ToDoubleArray();
            model.To(device);
            Assert.Equal(before, model.WeightsSha256());
            Assert.Equal(expected, model.Predict(x.To(device)).ToDoubleArray());
            double[] there = model.Call(x.To(device), training: true).ToDoubleArray();
            model.To(Device.Cpu);
            model.Call(x, training: true);

            var stayed = new Sequential(new Dense(7, Activation.Tanh), new Dropout(0.25), new Dense(3, Activation.Softmax));
            stayed.Build([5], seed: 4);
            Assert.Equal(stayed.Call(x, training: true).ToDoubleArray(), there);
            Assert.Equal(stayed.Call(x, training: true).ToDoubleArray().Length, there.Length);
            Assert.Equal(stayed.Call(x, training: true).ToDoubleArray(), model.Call(x, training: true).ToDoubleArray());
        }
    }

    [GpuFact]
    public void Several_threads_use_the_device_at_the_same_time()
    {
        float[] expected = Work(Device.Cpu, 3);
        foreach (var device in Gpus.All) Parallel.For(0, 8, _ => Assert.Equal(expected, Work(device, 3)));

        static float[] Work(Device device, ulong seed)
        {
            var a = Tensor.Normal([40, 30], seed, device: device);
            var b = Tensor.Normal([30, 50], seed + 1, device: device);
            return a.MatMul(b).Softmax().Sum(0).ToArray<float>();
        }
    }

    private static string Train(Device device, ElementType type)
    {
        var x = Tensor.Normal([90, 6], seed: 1, elementType: type, device: device);
        var y = (x.Sum(1) + Tensor.Normal([90], seed: 2, elementType: type, device: device)).GreaterThan(0);
        var model = new Sequential(new Dense(19, Activation.Relu), new Dropout(0.5), new Dense(8, Activation.Sigmoid), new Dropout(0.2), new Dense(1, Activation.Sigmoid));
        model.Compile(new Adam(0.01) { ClipNorm = 1 }, new BinaryCrossEntropy(labelSmoothing: 0.1), Metric.Accuracy);
        var history = model.Fit(x, y, batchSize: 16, epochs: 6, validationSplit: 0.1, seed: 9);
        return model.WeightsSha256() + string.Join(' ', history.Epochs.SelectMany(static epoch => epoch.Values()));
    }
}
