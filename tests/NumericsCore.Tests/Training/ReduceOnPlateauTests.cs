using System.Globalization;
using FsCheck.Xunit;
using NumericsCore.Tests.Serialization;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Training;

public class ReduceOnPlateauTests
{
    public static TheoryData<int> Published => [.. Enumerable.Range(0, Golden().Length)];

    /// <summary>Learning rates after each epoch, computed from the definitions of the two libraries.</summary>
    [Theory]
    [MemberData(nameof(Published))]
    public void Learning_rates_are_those_of_PyTorch_and_Keras(int number)
    {
        string[] cells = Golden()[number];
        double Cell(int i) => double.Parse(cells[i], CultureInfo.InvariantCulture);
        var convention = Enum.Parse<Convention>(cells[0]);
        bool relative = bool.Parse(cells[5]);
        var plateau = new ReduceOnPlateau(
            "val_loss", Cell(2), (int)Cell(3), Cell(4), relative == (convention == Convention.PyTorch) ? null : relative, (int)Cell(6), Cell(7),
            direction: cells[1] == "max" ? MonitorDirection.Maximize : null, convention: convention);
        var context = Begun(plateau, 0.1);
        var none = new Dictionary<string, double>();
        double[] values = Numbers(cells[8]), expected = Numbers(cells[9]);
        for (int epoch = 1; epoch <= values.Length; epoch++)
        {
            plateau.EpochEnd(context, new EpochResult(epoch, new EvaluationResult(double.NaN, none), new EvaluationResult(values[epoch - 1], none)));
            Assert.Equal(expected[epoch - 1], context.Optimizer.LearningRate, 4e-15 * expected[epoch - 1]);
        }

        Assert.Equal(expected.Prepend(0.1).Zip(expected).Count(static pair => pair.First != pair.Second), plateau.Reductions);
    }

    /// <summary>torch.optim.lr_scheduler.ReduceLROnPlateau.step, line by line, over sequences with 0, NaN and infinities.</summary>
    [Property(MaxTest = 500)]
    public void It_reduces_when_PyTorch_does(byte[] script, byte patience, byte cooldown, bool relative, bool maximize)
    {
        var plateau = new ReduceOnPlateau("loss", patience: patience % 4, cooldown: cooldown % 3, minDelta: 0.1, relative: relative);
        double best = maximize ? double.NegativeInfinity : double.PositiveInfinity;
        int bad = 0, cooling = 0;
        foreach (byte next in script)
        {
            double current = Value(next, maximize);
            bool better = (maximize, relative) switch
            {
                (false, true) => current < best * (1 - 0.1),
                (false, false) => current < best - 0.1,
                (true, true) => current > best * (0.1 + 1),
                (true, false) => current > best + 0.1,
            };
            if (better) (best, bad) = (current, 0);
            else bad++;
            if (cooling > 0) (cooling, bad) = (cooling - 1, 0);
            bool reduces = bad > patience % 4;
            if (reduces) (cooling, bad) = (cooldown % 3, 0);
            Assert.Equal(reduces, plateau.Observe(current, maximize ? MonitorDirection.Maximize : MonitorDirection.Minimize));
        }
    }

    /// <summary>keras.callbacks.ReduceLROnPlateau.on_epoch_end in the same way.</summary>
    [Property(MaxTest = 500)]
    public void It_reduces_when_Keras_does(byte[] script, byte patience, byte cooldown, bool maximize)
    {
        var plateau = new ReduceOnPlateau("loss", patience: patience % 4, cooldown: cooldown % 3, minDelta: 0.1, convention: Convention.Keras);
        double best = maximize ? double.NegativeInfinity : double.PositiveInfinity;
        int wait = 0, cooling = 0;
        foreach (byte next in script)
        {
            double current = Value(next, maximize);
            bool reduces = false;
            if (cooling > 0) (cooling, wait) = (cooling - 1, 0);
            if (maximize ? current > best + 0.1 : current < best - 0.1) (best, wait) = (current, 0);
            else if (cooling == 0 && ++wait >= patience % 4) (reduces, cooling, wait) = (true, cooldown % 3, 0);
            Assert.Equal(reduces, plateau.Observe(current, maximize ? MonitorDirection.Maximize : MonitorDirection.Minimize));
        }
    }

