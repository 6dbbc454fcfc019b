using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Losses;

public class LossErrorTests
{
    [Fact]
    public void Shapes_must_fit()
    {
        Expect.Error<ArgumentException>(
            "The mean squared error of predictions of shape [2, 3] needs targets of that shape; they have shape [3, 2]. (Parameter 'target')",
            () => new MeanSquaredError().Call(Make.Random([2, 3]), Make.Random([3, 2])));
        Expect.Error<ArgumentException>(
            "The binary cross-entropy of predictions of shape [2, 1] needs targets of that shape; they have shape [1, 2]. (Parameter 'target')",
            () => new BinaryCrossEntropy().Call(Make.Of([2, 1], 0.5, 0.5), Make.Of([1, 2], 0, 1)));
        Expect.Error<ArgumentException>(
            "Categorical cross-entropy needs predictions of shape [samples, classes]; theirs is [3]. (Parameter 'prediction')",
            () => new CategoricalCrossEntropy().Call(Make.Vector(0.2, 0.3, 0.5), Make.Vector(0, 0, 1)));
        Expect.Error<ArgumentException>(
            "2 samples need 2 class indices; the targets have shape [3]. (Parameter 'target')",
            () => new CategoricalCrossEntropy(sparse: true).Call(Make.Random([2, 3]), Make.Vector(0, 1, 2)));
        Expect.Error<ArgumentException>(
            "2 samples need 2 sample weights; their shape is [3]. (Parameter 'sampleWeights')",
            () => new MeanSquaredError().Call(Make.Random([2, 3]), Make.Random([2, 3]), Make.Vector(1, 1, 1)));
        Expect.Error<ArgumentException>(
            "Predictions have a batch axis; this tensor is a scalar. (Parameter 'prediction')", () => new MeanSquaredError().Call(Tensor.Scalar(1), Tensor.Scalar(1)));
        Assert.Equal("target", Assert.Throws<ArgumentNullException>(() => new MeanSquaredError().Call(Tensor.Ones([1]), null!)).ParamName);
    }

    [Fact]
    public void Targets_must_be_classes_or_probabilities()
    {
        var p = Make.Of([3, 1], 0.5, 0.5, 0.5);
        Expect.Error<ArgumentException>(
            "Binary cross-entropy needs targets in [0, 1]; element 1 is 2. Class indices of more than two classes need CategoricalCrossEntropy(sparse: true). (Parameter 'target')", () => new BinaryCrossEntropy().Call(p, Make.Vector(0, 2, 1)));
        Expect.Error<ArgumentException>(
            "Binary cross-entropy needs targets in [0, 1]; element 2 is NaN. (Parameter 'target')", () => new BinaryCrossEntropy().Call(p, Make.Vector(0, 1, double.NaN)));
        Expect.Error<ArgumentException>(
            "Binary cross-entropy needs targets in [0, 1]; element 0 is -1. Write class -1 as 0. (Parameter 'target')", () => new BinaryCrossEntropy().Call(p, Make.Vector(-1, 1, -1)));
        var rows = Make.Random([2, 3]).Softmax();
        foreach (double wrong in (double[])[3, -1, 0.5, double.NaN])
        {
            Expect.Error<ArgumentException>(
                $"Categorical cross-entropy needs whole numbers from 0 to 2 as targets here; element 1 is {wrong}. (Parameter 'target')",
                () => new CategoricalCrossEntropy(sparse: true).Call(rows, Make.Vector(0, wrong)));
        }

        Expect.Error<ArgumentException>(
            "Categorical cross-entropy needs values in [0, 1] as targets here; element 5 is 1.5. (Parameter 'target')",
            () => new CategoricalCrossEntropy().Call(rows, Make.Of([2, 3], 0, 1, 0, 0, 0, 1.5)));
    }

