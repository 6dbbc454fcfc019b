using System.Buffers.Binary;
using System.Security.Cryptography;
using FsCheck.Xunit;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Training;

public class ModelTests
{
    [Fact]
    public void The_hash_is_of_all_parameters_bytes_in_order()
    {
        var model = new Sequential(new Dense(2, weightInitializer: Initializer.Constant(1.5), biasInitializer: Initializer.Constant(-2)));
        model.Build([3]);
        var bytes = new byte[8 * sizeof(float)];
        for (int i = 0; i < 8; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), i < 6 ? 1.5f : -2);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), model.WeightsSha256());
    }

    [Fact]
    public void A_layer_used_twice_shares_its_weights()
    {
        var shared = new Dense(3, Activation.Tanh);
        var model = new Sequential(shared, shared, new Dense(1));
        model.Build([3], seed: 2, ElementType.Float64);
        Assert.Equal(4, model.Parameters.Count);
        var x = Make.Random([4, 3]);
        var result = GradientCheck.Run(() => model.Call(x), model.Parameters);
        Assert.True(result.Passed, result.ToString());
        model.Compile(new Adam(0.05), new MeanSquaredError());
        var history = model.Fit(x, x[.., 0], batchSize: 2, epochs: 200);
        Assert.True(history.Epochs[^1].Training.Loss < 1e-3, $"{history.Epochs[^1].Training.Loss}");
    }

    [Fact]
    public void Models_train_side_by_side_on_one_device()
    {
        string[] alone = [.. Enumerable.Range(0, 4).Select(Train)];
        string[] together = new string[4];
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(seed => new Thread(() => together[seed] = Train(seed)))];
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Assert.Equal(alone, together);

        static string Train(int seed)
        {
            var (x, y) = ToyData.HalfPlane(60);
            var model = ToyData.Classifier().Compiled();
            model.Fit(x, y, batchSize: 7, epochs: 10, validationSplit: 0.1, seed: (ulong)seed);
            return model.WeightsSha256();
        }
    }

    [Fact]
    public void Samples_may_have_several_axes_and_float64()
    {
        var x = Make.Random([30, 2, 3]);
        var model = new Sequential(new Dense(4, Activation.Tanh), new Flatten(), new Dense(1));
        model.Compile(new Adam(0.02), new MeanSquaredError());
        var history = model.Fit(x, x.Sum([1, 2]), batchSize: 10, epochs: 80);
        Assert.Equal([4 * 2, 1], model.Parameters[2].Shape);
        Assert.Equal(ElementType.Float64, model.Parameters[0].ElementType);
        Assert.True(history.Epochs[^1].Training.Loss < 0.05 * history.Epochs[0].Training.Loss);
    }

    [Property(MaxTest = 30)]
    public void With_a_rate_of_0_an_epoch_measures_the_loss_of_all_rows_whatever_the_batches(byte rows, byte size, ulong seed)
    {
        int count = 1 + rows % 50;
        Tensor x = Make.Random([count, 2]), y = Make.Random([count, 1], stream: 1);
        var model = new Sequential(new Dense(1));
        model.Compile(new Sgd(0), new MeanSquaredError(), Metric.MeanAbsoluteError);
        var epoch = model.Fit(x, y, batchSize: 1 + size % count, seed: seed).Epochs[0];
        var whole = model.Evaluate(x, y);
        Assert.Equal(whole.Loss, epoch["loss"], 1e-12);
        Assert.Equal(whole.Metrics["mean_absolute_error"], epoch["mean_absolute_error"], 1e-12);
    }

    [Property(MaxTest = 20)]
    public void One_epoch_of_one_batch_is_one_step_of_the_optimizer(ulong seed)
    {
        Tensor x = Make.Random([12, 3]), y = Make.Random([12, 1], stream: 1);
        Sequential fitted = new(new Dense(5, Activation.Tanh), new Dense(1)), stepped = new(new Dense(5, Activation.Tanh), new Dense(1));
        fitted.Compile(new Adam(0.1), new MeanSquaredError());
        fitted.Fit(x, y, batchSize: 12, shuffle: false, seed: seed);

        stepped.Build([3], seed, ElementType.Float64);
        var optimizer = new Adam(0.1);
        optimizer.AddGroup(stepped.Parameters);
        optimizer.ClearGradients();
        new MeanSquaredError().Call(stepped.Call(x, training: true), y).Backward();
        optimizer.Step();
        Assert.Equal(stepped.WeightsSha256(), fitted.WeightsSha256());
    }

    [Fact]
    public void A_new_optimizer_takes_over_at_the_next_fit()
    {
        var (x, y) = ToyData.HalfPlane(20);
        var model = ToyData.Classifier().Compiled();
        model.Fit(x, y, batchSize: 5);
        string weights = model.WeightsSha256();
        model.Compile(new Sgd(0), new BinaryCrossEntropy());
        model.Fit(x, y, batchSize: 5);
        Assert.Equal(weights, model.WeightsSha256());
        model.Compile(new Sgd(0.1), new BinaryCrossEntropy());
        model.Fit(x, y, batchSize: 5);
        Assert.NotEqual(weights, model.WeightsSha256());
    }
}
