using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Training;

public class FitErrorTests
{
    private static readonly (Tensor X, Tensor Y) s_data = ToyData.HalfPlane(10);

    [Fact]
    public void Arguments_are_checked_before_anything_is_changed()
    {
        var model = ToyData.Classifier().Compiled();
        var (x, y) = s_data;
        Expect.Error<ArgumentOutOfRangeException>(
            "A batch has 1 to 10 samples: as many as there are training rows. (Parameter 'batchSize')\nActual value was 11.", () => model.Fit(x, y, batchSize: 11));
        Expect.Error<ArgumentOutOfRangeException>(
            "A batch has 1 to 8 samples: as many as there are training rows. (Parameter 'batchSize')\nActual value was 9.", () => model.Fit(x, y, batchSize: 9, validationSplit: 0.2));
        Expect.Error<ArgumentOutOfRangeException>(
            "A batch has 1 to 10 samples: as many as there are training rows. (Parameter 'batchSize')\nActual value was 0.", () => model.Fit(x, y, batchSize: 0));
        Expect.Error<ArgumentOutOfRangeException>("Training takes at least 1 epoch. (Parameter 'epochs')\nActual value was 0.", () => model.Fit(x, y, batchSize: 5, epochs: 0));
        foreach (double share in (double[])[1, -0.1, double.NaN])
        {
            Expect.Error<ArgumentOutOfRangeException>(
                $"The validation split lies in [0, 1). (Parameter 'validationSplit')\nActual value was {share}.", () => model.Fit(x, y, batchSize: 5, validationSplit: share));
        }

        Expect.Error<ArgumentException>(
            "A validation split of 0.95 leaves none of the 10 rows to train on. (Parameter 'validationSplit')", () => model.Fit(x, y, batchSize: 1, validationSplit: 0.95));
        Expect.Error<ArgumentException>(
            "Give a validation split or validation data, not both. (Parameter 'validationData')", () => model.Fit(x, y, batchSize: 5, validationSplit: 0.2, validationData: (x, y)));
        Expect.Error<ArgumentException>("There are 10 samples but 9 targets. (Parameter 'targets')", () => model.Fit(x, y[1..], batchSize: 5));
        Expect.Error<ArgumentException>(
            "There are 10 samples but 3 sample weights. (Parameter 'sampleWeights')", () => model.Fit(x, y, batchSize: 5, sampleWeights: Tensor.Ones([3])));
        Expect.Error<ArgumentException>("There are no samples: the tensor has shape [0, 2]. (Parameter 'features')", () => model.Fit(x[..0], y[..0]));
        Assert.Equal("features", Assert.Throws<ArgumentNullException>(() => model.Fit(null!, y)).ParamName);
        Assert.False(model.IsBuilt);
    }

    [Fact]
    public void Targets_are_checked_before_the_first_step()
    {
        var model = ToyData.Classifier().Compiled();
        var (x, y) = s_data;
        Expect.Error<ArgumentException>("Binary cross-entropy needs targets in [0, 1]; element 0 is 2. Class indices of more than two classes need CategoricalCrossEntropy(sparse: true). (Parameter 'target')", () => model.Fit(x, y * 0 + 2, batchSize: 5));
        Expect.Error<ArgumentException>(
            "The binary cross-entropy of predictions of shape [10, 1] needs targets of that shape; they have shape [10, 2]. (Parameter 'target')", () => model.Fit(x, x, batchSize: 5));
        string weights = model.WeightsSha256();
        int batches = 0;
        var counter = new At(batchEnd: _ => batches++);
        Assert.Throws<ArgumentException>(() => model.Fit(x, y, batchSize: 5, validationData: (x, y[1..]), callbacks: [counter]));
        Assert.Throws<ArgumentException>(() => model.Fit(x, y, batchSize: 5, validationData: (x, y + 5), callbacks: [counter]));
        Expect.Error<ArgumentException>(
            "A training sample has shape [2], a validation sample [1]. (Parameter 'validationData')", () => model.Fit(x, y, batchSize: 5, validationData: (y, y), callbacks: [counter]));
        Assert.Equal(0, batches);
        Assert.Equal(weights, model.WeightsSha256());
    }

    [Fact]
    public void A_model_is_compiled_first_with_one_number_to_make_small()
    {
        var model = ToyData.Classifier();
        var (x, y) = s_data;
        Expect.Error<InvalidOperationException>("The model has no optimizer and loss yet. Call Compile first.", () => model.Fit(x, y, batchSize: 5));
        Expect.Error<InvalidOperationException>("The model has no optimizer and loss yet. Call Compile first.", () => model.Evaluate(x, y));
        Expect.Error<ArgumentException>(
            "Training needs one number to make small; this loss has Reduction.None. (Parameter 'loss')", () => model.Compile(new Adam(), new MeanSquaredError(Reduction.None)));
        Expect.Error<ArgumentException>(
            "Two metrics are called 'accuracy'. (Parameter 'metrics')", () => model.Compile(new Adam(), new MeanSquaredError(), Metric.Accuracy, Metric.Accuracy));
    }

