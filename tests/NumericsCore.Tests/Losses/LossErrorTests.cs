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
            "Binary cross-entropy needs targets in [0, 1]; element 1 is 2. (Parameter 'target')", () => new BinaryCrossEntropy().Call(p, Make.Vector(0, 2, 1)));
        Expect.Error<ArgumentException>(
            "Binary cross-entropy needs targets in [0, 1]; element 2 is NaN. (Parameter 'target')", () => new BinaryCrossEntropy().Call(p, Make.Vector(0, 1, double.NaN)));
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
    public void Settings_are_checked()
    {
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
