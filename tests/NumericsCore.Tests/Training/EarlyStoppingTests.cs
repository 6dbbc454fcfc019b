using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Training;

/// <summary>Early stopping on scripted sequences: each epoch changes the weights to its own number and reports the next value.</summary>
public class EarlyStoppingTests
{
    [Theory]
    // falling all the way: never stopped
    [InlineData(2, 0.0, "5 4 3 2 1", 5, 5)]
    // two epochs without improvement after the best
    [InlineData(2, 0.0, "5 4 4 4 1", 4, 2)]
    // an improvement in time starts the count again
    [InlineData(2, 0.0, "5 6 4 6 3 6 6 1", 7, 5)]
    // 0 is a value like any other, and may be improved on
    [InlineData(2, 0.0, "1 0 0.5 -1 0 0 -2", 6, 4)]
    // NaN is no improvement, at the start as later
    [InlineData(2, 0.0, "NaN 3 NaN 2 NaN NaN 1", 6, 4)]
    [InlineData(2, 0.0, "NaN NaN 1", 2, 0)]
    // nor is an infinite loss, of either sign
    [InlineData(2, 0.0, "Infinity 3 -Infinity 2 Infinity -Infinity 1", 6, 4)]
    [InlineData(2, 0.0, "-Infinity Infinity 1", 2, 0)]
    // steps smaller than the delta do not count, until they add up
    [InlineData(2, 0.5, "5 4.8 4.6 1", 3, 1)]
    [InlineData(3, 0.5, "5 4.8 4.6 4.4 4.2 4 3.8 3.6 1", 9, 9)]
    [InlineData(1, 0.0, "3 2 2 1", 3, 2)]
    [InlineData(0, 0.0, "3 2 2 1", 3, 2)]
    public void Training_ends_when_patience_does_and_the_best_weights_come_back(int patience, double minDelta, string script, int epochs, int best)
    {
        var (ran, weight, stopping, reason) = Run(new EarlyStopping("val_loss", patience, minDelta, restoreBestWeights: true), script);
        Assert.Equal(epochs, ran);
        Assert.Equal(best == 0 ? null : best, stopping.BestEpoch);
        // without a best epoch there is nothing to go back to
        Assert.Equal(best == 0 ? epochs : best, weight);
        if (epochs < script.Split(' ').Length)
            Assert.Equal(Math.Max(patience, 1) == 1 ? "val_loss has not improved for 1 epoch" : $"val_loss has not improved for {patience} epochs", reason);
        else
            Assert.Null(reason);
    }

    [Fact]
    public void The_best_weights_come_back_also_when_training_was_not_stopped_early()
    {
        var (ran, weight, _, _) = Run(new EarlyStopping(patience: 10, restoreBestWeights: true), "3 1 2");
        Assert.Equal((3, 2), (ran, weight));
    }

    [Fact]
    public void Left_out_the_patience_is_10_epochs()
    {
        string tail = string.Concat(Enumerable.Repeat(" 2", 12));
        Assert.Equal((11, "val_loss has not improved for 10 epochs"), (Run(new EarlyStopping(), "1" + tail).Epochs, Run(new EarlyStopping(), "1" + tail).Reason));
        Assert.Equal(12, Run(new EarlyStopping(), "2 1" + tail).Epochs);
    }

    [Fact]
    public void A_training_that_was_left_in_the_middle_leaves_no_weights_to_the_next()
    {
        var stopping = new EarlyStopping(patience: 2, restoreBestWeights: true);
        var (left, _) = Begun(stopping, epochs: 5);
        left.Model.Parameters[0].Assign<double>([77]);
        stopping.EpochEnd(left, Result(1, 3));
        // without a best epoch of its own
        Assert.Equal(2, Run(stopping, "NaN NaN").Weight);
    }

    [Fact]
    public void The_best_weights_come_back_once()
    {
        var stopping = new EarlyStopping(restoreBestWeights: true);
        var (context, weight) = Begun(stopping, epochs: 1);
        weight.Assign<double>([1]);
        stopping.EpochEnd(context, Result(1, 3));
        weight.Assign<double>([2]);
        stopping.FitEnd(context);
        Assert.Equal(1, weight.ToScalar());
        weight.Assign<double>([3]);
        stopping.FitEnd(context);
        stopping.FitAborted(context);
        Assert.Equal(3, weight.ToScalar());
    }