    [Fact]
    public void Targets_of_another_kind_are_named()
    {
        var rows = Make.Random([2, 3]).Softmax();
        Expect.Error<ArgumentException>(
            "Categorical cross-entropy needs whole numbers from 0 to 2 as targets here; element 1 is 3. Count the classes from 0. (Parameter 'target')",
            () => new CategoricalCrossEntropy(sparse: true).Call(rows, Make.Vector(1, 3)));
        Expect.Error<ArgumentException>(
            "2 samples need 2 class indices; the targets have shape [2, 3]. One-hot targets and probabilities need sparse: false. (Parameter 'target')",
            () => new CategoricalCrossEntropy(sparse: true).Call(rows, Make.Of([2, 3], 0, 1, 0, 1, 0, 0)));
        foreach (Shape shape in (Shape[])[[2], [2, 1]])
        {
            Expect.Error<ArgumentException>(
                $"The targets of shape {shape} are class indices, one for each of 2 samples; they need CategoricalCrossEntropy(sparse: true). One-hot targets or probabilities have shape [2, 3]. (Parameter 'target')",
                () => new CategoricalCrossEntropy().Call(rows, Make.Of(shape, 0, 2)));
        }
    }

    [Theory]
    [InlineData(3.5)]
    [InlineData(-0.001)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Predictions_that_are_no_probabilities_name_the_likely_cause(double wrong)
    {
        string value = FormattableString.Invariant($"{wrong}");
        Expect.Error<ArgumentException>(
            $"Binary cross-entropy takes probabilities, in [0, 1]; element 1 of the predictions is {value}. End the model with Activation.Sigmoid, or let the loss take logits: BinaryCrossEntropy(fromLogits: true). (Parameter 'prediction')",
            () => new BinaryCrossEntropy().Call(Make.Vector(0.5, wrong), Make.Vector(0, 1)));
        Expect.Error<ArgumentException>(
            $"Categorical cross-entropy takes probabilities, in [0, 1]; element 2 of the predictions is {value}. End the model with Activation.Softmax, or let the loss take logits: CategoricalCrossEntropy(fromLogits: true). (Parameter 'prediction')",
            () => new CategoricalCrossEntropy(sparse: true).Call(Make.Of([2, 2], 0, 1, wrong, 0.5), Make.Vector(0, 1)));
    }

    [Fact]
    public void Probabilities_at_the_ends_and_logits_of_any_size_are_taken()
    {
        Assert.Equal(0, new BinaryCrossEntropy().Call(Make.Vector(0, 1), Make.Vector(0, 1)).ToScalar());
        Assert.Equal(0, new BinaryCrossEntropy(fromLogits: true).Call(Make.Vector(-2000, 2000), Make.Vector(0, 1)).ToScalar());
        // a sum of rounded shares may be a little above 1
        Assert.Equal(0, new CategoricalCrossEntropy(sparse: true).Call(Make.Of([1, 2], 1 + 1e-7, 0), Make.Vector(0)).ToScalar(), 1e-6);
        // a number that is none has another cause
        Assert.True(double.IsNaN(new BinaryCrossEntropy().Call(Make.Vector(0.5, double.NaN), Make.Vector(0, 1)).ToScalar()));
    }

    [Fact]
    public void Training_on_what_is_no_probability_names_the_likely_cause()
    {
        foreach (bool categorical in (bool[])[false, true])
        {
            var model = new Sequential(new Dense(categorical ? 2 : 1, weightInitializer: Initializer.Constant(3)));
            model.Compile(new Sgd(0.1), categorical ? new CategoricalCrossEntropy(sparse: true) : new BinaryCrossEntropy());
            var error = Assert.Throws<ArgumentException>(() => model.Fit(Tensor.Ones([4, 2]), Tensor.From([0f, 1, 1, 0]), batchSize: 2));
            Assert.Contains("element 0 of the predictions is 6. End the model with Activation." + (categorical ? "Softmax" : "Sigmoid"), error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Predictions_that_leave_the_probabilities_in_training_name_the_likely_cause()
    {
        // the first predictions are 0.5; a large step takes them out of [0, 1]
        var model = new Sequential(new Dense(1, useBias: false, weightInitializer: Initializer.Constant(0.5)));
        model.Compile(new Sgd(5), new BinaryCrossEntropy());
        var error = Assert.Throws<TrainingDivergedException>(() => model.Fit(Tensor.Ones([8, 1]), Tensor.Ones([8]), batchSize: 2));
        Assert.Contains("in epoch 1, batch 2, and training stopped there. Binary cross-entropy takes probabilities, in [0, 1]; element 0 of the predictions is 10.5. End the model with Activation.Sigmoid", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_sample_of_three_outputs_is_not_three_samples()
    {
        // an axis of one element may be missing, the batch axis may not
        foreach (var loss in (Loss[])[new MeanSquaredError(), new BinaryCrossEntropy()])
        {
            Tensor row = Make.Of([1, 3], 0.1, 0.2, 0.3), column = Make.Vector(0, 1, 1);
            foreach (var (prediction, target) in ((Tensor, Tensor)[])[(row, column), (column, row), (row, column.Reshape(3, 1)), (column.Reshape(3, 1), row)])
                Assert.Equal("target", Assert.Throws<ArgumentException>(() => loss.Call(prediction, target)).ParamName);
            Assert.Equal(Shape.Scalar, loss.Call(Make.Of([1, 1], 0.5), Make.Vector(1)).Shape);
            Assert.Equal(Shape.Scalar, loss.Call(row.Reshape(1, 3, 1), Make.Of([1, 3], 0, 1, 1)).Shape);
        }
    }

    [Fact]
    public void Label_smoothing_ends_at_1()
    {
        // nothing is left of the target: every class has the same
        Tensor logits = Make.Of([1, 4], 0.3, -1, 2, 0.7), p = logits.Softmax();
        double expected = -p.Log().Mean().ToScalar();
        for (int c = 0; c < 4; c++)
            Near.AssertEqual(expected, new CategoricalCrossEntropy(sparse: true, fromLogits: true, labelSmoothing: 1).Call(logits, Make.Vector(c)));
        foreach (double y in (double[])[0, 0.3, 1])
            Near.AssertEqual(-(Math.Log(0.2) + Math.Log(0.8)) / 2, new BinaryCrossEntropy(labelSmoothing: 1).Call(Make.Vector(0.2), Make.Vector(y)));
        double beyond = Math.BitIncrement(1.0);
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinaryCrossEntropy(labelSmoothing: beyond));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CategoricalCrossEntropy(labelSmoothing: beyond));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CategoricalCrossEntropy(labelSmoothing: double.NaN));
    }

    [Fact]
    public void Settings_are_checked()
    {
        Assert.Equal("reduction", Assert.Throws<ArgumentOutOfRangeException>(() => new MeanSquaredError((Reduction)3)).ParamName);
        Expect.Error<ArgumentOutOfRangeException>("Label smoothing lies in [0, 1]. (Parameter 'labelSmoothing')\nActual value was 1.5.", () => new BinaryCrossEntropy(labelSmoothing: 1.5));
        Expect.Error<ArgumentOutOfRangeException>("Label smoothing lies in [0, 1]. (Parameter 'labelSmoothing')\nActual value was -0.1.", () => new CategoricalCrossEntropy(labelSmoothing: -0.1));
        Expect.Error<ArgumentException>("Binary cross-entropy has 2 class weights; 3 were given. (Parameter 'classWeights')", () => new BinaryCrossEntropy(classWeights: [1, 2, 3]));
        Expect.Error<ArgumentOutOfRangeException>(
            "The weight of class 1 must be finite and at least 0. (Parameter 'classWeights')\nActual value was -2.", () => new CategoricalCrossEntropy(classWeights: [1, -2]));
        Expect.Error<ArgumentException>(
            "Predictions have 3 classes, but 2 class weights were given. (Parameter 'prediction')",
            () => new CategoricalCrossEntropy(classWeights: [1, 2]).Call(Make.Random([1, 3]), Make.Random([1, 3])));
    }

    [Fact]
    public void Element_types_must_agree() =>
        Assert.Throws<ArgumentException>(() => new MeanSquaredError().Call(Tensor.Zeros([2, 1]), Tensor.Zeros([2, 1], ElementType.Float64)));
}
