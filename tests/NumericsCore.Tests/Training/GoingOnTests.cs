using FsCheck.Xunit;

namespace NumericsCore.Tests.Training;

/// <summary>What a seed decides, and that calls of Fit one after another are one training.</summary>
public class GoingOnTests
{
    private static readonly (Tensor X, Tensor Y) s_data = ToyData.HalfPlane(50);

    [Property(MaxTest = 20)]
    public void Trainings_one_after_another_are_one_training(byte first, byte second, bool shuffle, ulong seed)
    {
        int before = 1 + first % 3, after = 1 + second % 3;
        Assert.Equal(Trained(before + after), Trained(before, after));

        string Trained(params int[] epochs)
        {
            var model = ToyData.Classifier().Compiled();
            foreach (int count in epochs) model.Fit(s_data.X, s_data.Y, batchSize: 16, epochs: count, shuffle: shuffle, seed: seed);
            return model.WeightsSha256();
        }
    }

    [Fact]
    public void Each_call_for_one_epoch_has_an_order_of_its_own()
    {
        // with a rate of 0, equal losses of the batches are equal orders
        var model = ToyData.Classifier(dropout: 0);
        model.Compile(new Sgd(0), new BinaryCrossEntropy());
        HashSet<string> orders = [];
        for (int call = 0; call < 5; call++)
        {
            List<double> losses = [];
            model.Fit(s_data.X, s_data.Y, batchSize: 10, seed: 1, callbacks: [new At(batchEnd: context => losses.Add(context.BatchLoss))]);
            orders.Add(string.Join(' ', losses));
        }

        Assert.Equal(5, orders.Count);
    }

    [Fact]
    public void The_first_epochs_have_the_orders_of_the_seed_and_their_numbers()
    {
        var x = Tensor.Range(0, 10).Reshape(10, 1);
        var model = new Sequential(new Dense(1, weightInitializer: Initializer.Zeros));
        model.Compile(new Sgd(0), new MeanSquaredError());
        List<int> rows = [];
        for (int call = 0; call < 2; call++)
            model.Fit(x, x, batchSize: 1, epochs: 2, seed: 6, callbacks: [new At(batchEnd: context => rows.Add((int)Math.Sqrt(context.BatchLoss)))]);
        Assert.Equal(Enumerable.Range(1, 4).SelectMany(static epoch => Shuffle.Permutation(10, 6, (ulong)epoch)), rows);
    }

    [Property(MaxTest = 20)]
    public void A_model_built_before_trains_as_one_that_fit_builds(ulong seed, bool called)
    {
        var model = ToyData.Classifier().Compiled();
        string expected = Train(model, seed);

        var built = ToyData.Classifier().Compiled();
        built.Build([2], seed);
        Assert.Equal(expected, Train(built, null));

        var unseeded = ToyData.Classifier().Compiled();
        if (called) unseeded.Predict(s_data.X);
        else unseeded.Build([2]);
        Assert.Equal(expected, Train(unseeded, seed));
    }

    [Fact]
    public void Without_a_seed_it_is_0_whether_built_before_or_not()
    {
        string expected = Train(ToyData.Classifier().Compiled(), 0);
        Assert.Equal(expected, Train(ToyData.Classifier().Compiled(), null));
        var predicted = ToyData.Classifier().Compiled();
        predicted.Predict(s_data.X);
        Assert.Equal(expected, Train(predicted, null));
    }

    [Fact]
    public void A_seed_of_the_build_stays_that_of_the_weights()
    {
        var model = ToyData.Classifier().Compiled();
        model.Build([2], seed: 5);
        string weights = model.WeightsSha256(), seen = "";
        model.Fit(s_data.X, s_data.Y, batchSize: 50, seed: 6, callbacks: [new At(fitBegin: context => seen = context.Model.WeightsSha256())]);
        Assert.Equal(weights, seen);
    }

    [Fact]
    public void Values_assigned_or_trained_stay_and_so_do_those_of_a_layer_built_before()
    {
        var before = new Dense(4);
        before.Build([2], seed: 8);
        var model = new Sequential(before, new Dense(3), new Dense(1, Activation.Sigmoid)).Compiled();
        model.Build([2]);
        model.Parameters[2].Assign(Tensor.Ones([4, 3]));
        float[][] old = [.. model.Parameters.Select(static parameter => parameter.ToArray<float>())], now = [];
        model.Fit(s_data.X, s_data.Y, batchSize: 50, seed: 3, callbacks: [new At(fitBegin: context => now = [.. context.Model.Parameters.Select(static parameter => parameter.ToArray<float>())])]);
        Assert.Equal(old[0], now[0]);
        Assert.Equal(old[2], now[2]);
        Assert.NotEqual(old[4], now[4]);

        // trained once, nothing is drawn anew
        old = [.. model.Parameters.Select(static parameter => parameter.ToArray<float>())];
        model.Fit(s_data.X, s_data.Y, batchSize: 50, seed: 4, callbacks: [new At(fitBegin: context => now = [.. context.Model.Parameters.Select(static parameter => parameter.ToArray<float>())])]);
        Assert.Equal(old, now);
    }

    [Fact]
    public void A_default_batch_shrinks_to_the_rows_and_a_given_one_does_not()
    {
        foreach (int rows in (int[])[1, 20, 31, 32, 33, 70])
        {
            var (x, y) = ToyData.HalfPlane(rows);
            int batches = 0;
            ToyData.Classifier().Compiled().Fit(x, y, callbacks: [new At(fitBegin: context => batches = context.Batches)]);
            Assert.Equal((rows + 31) / 32, batches);
        }

        var (fewX, fewY) = ToyData.HalfPlane(20);
        Assert.Equal("batchSize", Assert.Throws<ArgumentOutOfRangeException>(() => ToyData.Classifier().Compiled().Fit(fewX, fewY, batchSize: 32)).ParamName);
        // the rows held out do not count
        ToyData.Classifier().Compiled().Fit(fewX, fewY, validationSplit: 0.5);
    }

    private static string Train(Sequential model, ulong? seed)
    {
        model.Fit(s_data.X, s_data.Y, batchSize: 16, epochs: 2, seed: seed);
        return model.WeightsSha256();
    }
}
