using NumericsCore.Kernels;

namespace NumericsCore.OwnFormulas.Tests;

/// <summary>A formula of a user's own in training steps that are recorded and replayed.</summary>
public class ReplayedFormulaTests
{
    [Fact]
    public void A_replayed_training_has_the_bits_of_one_that_is_not() => AssertSame(Device.Cpu);

    [GpuFact]
    public void It_has_on_devices()
    {
        foreach (var device in Gpus.All)
        {
            AssertSame(device);
            Assert.Equal(Train(Device.Cpu, replayed: true), Train(device, replayed: true));
        }
    }

    private static void AssertSame(Device device) => Assert.Equal(Train(device, replayed: false), Train(device, replayed: true));

    private static float[] Train(Device device, bool replayed)
    {
        var x = Tensor.Uniform([64, 3], seed: 1, low: -1, high: 1, device: device);
        var y = x.Square().Sum(1, keepDims: true);
        var model = new Sequential(new Dense(8), new OwnLayer(replayed), new Dense(1));
        model.Compile(new Adam(0.01), new MeanSquaredError());
        model.Fit(x, y, epochs: 3, batchSize: 16, seed: 7);
        return model.Predict(x).ToArray<float>();
    }

    private sealed class OwnLayer(bool isReplayable) : Layer
    {
        public override bool IsReplayable => isReplayable;

        protected override Tensor Forward(Tensor input, ForwardContext context)
        {
            var scaled = input.Apply(new Scale(new(1.25)).Then(new Gelu()));
            return Tensor.Apply(input, scaled, scaled, new Blend(new(0.5))) * input.Square().Apply(new Scale(new(0.01))).Reduce<Product>(-1, keepDims: true);
        }
    }
}