    [Fact]
    public void Unless_asked_the_last_weights_stay()
    {
        var (ran, weight, stopping, _) = Run(new EarlyStopping(patience: 1), "3 1 2");
        Assert.Equal((3, 3), (ran, weight));
        Assert.Equal(2, stopping.BestEpoch);
    }

    [Fact]
    public void Greater_may_be_better()
    {
        var (ran, weight, _, _) = Run(new EarlyStopping("val_loss", 2, restoreBestWeights: true, direction: MonitorDirection.Maximize), "0 0.5 0.4 0.5 0.9");
        Assert.Equal((4, 2), (ran, weight));
    }

    [Fact]
    public void One_callback_serves_several_trainings()
    {
        var stopping = new EarlyStopping(patience: 1, restoreBestWeights: true);
        Assert.Equal(2, Run(stopping, "1 2 0").Epochs);
        Assert.Equal(3, Run(stopping, "9 8 8 0").Epochs);
        Assert.Equal(2, stopping.BestEpoch);
    }

    [Fact]
    public void In_a_real_training_the_restored_weights_are_those_of_the_best_validation()
    {
        var (x, y) = ToyData.HalfPlane(60);
        var model = ToyData.Classifier().Compiled(rate: 0.1);
        var stopping = new EarlyStopping(patience: 3, restoreBestWeights: true);
        var history = model.Fit(x, y, batchSize: 10, epochs: 100, validationSplit: 0.25, callbacks: [stopping]);
        Assert.True(history.Epochs.Count < 100);
        double best = history.Epochs.Min(static epoch => epoch.Validation!.Loss);
        Assert.Equal(best, history.Epochs[stopping.BestEpoch!.Value - 1].Validation!.Loss);
        Assert.Equal(best, model.Evaluate(x[45..], y[45..]).Loss);
    }

    [Fact]
    public void What_is_monitored_must_be_there()
    {
        var (x, y) = ToyData.HalfPlane(10);
        var model = ToyData.Classifier().Compiled();
        Expect.Error<ArgumentException>(
            "There is no 'val_loss' without rows held out: give Fit a validationSplit or validationData, or monitor one of loss, accuracy.",
            () => model.Fit(x, y, batchSize: 5, callbacks: [new EarlyStopping()]));
        Expect.Error<ArgumentException>(
            "There is no 'val_f1' in this training; there are loss, accuracy, val_loss, val_accuracy.",
            () => model.Fit(x, y, batchSize: 5, validationSplit: 0.2, callbacks: [new EarlyStopping("val_f1", direction: MonitorDirection.Maximize)]));
        Assert.False(model.IsBuilt);
    }

    [Fact]
    public void A_metric_of_one_s_own_says_its_direction_or_the_callback_is_told()
    {
        var (x, y) = ToyData.HalfPlane(10);
        Expect.Error<ArgumentException>(
            "Whether smaller or greater values of 'val_mine' are better is not known. Give EarlyStopping a direction, or override Direction of the metric 'mine'.",
            () => Fit(null, null));
        Assert.Equal(2, Fit(MonitorDirection.Minimize, null));
        Assert.Equal(1, Fit(MonitorDirection.Maximize, null));
        Assert.Equal(1, Fit(null, MonitorDirection.Maximize));
        // what the callback is told counts
        Assert.Equal(2, Fit(MonitorDirection.Maximize, MonitorDirection.Minimize));

        int? Fit(MonitorDirection? metricSays, MonitorDirection? callbackSays)
        {
            double value = 2;
            var model = ToyData.Classifier();
            model.Compile(new Adam(), new BinaryCrossEntropy(), new HostMetric("mine", (_, _) => Tensor.Scalar(value), metricSays));
            var stopping = new EarlyStopping("val_mine", direction: callbackSays);
            model.Fit(x, y, batchSize: 4, epochs: 2, validationSplit: 0.2, callbacks: [stopping, new At(epochEnd: (_, _) => value = 1)]);
            return stopping.BestEpoch;
        }
    }

