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
        var history = model.Fit(x, y, batchSize: 10, epochs: 100, validationShare: 0.25, callbacks: [stopping]);
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
        Assert.Equal(
            "There is no 'val_loss' in this training; there are loss, accuracy.",
            Assert.Throws<KeyNotFoundException>(() => model.Fit(x, y, batchSize: 5, callbacks: [new EarlyStopping()])).Message);
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
        var model = new Sequential(new Dense(1, useBias: false));
        model.Build([1], elementType: ElementType.Float64);
        var context = new FitContext(model, new Sgd(), values.Length, 1);
        stopping.OnFitBegin(context);
        int epoch = 0;
        while (epoch < values.Length && context.StopReason is null)
        {
            model.Parameters[0].Assign<double>([++epoch]);
            var none = new Dictionary<string, double>();
            stopping.OnEpochEnd(context, new EpochResult(epoch, new EvaluationResult(double.NaN, none), new EvaluationResult(values[epoch - 1], none)));
        }

        stopping.OnFitEnd(context);
        return (epoch, (int)model.Parameters[0].ToScalar(), stopping, context.StopReason);
    }
}
