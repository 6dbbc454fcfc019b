using NumericsCore.Kernels;
using NumericsCore.Kernels.Tests;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Training;

/// <summary>Training on a device with fast products; where there are no tensor cores, their place takes a matrix unit of ordinary instructions.</summary>
public class FastTrainingTests
{
    private const int Rows = 400, Features = 12;

    [GpuTheory]
    [InlineData(MathMode.Fast, 1e-3)]
    [InlineData(MathMode.FastBFloat16, 1e-2)]
    public void A_classifier_learns_as_well_and_the_same_way_each_time(MathMode mode, double tolerance)
    {
        var (exact, exactLoss, accuracy) = Train(Device.Cpu);
        foreach (var opened in Gpus.All)
        {
            // a device of its own, which the ones that programs get know nothing of, and whose small products are fast too
            var fast = Device.OpenProfiled(opened.Info).MakeFast(mode, backend => ((GpuBackend)backend).With(opened.Has(mode) ? TensorCores(mode) : Software(mode)));
            var (weights, loss, fastAccuracy) = Train(fast);
            Assert.NotEqual(exact, weights);
            Assert.Equal(weights, Train(fast).Weights);
            Assert.InRange(Math.Abs(loss - exactLoss), 0, tolerance);
            Assert.InRange(fastAccuracy, accuracy - 0.01, 1);
        }

        Assert.InRange(accuracy, 0.95, 1);
    }

    private static FastGemm TensorCores(MathMode mode) => mode == MathMode.Fast
        ? new FastGemm<TensorCores<Tf32>> { MinTiles = 0 }
        : new FastGemm<TensorCores<BFloat16>> { MinTiles = 0 };

    private static FastGemm Software(MathMode mode) => mode == MathMode.Fast
        ? new FastGemm<SoftwareMatrixUnit<SoftwareTf32>> { MinTiles = 0 }
        : new FastGemm<SoftwareMatrixUnit<SoftwareBFloat16>> { MinTiles = 0 };

    private static (string Weights, double Loss, double Accuracy) Train(Device device)
    {
        var x = Tensor.Normal([Rows, Features], seed: 1, device: device);
        var y = (x.Sum(1) + Tensor.Normal([Rows], seed: 2, device: device)).GreaterThan(0);
        var model = new Sequential(new Dense(32, Activation.Relu), new Dense(16, Activation.Relu), new Dense(1, Activation.Sigmoid));
        model.Compile(new Adam(0.01), new BinaryCrossEntropy(), Metric.Accuracy);
        model.Fit(x, y, batchSize: 50, epochs: 10, seed: 9);
        var evaluated = model.Evaluate(x, y);
        return (model.WeightsSha256(), evaluated.Loss, evaluated.Metrics[Metric.Accuracy.Name]);
    }
}