    [Theory]
    [InlineData("softmax", true)]
    [InlineData("sigmoid", true)]
    [InlineData("softmax layer", true)]
    [InlineData("sigmoid, dropout, flatten", true)]
    [InlineData("nested softmax", true)]
    [InlineData("tanh", false)]
    [InlineData("softmax within", false)]
    public void A_loss_of_logits_refuses_a_model_that_ends_with_probabilities(string end, bool refused)
    {
        Sequential model = end switch
        {
            "softmax" => new(new Dense(3, Activation.Softmax)),
            "sigmoid" => new(new Dense(1, Activation.Sigmoid)),
            "softmax layer" => new(new Dense(3), new Softmax()),
            "sigmoid, dropout, flatten" => new(new Dense(1), new Sigmoid(), new Dropout(0.1), new Flatten()),
            "nested softmax" => new(new Sequential(new Dense(3), new Softmax())),
            "tanh" => new(new Dense(3, Activation.Tanh)),
            _ => new(new Dense(3, Activation.Softmax), new Dense(3)),
        };
        foreach (Loss loss in (Loss[])[new CategoricalCrossEntropy(fromLogits: true), new BinaryCrossEntropy(fromLogits: true)])
        {
            if (!refused)
            {
                model.Compile(new Adam(), loss);
                continue;
            }

            var error = Assert.Throws<ArgumentException>(() => model.Compile(new Adam(), loss));
            Assert.Equal("loss", error.ParamName);
            Assert.Contains("so it would be applied twice", error.Message, StringComparison.Ordinal);
        }

        model.Compile(new Adam(), new CategoricalCrossEntropy());
    }

    [Fact]
    public void Nulls_among_callbacks_and_validation_data_are_named()
    {
        var (x, y) = s_data;
        var model = ToyData.Classifier().Compiled();
        Expect.Error<ArgumentException>("callbacks[1] is null. (Parameter 'callbacks')", () => model.Fit(x, y, callbacks: [new EarlyStopping("loss"), null!]));
        Expect.Error<ArgumentException>("metrics[0] is null. (Parameter 'metrics')", () => model.Compile(new Adam(), new BinaryCrossEntropy(), [null!]));
        Assert.Equal("validationData", Assert.Throws<ArgumentException>(() => model.Fit(x, y, validationData: (null!, y))).ParamName);
        Assert.Equal("validationData", Assert.Throws<ArgumentException>(() => model.Fit(x, y, validationData: (x, null!))).ParamName);
        Assert.False(model.IsBuilt);
    }

    [Fact]
    public void An_optimizer_of_another_model_is_refused()
    {
        var (x, y) = s_data;
        var optimizer = new Adam();
        Sequential first = ToyData.Classifier(), second = ToyData.Classifier();
        first.Compile(optimizer, new BinaryCrossEntropy());
        second.Compile(optimizer, new BinaryCrossEntropy());
        first.Fit(x, y, batchSize: 5);
        Expect.Error<InvalidOperationException>(
            "The optimizer has parameters, but none of this model's. Compile the model with a new optimizer, or add the model's parameters to it.",
            () => second.Fit(x, y, batchSize: 5));
    }

    [Fact]
    public void Cancellation_is_noticed_before_the_next_step()
    {
        var (x, y) = s_data;
        var model = ToyData.Classifier().Compiled();
        using var source = new CancellationTokenSource();
        string weights = "";
        int batches = 0;
        Assert.Throws<OperationCanceledException>(() => model.Fit(x, y, batchSize: 2, epochs: 100, cancellationToken: source.Token, callbacks:
        [
            new At(batchEnd: context =>
            {
                if (++batches < 8) return;
                source.Cancel();
                weights = context.Model.WeightsSha256();
            }),
        ]));
        Assert.Equal(8, batches);
        Assert.Equal(weights, model.WeightsSha256());
    }

    [Fact]
    public void A_diverging_training_stops_at_its_step()
    {
        // row 7 is the third of the second batch's five, in the order given
        float[] features = Tensor.Ones([10, 1]).ToArray<float>();
        features[7] = float.PositiveInfinity;
        var model = new Sequential(new Dense(1));
        model.Compile(new Sgd(0.01), new MeanSquaredError());
        int batches = 0;
        var exception = Assert.Throws<TrainingDivergedException>(() =>
            model.Fit(Tensor.From(features, [10, 1]), Tensor.Ones([10, 1]), batchSize: 5, epochs: 3, shuffle: false, callbacks: [new At(batchEnd: _ => batches++)]));
        Assert.Equal((1, 2, 1), (exception.Epoch, exception.Batch, batches));
        Assert.Equal(double.PositiveInfinity, exception.Loss);
        Assert.Equal(
            "The loss became Infinity in epoch 1, batch 2, and training stopped there. Try a smaller learning rate, clip the gradients (ClipNorm), standardise the features, and check that neither features nor targets hold NaN or infinite values.",
            exception.Message);
    }

    [Fact]
    public void A_rate_that_is_too_large_diverges_later()
    {
        var x = Tensor.Ones([4, 1]);
        var model = new Sequential(new Dense(1));
        model.Compile(new Sgd(1e6), new MeanSquaredError());
        var exception = Assert.Throws<TrainingDivergedException>(() => model.Fit(x, x, batchSize: 4, epochs: 100));
        Assert.InRange(exception.Epoch, 3, 5);
        Assert.False(double.IsFinite(exception.Loss));
    }
}
