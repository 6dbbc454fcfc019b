using System.Globalization;
using NumericsCore.Kernels;

namespace NumericsCore.Tests.Culture;

/// <summary>Messages are the same in every culture, the signs of integers too, and what .NET adds of an argument's value.</summary>
public class SignTests
{
    /// <summary>Calls that refuse a number, with the text of the number in the message.</summary>
    private static readonly Dictionary<string, (string Text, Action Call)> s_calls = new()
    {
        ["an extent"] = ("-3", static () => Tensor.Zeros([2, -3])),
        ["an axis"] = ("-4", static () => Tensor.Zeros([2, 3]).Sum(-4)),
        ["an axis twice"] = ("Axis -1 is named twice", static () => Tensor.Zeros([2, 3]).Sum([1, -1])),
        ["an element's index"] = ("-3", static () => Tensor.Zeros([2, 3]).GetValue(-3, 0)),
        ["a row"] = ("-2", static () => Tensor.Zeros([2, 3]).GatherRows(0, -2)),
        ["a shape with a hole"] = ("[-1, 4]", static () => Tensor.Zeros([2, 3]).Reshape(-1, 4)),
        ["a count"] = ("-5", static () => Tensor.Range(0, -5)),
        ["an identity"] = ("-2", static () => Tensor.Identity(-2)),
        ["a step"] = ("-1", static () => TensorIndex.Every(-1, ..)),
        ["a dropout rate"] = ("-0.5", static () => new Dropout(-0.5)),
        ["a slope"] = ("-0.125", static () => Tensor.Ones([1]).LeakyRelu(-0.125)),
        ["an exponential's factor"] = ("-1.5", static () => Tensor.Ones([1]).Elu(-1.5)),
        ["units"] = ("-7", static () => new Dense(-7)),
        ["a bound"] = ("-1.25", static () => Initializer.Uniform(-1.25)),
        ["threads"] = ("-8", static () => Device.CreateCpu(-8)),
        ["a device"] = ("-1", static () => Device.Cuda(-1)),
        ["a learning rate"] = ("-0.25", static () => new Adam(-0.25)),
        ["an infinite decay"] = ("Infinity", static () => new Sgd(weightDecay: double.PositiveInfinity)),
        ["smoothing"] = ("1.5", static () => new BinaryCrossEntropy(labelSmoothing: 1.5)),
        ["a class weight"] = ("-2.5", static () => new CategoricalCrossEntropy(classWeights: [1, -2.5])),
        ["a reduction"] = ("-1", static () => new MeanSquaredError(reduction: (Reduction)(-1))),
        ["an element type"] = ("-1", static () => Tensor.Zeros([1], (ElementType)(-1))),
        ["a direction"] = ("-1", static () => new ImprovementMonitor((MonitorDirection)(-1))),
        ["epochs"] = ("-2", static () => Model().Fit(Tensor.Ones([4, 1]), Tensor.Ones([4, 1]), epochs: -2)),
        ["a batch size"] = ("-3", static () => Model().Fit(Tensor.Ones([4, 1]), Tensor.Ones([4, 1]), batchSize: -3)),
        ["a batch size to predict with"] = ("-3", static () => Model().Predict(Tensor.Ones([4, 1]), batchSize: -3)),
        ["a split"] = ("-0.5", static () => Model().Fit(Tensor.Ones([4, 1]), Tensor.Ones([4, 1]), validationSplit: -0.5)),
        ["patience"] = ("-1", static () => new EarlyStopping(patience: -1)),
        ["a delta"] = ("-1.5", static () => new EarlyStopping(minDelta: -1.5)),
        ["a label"] = ("-1", static () => ConfusionMatrix.FromLabels([0, -1], [0, 1], ["a", "b"])),
        ["a class"] = ("-1", static () => ConfusionMatrix.FromLabels([0, 1], [0, 1], ["a", "b"]).Of(-1)),
        ["a count of a matrix"] = ("-6", static () => ConfusionMatrix.FromCounts(new long[,] { { 1, -6 }, { 0, 1 } }, MatrixRows.Actual, ["a", "b"], 1)),
        ["classes"] = ("-2", static () => PredictedClasses.FromScores<float>([1, 2], -2)),
        ["a threshold"] = ("-0.5", static () => PredictedClasses.FromProbabilities<float>([0.5f], -0.5)),
        ["a rule's decay rate"] = ("-0.75", static () => new DecayRate(-0.75)),
        ["a product's stride"] = ("-2", static () => GemmChecks.Check(GemmShape.Contiguous(2, 2, 2) with { StrideA = -2 }, 4, 4, 4, null)),
    };

    public static TheoryData<string> Names => [.. s_calls.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_refused_number_is_written_in_one_way(string name)
    {
        var (text, call) = s_calls[name];
        string expected = Message(CultureInfo.InvariantCulture, call);
        if (name != "a device") Assert.Contains(text, expected, StringComparison.Ordinal);
        Assert.All(Cultures.All, culture => Assert.Equal(expected, Message(culture, call)));
    }

    /// <summary>The message of an error that was thrown in one culture is often read in another.</summary>
    [Fact]
    public void The_message_does_not_depend_on_who_reads_it()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(static () => new Dropout(-0.5));
        Assert.All(Cultures.All, culture => Assert.EndsWith("-0.5.", Cultures.In(culture, () => error.Message), StringComparison.Ordinal));
    }

    private static string Message(CultureInfo culture, Action call) => Cultures.In(culture, () => Assert.ThrowsAny<Exception>(call).Message);

    private static Sequential Model()
    {
        var model = new Sequential(new Dense(1));
        model.Compile(new Sgd(), new MeanSquaredError());
        return model;
    }
}