    [Fact]
    public void The_rates_of_all_groups_are_reduced_down_to_the_least()
    {
        var (model, optimizer) = Model();
        var plateau = new ReduceOnPlateau("loss", factor: 0.5, patience: 0, minDelta: 1e9, relative: false, minLearningRate: 0.02);
        var (x, y) = ToyData.HalfPlane(20);
        // the first epoch is the best, for none is better by a billion
        model.Fit(x, y, batchSize: 20, epochs: 3, callbacks: [plateau]);
        Assert.Equal((0.025, 0.1), (optimizer.LearningRate, optimizer.Groups[1].LearningRate));
        Assert.Equal(2, plateau.Reductions);
        model.Fit(x, y, batchSize: 20, epochs: 9, callbacks: [plateau]);
        Assert.Equal((0.02, 0.02), (optimizer.LearningRate, optimizer.Groups[1].LearningRate));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(6)]
    public void A_training_goes_on_with_the_reduced_rates(int stop)
    {
        var (x, y) = ToyData.HalfPlane(20);
        var (whole, expected) = Model();
        whole.Fit(x, y, batchSize: 10, epochs: 6, seed: 1, callbacks: [Plateau()]);
        using var file = new ScratchFile();
        int steps = 0;
        var (broken, _) = Model();
        Assert.Throws<OperationCanceledException>(() => broken.Fit(x, y, batchSize: 10, epochs: 6, seed: 1, callbacks: [Plateau(), new Checkpoint(file.Path, 1, CheckpointUnit.Step), new At(batchEnd: _ =>
        {
            if (++steps > stop) throw new OperationCanceledException();
        })]));
        var (model, optimizer) = Model();
        model.Fit(x, y, batchSize: 10, epochs: 6, seed: 1, callbacks: [Plateau()], resumeFrom: file.Path);
        Assert.Equal(whole.WeightsSha256(), model.WeightsSha256());
        Assert.Equal((expected.LearningRate, expected.Groups[1].LearningRate), (optimizer.LearningRate, optimizer.Groups[1].LearningRate));

        var (other, _) = Model(ownRate: 0.3);
        var error = Assert.Throws<ModelFileException>(() => other.Fit(x, y, batchSize: 10, epochs: 6, callbacks: [Plateau()], resumeFrom: file.Path));
        Assert.EndsWith("the learning rate of a group was 0.4 at its beginning and is 0.3 here", error.Message.TrimEnd('.'));

        static ReduceOnPlateau Plateau() => new("loss", factor: 0.5, patience: 0, minDelta: 1e9, relative: false, cooldown: 1);
    }

    [Fact]
    public void Bad_settings_are_refused_by_name()
    {
        foreach (double factor in (double[])[0, 1, -1, double.NaN]) Assert.Equal("factor", Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceOnPlateau(factor: factor)).ParamName);
        Assert.Equal("patience", Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceOnPlateau(patience: -1)).ParamName);
        Assert.Equal("cooldown", Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceOnPlateau(cooldown: -1)).ParamName);
        Assert.Equal("minDelta", Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceOnPlateau(minDelta: double.NaN)).ParamName);
        Assert.Equal("minLearningRate", Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceOnPlateau(minLearningRate: -1)).ParamName);
        Assert.Equal("minChange", Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceOnPlateau(minChange: double.PositiveInfinity)).ParamName);
        var (model, _) = Model();
        var (x, y) = ToyData.HalfPlane(20);
        Expect.Error<ArgumentException>("There is no 'val_loss' without rows held out: give Fit a validationSplit or validationData, or monitor one of loss.", () => model.Fit(x, y, callbacks: [new ReduceOnPlateau()]));
    }

    /// <summary>As EarlyStopping, which knows it of a metric.</summary>
    [Fact]
    public void Which_values_are_better_the_metric_says()
    {
        var plateau = new ReduceOnPlateau("accuracy", factor: 0.5, patience: 0);
        var context = Begun(plateau, 0.1, Metric.Accuracy);
        foreach (double accuracy in (double[])[0.5, 0.6, 0.7]) plateau.EpochEnd(context, Result(accuracy));
        Assert.Equal(0.1, context.Optimizer.LearningRate);
        plateau.EpochEnd(context, Result(0.4));
        Assert.Equal(0.05, context.Optimizer.LearningRate);

        var (model, _) = Model();
        var (x, y) = ToyData.HalfPlane(20);
        Expect.Error<ArgumentException>(
            "Whether smaller or greater values of 'distance' are better is not known. Give ReduceOnPlateau a direction, or override Direction of the metric 'distance'.",
            () => new ReduceOnPlateau("distance").FitBegin(new FitContext(model, new Sgd(), new MonitoredValues([new HostMetric("distance", static (prediction, target) => (prediction - target).Sum())], false), 1, 1)));

        static EpochResult Result(double accuracy) => new(1, new EvaluationResult(1, new Dictionary<string, double> { ["accuracy"] = accuracy }), null);
    }

    // on both sides of 0, some nearer to each other than an amount of 0.1, some than a tenth of them
    private static double Value(byte next, bool maximize) =>
        (next % 8) switch { 0 => 0, 1 => double.NaN, 2 => maximize ? double.NegativeInfinity : double.PositiveInfinity, _ => (next / 8 - 8) * 0.15 };

    private static double[] Numbers(string cell) => [.. cell.Split(' ').Select(static number => double.Parse(number, CultureInfo.InvariantCulture))];

    private static string[][] Golden()
    {
        using var reader = new StreamReader(typeof(ReduceOnPlateauTests).Assembly.GetManifestResourceStream("plateau-golden.csv")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).SkipWhile(static line => line.StartsWith('#')).Skip(1).Select(static line => line.Split(';'))];
    }

    private static FitContext Begun(ReduceOnPlateau plateau, double learningRate, params Metric[] metrics)
    {
        var (model, _) = Model();
        var context = new FitContext(model, new Sgd(learningRate), new MonitoredValues(metrics, hasValidation: true), 1, 1);
        plateau.FitBegin(context);
        return context;
    }

    private static (Sequential Model, Optimizer Optimizer) Model(double ownRate = 0.4)
    {
        Dense first = new(3, Activation.Tanh), second = new(1, Activation.Sigmoid);
        var model = new Sequential(first, second);
        model.Build([2], seed: 5);
        var optimizer = new Sgd(0.1);
        optimizer.AddGroup(first.Parameters);
        optimizer.AddGroup(second.Parameters, learningRate: ownRate);
        model.Compile(optimizer, new BinaryCrossEntropy());
        return (model, optimizer);
    }
}
