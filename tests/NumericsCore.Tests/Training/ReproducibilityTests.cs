namespace NumericsCore.Tests.Training;

public class ReproducibilityTests
{
    [Fact]
    public void The_same_seed_gives_the_same_bits_and_history()
    {
        var (weights, history) = Train(seed: 1);
        var (again, historyAgain) = Train(seed: 1);
        Assert.Equal(weights, again);
        Assert.Equal(history.Epochs.SelectMany(static epoch => epoch.Values()), historyAgain.Epochs.SelectMany(static epoch => epoch.Values()));
        Assert.NotEqual(weights, Train(seed: 2).Weights);
    }

    [Fact]
    public void Threads_and_lane_widths_change_no_bit()
    {
        string expected = Train(seed: 1).Weights;
        foreach (int threads in (int[])[1, 2, 3])
            foreach (int lanes in (int[])[0, 128, 256, 512])
                Assert.True(expected == Train(seed: 1, Device.CreateCpu(threads, lanes)).Weights, $"{threads} threads, {lanes} bits");
    }

    /// <summary>Wide enough for the kernels to share their work among threads.</summary>
    [Fact]
    public void Nor_do_they_in_a_wide_model()
    {
        Assert.Equal(Wide(Device.CreateCpu(1, 0)), Wide(Device.CreateCpu(3, 256)));

        static string Wide(Device device)
        {
            var features = Tensor.Uniform([256, 300], 1, device: device);
            var model = new Sequential(new Dense(300, Activation.Relu), new Dropout(0.5), new Dense(4, Activation.Softmax));
            model.Compile(new Adam { ClipNorm = 1 }, new CategoricalCrossEntropy(labelSmoothing: 0.1));
            model.Fit(features, features[.., ..4].Softmax(), batchSize: 256, epochs: 2);
            return model.WeightsSha256();
        }
    }

    [Fact]
    public void The_order_of_the_rows_follows_the_seed_and_can_be_left_alone()
    {
        var (x, y) = ToyData.HalfPlane(50);
        Assert.Equal(Fit(shuffle: true, seed: 0), Fit(shuffle: true, seed: 0));
        Assert.NotEqual(Fit(shuffle: true, seed: 0), Fit(shuffle: true, seed: 1));
        Assert.Equal(Fit(shuffle: false, seed: 0), Fit(shuffle: false, seed: 1));

        string Fit(bool shuffle, ulong seed)
        {
            var model = ToyData.Classifier(dropout: 0).Compiled();
            model.Build([2], seed: 5);
            model.Fit(x, y, batchSize: 10, epochs: 2, shuffle: shuffle, seed: seed);
            return model.WeightsSha256();
        }
    }

    [Fact]
    public void Training_may_go_on_where_it_stopped()
    {
        var (x, y) = ToyData.HalfPlane(50);
        var model = ToyData.Classifier().Compiled();
        model.Fit(x, y, batchSize: 16, epochs: 2);
        string after = model.WeightsSha256();
        double loss = model.Evaluate(x, y).Loss;
        model.Fit(x, y, batchSize: 16, epochs: 20, seed: 1);
        Assert.NotEqual(after, model.WeightsSha256());
        Assert.True(model.Evaluate(x, y).Loss < loss);
    }

    private static (string Weights, History History) Train(ulong seed, Device? device = null)
    {
        var (x, y) = ToyData.HalfPlane(70, device);
        var model = ToyData.Classifier().Compiled();
        var history = model.Fit(x, y, batchSize: 16, epochs: 3, validationSplit: 0.2, seed: seed);
        return (model.WeightsSha256(), history);
    }
}