    [Theory]
    [InlineData("val_accuracy")]
    [InlineData("accuracy")]
    public void A_falling_accuracy_stops_the_training_and_its_best_epoch_comes_back(string monitor)
    {
        // a step of a rate too large turns a right model into a wrong one
        var model = new Sequential(new Dense(1, useBias: false, weightInitializer: Initializer.Constant(1)));
        model.Compile(new Sgd(20), new BinaryCrossEntropy(fromLogits: true), Metric.Accuracy);
        Tensor x = Tensor.From([1f, 2, -1, -2, 0.01f, 30], [6, 1]), y = Tensor.From([1f, 1, 0, 0, 1, 0], [6, 1]);
        var stopping = new EarlyStopping(monitor, patience: 2, restoreBestWeights: true);
        var history = model.Fit(x, y, batchSize: 6, epochs: 9, shuffle: false, validationData: (x[..5], y[..5]), callbacks: [stopping]);
        double best = history.Epochs.Max(epoch => epoch[monitor]);
        Assert.Equal(best, history.Epochs[stopping.BestEpoch!.Value - 1][monitor]);
        Assert.True(history.Epochs.Count < 9);
    }

    [Fact]
    public void The_best_weights_come_back_when_the_training_is_cut_off()
    {
        var (x, y) = ToyData.HalfPlane(40);
        foreach (bool cancelled in (bool[])[true, false])
        {
            using var source = new CancellationTokenSource();
            string best = "";
            var model = ToyData.Classifier().Compiled();
            var stopping = new EarlyStopping("loss", patience: 50, restoreBestWeights: true);
            var cut = new At(
                epochEnd: (context, result) => best = stopping.BestEpoch == result.Epoch ? context.Model.WeightsSha256() : best,
                batchEnd: context =>
                {
                    if (context.Epoch < 4 || context.Batch < 2) return;
                    if (!cancelled) throw new InvalidOperationException("enough");
                    source.Cancel();
                });
            var failure = Record.Exception(() => model.Fit(x, y, batchSize: 8, epochs: 9, callbacks: [stopping, cut], cancellationToken: source.Token));
            Assert.Equal(cancelled ? typeof(OperationCanceledException) : typeof(InvalidOperationException), failure?.GetType());
            Assert.Equal(best, model.WeightsSha256());
        }
    }

    [Fact]
    public void The_best_weights_come_back_when_the_training_diverges()
    {
        var x = Tensor.Ones([4, 1]);
        var model = new Sequential(new Dense(1, useBias: false, weightInitializer: Initializer.Zeros));
        model.Compile(new Sgd(1e6), new MeanSquaredError());
        var stopping = new EarlyStopping("loss", restoreBestWeights: true);
        float best = float.NaN;
        Assert.Throws<TrainingDivergedException>(() => model.Fit(x, x, batchSize: 4, epochs: 100, callbacks:
            [stopping, new At(epochEnd: (context, result) => best = result.Epoch == 1 ? context.Model.Parameters[0].ToArray<float>()[0] : best)]));
        Assert.Equal(1, stopping.BestEpoch);
        Assert.Equal(best, model.Parameters[0].ToArray<float>()[0]);
    }

    [Fact]
    public void Settings_are_checked()
    {
        Assert.Equal("patience", Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping(patience: -1)).ParamName);
        Assert.Equal("minDelta", Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping(minDelta: double.NaN)).ParamName);
        Assert.Equal("monitor", Assert.Throws<ArgumentException>(() => new EarlyStopping("")).ParamName);
    }

    private static (int Epochs, int Weight, EarlyStopping Stopping, string? Reason) Run(EarlyStopping stopping, string script)
    {
        double[] values = [.. script.Split(' ').Select(static text => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture))];
        var (context, weight) = Begun(stopping, values.Length);
        int epoch = 0;
        while (epoch < values.Length && context.StopReason is null)
        {
            weight.Assign<double>([++epoch]);
            stopping.EpochEnd(context, Result(epoch, values[epoch - 1]));
        }

        stopping.FitEnd(context);
        return (epoch, (int)weight.ToScalar(), stopping, context.StopReason);
    }

    /// <summary>A training of a model of one weight that has begun for the callback.</summary>
    private static (FitContext Context, Parameter Weight) Begun(EarlyStopping stopping, int epochs)
    {
        var model = new Sequential(new Dense(1, useBias: false));
        model.Build([1], elementType: ElementType.Float64);
        var context = new FitContext(model, new Sgd(), new MonitoredValues([], hasValidation: true), epochs, 1);
        stopping.FitBegin(context);
        return (context, model.Parameters[0]);
    }

    private static EpochResult Result(int epoch, double validationLoss)
    {
        var none = new Dictionary<string, double>();
        return new EpochResult(epoch, new EvaluationResult(double.NaN, none), new EvaluationResult(validationLoss, none));
    }
}
