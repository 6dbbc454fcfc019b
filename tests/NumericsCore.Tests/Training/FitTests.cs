using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Training;

public class FitTests
{
    [Fact]
    public void A_line_is_learned()
    {
        var x = Tensor.Range(-1, 41, 0.05, ElementType.Float64).Reshape(41, 1);
        var model = new Sequential(new Dense(1));
        model.Compile(new Sgd(0.1), new MeanSquaredError(), Metric.MeanAbsoluteError);
        var history = model.Fit(x, 2 * x + 1, batchSize: 8, epochs: 200);
        Near.AssertEqual(2, model.Parameters[0], 1e-6);
        Near.AssertEqual(1, model.Parameters[1], 1e-6);
        Assert.True(history.Epochs[^1].Training.Loss < 1e-12);
        Near.AssertEqual([7], model.Predict(Make.Of([1, 1], 3)), 1e-5);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Three_classes_are_learned(bool sparse, bool fromLogits)
    {
        var (x, classes) = ToyData.Corners(90);
        var targets = sparse ? classes : classes.Reshape(90, 1).EqualTo(Tensor.Range(0, 3));
        var model = new Sequential(new Dense(8, Activation.Relu), new Dense(3, fromLogits ? null : Activation.Softmax));
        model.Compile(new Adam(0.03), new CategoricalCrossEntropy(sparse, fromLogits), Metric.Accuracy);
        var history = model.Fit(x, targets, batchSize: 16, epochs: 40);
        Assert.True(history.Epochs[^1]["accuracy"] > 0.97, $"{history.Epochs[^1]["accuracy"]}");
        Assert.True(model.Evaluate(x, targets).Metrics["accuracy"] > 0.97);
    }

    [Fact]
    public void Every_row_is_seen_once_an_epoch_and_the_last_batch_may_be_smaller()
    {
        // with a rate of 0 the loss of each batch is the mean of its squares, and the epoch's their mean
        var x = Tensor.Range(1, 10).Reshape(10, 1);
        var model = new Sequential(new Dense(1, weightInitializer: Initializer.Zeros));
        model.Compile(new Sgd(0), new MeanSquaredError());
        List<double> losses = [];
        var history = model.Fit(x, x, batchSize: 4, epochs: 2, shuffle: false, callbacks: [new At(batchEnd: context => losses.Add(context.BatchLoss))]);
        double[] expected = [(1 + 4 + 9 + 16) / 4.0, (25 + 36 + 49 + 64) / 4.0, (81 + 100) / 2.0];
        Assert.Equal([.. expected, .. expected], losses);
        Assert.Equal(385 / 10.0, history.Epochs[0].Training.Loss, 1e-12);

        losses.Clear();
        history = model.Fit(x, x, batchSize: 4, epochs: 1, callbacks: [new At(batchEnd: context => losses.Add(context.BatchLoss))]);
        Assert.NotEqual(expected, losses);
        Assert.Equal(385 / 10.0, history.Epochs[0].Training.Loss, 1e-5);
    }

    [Fact]
    public void The_last_rows_are_held_out_before_any_shuffling()
    {
        // the last 3 of 11 rows, floor(11·0.75) = 8 before them, have other targets
        var x = Tensor.Ones([11, 1]);
        var y = Tensor.From([1f, 1, 1, 1, 1, 1, 1, 1, 5, 5, 5], [11, 1]);
        var model = new Sequential(new Dense(1, weightInitializer: Initializer.Zeros));
        model.Compile(new Sgd(0), new MeanSquaredError(), Metric.MeanAbsoluteError);
        var epoch = model.Fit(x, y, batchSize: 3, validationSplit: 0.25).Epochs.Single();
        Assert.Equal([("loss", 1), ("mean_absolute_error", 1), ("val_loss", 25), ("val_mean_absolute_error", 5)], epoch.Values().Select(static pair => (pair.Key, pair.Value)));
        Assert.Equal(25, epoch["val_loss"]);
        Assert.Equal(
            "There is no 'val_accuracy' in this training; there are loss, mean_absolute_error, val_loss, val_mean_absolute_error.",
            Assert.Throws<KeyNotFoundException>(() => epoch["val_accuracy"]).Message);

        epoch = model.Fit(x, y, batchSize: 3, validationData: (x[..2], y[..2] * 3)).Epochs.Single();
        Assert.Equal(9, epoch["val_loss"]);
        Assert.Null(model.Fit(x, y, batchSize: 3).Epochs.Single().Validation);
    }

    [Fact]
    public void Held_out_rows_have_their_weights()
    {
        var x = Tensor.Ones([4, 1]);
        var y = Tensor.From([1f, 1, 3, 5], [4, 1]);
        var model = new Sequential(new Dense(1, weightInitializer: Initializer.Zeros));
        model.Compile(new Sgd(0), new MeanSquaredError());
        var epoch = model.Fit(x, y, batchSize: 2, validationSplit: 0.5, sampleWeights: Tensor.From([1f, 3, 0.5f, 2])).Epochs.Single();
        Assert.Equal((1 + 3) / 2.0, epoch["loss"]);
        Assert.Equal((0.5 * 9 + 2 * 25) / 2, epoch["val_loss"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Accuracy_cuts_where_the_probability_is_a_half(bool fromLogits)
    {
        // logits of 0.3 and 0 are probabilities of 0.57 and 0.5, and so class 1
        var logits = Make.Of([4, 1], 0.3, -0.3, 0, 2);
        var targets = Make.Of([4, 1], 1, 0, 1, 0);
        var model = new Sequential(new Dense(1, fromLogits ? null : Activation.Sigmoid, weightInitializer: Initializer.Constant(1)));
        model.Compile(new Sgd(0), new BinaryCrossEntropy(fromLogits), Metric.Accuracy);
        model.Build([1], seed: 0, ElementType.Float64);
        Assert.Equal(0.75, model.Evaluate(logits, targets).Metrics["accuracy"]);
        Assert.Equal(0.75, model.Fit(logits, targets, batchSize: 4).Epochs.Single()["accuracy"]);
    }

    [Fact]
    public void A_row_of_weight_0_has_no_influence()
    {
        var x = Make.Random([20, 2], elementType: ElementType.Float32);
        var y = x.Sum(1, keepDims: true);
        float[] spoiled = y.ToArray<float>(), weights = new float[20];
        for (int row = 0; row < 20; row++)
        {
            weights[row] = row % 4 == 0 ? 0 : 1;
            if (row % 4 == 0) spoiled[row] = 1000;
        }

        Assert.Equal(Fit(y), Fit(Tensor.From(spoiled, [20, 1])));
        Assert.NotEqual(Fit(y), Fit(y, weighted: false));

        string Fit(Tensor targets, bool weighted = true)
        {
            var model = new Sequential(new Dense(1));
            model.Compile(new Adam(0.01), new MeanSquaredError());
            model.Fit(x, targets, batchSize: 6, epochs: 3, sampleWeights: weighted ? Tensor.From(weights) : null);
            return model.WeightsSha256();
        }
    }

    [Fact]
    public void Predictions_and_evaluations_do_not_depend_on_the_batch_size()
    {
        var (x, y) = ToyData.HalfPlane(101);
        var model = ToyData.Classifier().Compiled();
        model.Fit(x, y, epochs: 2);
        var whole = model.Predict(x);
        var evaluation = model.Evaluate(x, y, Tensor.Uniform([101], 4));
        foreach (int size in (int[])[1, 7, 100, 101, 1000])
        {
            Bits.AssertEqual(whole, model.Predict(x, size));
            var other = model.Evaluate(x, y, Tensor.Uniform([101], 4), size);
            Assert.Equal(evaluation.Loss, other.Loss);
            Assert.Equal(evaluation.Metrics, other.Metrics);
        }

        Assert.False(whole.RequiresGradient);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Predict(x, 0));
    }

    [Fact]
    public void Permuted_rows_give_permuted_predictions()
    {
        var (x, _) = ToyData.HalfPlane(64);
        var model = ToyData.Classifier();
        model.Build([2], seed: 3);
        int[] order = Shuffle.Permutation(64, seed: 4);
        Bits.AssertEqual(model.Predict(x).GatherRows(order), model.Predict(x.GatherRows(order)));
    }

    [Fact]
    public void Evaluation_is_of_all_rows_together_without_dropout()
    {
        var (x, y) = ToyData.HalfPlane(50);
        var model = ToyData.Classifier(dropout: 0.9).Compiled();
        model.Build([2], seed: 1);
        var first = model.Evaluate(x, y);
        Assert.Equal(first.Loss, model.Evaluate(x, y).Loss);
        var p = model.Predict(x);
        Assert.Equal(new BinaryCrossEntropy().Call(p, y).ToScalar(), first.Loss);
        Assert.Equal(p.GreaterThanOrEqualTo(0.5).EqualTo(y).Mean().ToScalar(), first.Metrics["accuracy"]);
    }
}
