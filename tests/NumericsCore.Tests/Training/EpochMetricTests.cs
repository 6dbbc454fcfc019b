using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Training;

/// <summary>
/// Metrics of all samples of an epoch. The expected values were computed from scikit-learn's definitions in exact rational numbers, apart
/// from this library: counts, sums over all pairs for the area, and residuals over variation.
/// </summary>
public class EpochMetricTests
{
    private const double Within = 1e-15;

    private static readonly double[] s_scores = [0.9, 0.8, 0.8, 0.7, 0.5, 0.5, 0.45, 0.3, 0.3, 0.2, 0.1, 0.05];
    private static readonly double[] s_labels = [1, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 0];
    private static readonly double[] s_weights = [1, 2, 0.5, 1, 3, 0.25, 1, 2, 0, 1, 2.5, 1];

    private static readonly double[] s_classScores =
    [
        0.1, 0.2, 0.3, 0.4, 0.7, 0.1, 0.1, 0.1, 0.25, 0.25, 0.25, 0.25, 0.2, 0.5, 0.2, 0.1, 0.1, 0.6, 0.2, 0.1,
        0.3, 0.3, 0.2, 0.2, 0.1, 0.1, 0.7, 0.1, 0.4, 0.3, 0.2, 0.1, 0.2, 0.2, 0.5, 0.1, 0.1, 0.45, 0.45, 0,
    ];

    private static readonly double[] s_classes = [2, 0, 1, 1, 2, 0, 2, 3, 3, 2];
    private static readonly double[] s_classWeights = [1, 2, 0.5, 1, 1, 3, 0.25, 1, 2, 1];

    [Theory]
    [InlineData(0.5, null, false, 2 / 3.0, 2 / 3.0, 2 / 3.0)]
    [InlineData(0.5, null, true, 0.5483870967741935, 0.68, 0.6071428571428571)]
    [InlineData(0.5, 0, true, 0.7333333333333333, 0.6111111111111112, 0.6666666666666666)]
    [InlineData(0.3, null, false, 0.5555555555555556, 0.8333333333333334, 0.6666666666666666)]
    [InlineData(0.3, null, true, 0.4883720930232558, 0.84, 0.6176470588235294)]
    [InlineData(0.85, null, false, 1, 0.16666666666666666, 0.2857142857142857)]
    [InlineData(0.85, 0, false, 0.5454545454545454, 1, 0.7058823529411765)]
    public void Precision_recall_and_F1_of_two_classes(double threshold, int? positiveClass, bool weighted, double precision, double recall, double f1)
    {
        double[] values = Evaluate(s_scores, [12, 1], s_labels, s_weights, new MeanSquaredError(), weighted,
            Metric.Precision(threshold, positiveClass), Metric.Recall(threshold, positiveClass), Metric.F1Score(threshold, positiveClass));
        Near([precision, recall, f1], values);
    }

    [Theory]
    [InlineData(null, null, false, 0.3333333333333333, 0.4375, 0.35)]
    [InlineData(null, Averaging.Macro, true, 0.3034188034188034, 0.4358974358974359, 0.3512296881862099)]
    [InlineData(null, Averaging.Weighted, false, 0.36666666666666664, 0.4, 0.3466666666666667)]
    [InlineData(null, Averaging.Weighted, true, 0.36919725155019273, 0.49019607843137253, 0.4164664548296262)]
    [InlineData(null, Averaging.Micro, true, 0.49019607843137253, 0.49019607843137253, 0.49019607843137253)]
    [InlineData(2, null, false, 0.5, 0.25, 0.3333333333333333)]
    [InlineData(2, null, true, 0.1111111111111111, 0.07692307692307693, 0.09090909090909091)]
    public void Precision_recall_and_F1_of_several_classes(int? positiveClass, Averaging? averaging, bool weighted, double precision, double recall, double f1)
    {
        Metric[] metrics = [Metric.Precision(0.5, positiveClass, averaging), Metric.Recall(0.5, positiveClass, averaging), Metric.F1Score(0.5, positiveClass, averaging)];
        Near([precision, recall, f1], Evaluate(s_classScores, [10, 4], s_classes, s_classWeights, new CategoricalCrossEntropy(sparse: true), weighted, metrics));
        var oneHot = Make.Vector(s_classes).Reshape(10, 1).EqualTo(Tensor.Range(0, 4, elementType: ElementType.Float64)).ToArray<double>();
        Near([precision, recall, f1], Evaluate(s_classScores, [10, 4], oneHot, s_classWeights, new CategoricalCrossEntropy(), weighted, metrics));
    }

    [Theory]
    [InlineData(false, 0.75, 2 / 3.0)]
    [InlineData(true, 0.8133333333333334, 0.639344262295082)]
    public void Area_and_accuracy_of_two_classes(bool weighted, double area, double accuracy) =>
        Near([area, accuracy], Evaluate(s_scores, [12, 1], s_labels, s_weights, new MeanSquaredError(), weighted, Metric.AreaUnderCurve, Metric.Accuracy));

    [Theory]
    [InlineData(false, 0.6927083333333334, 0.4, 0.8, 0.8, 1)]
    [InlineData(true, 0.678639613232143, 0.49019607843137253, 0.7647058823529411, 0.7647058823529411, 1)]
    public void Area_and_top_k_of_several_classes(bool weighted, double area, double top1, double top2, double top3, double top4)
    {
        double[] values = Evaluate(s_classScores, [10, 4], s_classes, s_classWeights, new CategoricalCrossEntropy(sparse: true), weighted,
            [Metric.AreaUnderCurve, .. Enumerable.Range(1, 4).Select(static k => Metric.TopKAccuracy(k, $"top {k}")), Metric.Accuracy]);
        Near([area, top1, top2, top3, top4, top1], values);
    }

    [Theory]
    [InlineData(false, 0.8767703381906023, 0.33125, 0.475)]
    [InlineData(true, 0.9088700056958269, 0.1778846153846154, 0.38461538461538464)]
    public void R2_and_mean_errors_of_two_outputs(bool weighted, double r2, double squared, double absolute)
    {
        double[] targets = [3, 1, -0.5, 2, 2, 2.5, 7, -1, 4.5, 0], predictions = [2.5, 1, 0, 1.5, 2, 3, 8, 0, 4, 0.25];
        Near([r2, squared, absolute], Evaluate(predictions, [5, 2], targets, [1, 2, 0.5, 0, 3], new MeanSquaredError(), weighted,
            Metric.R2Score, Metric.MeanSquaredError, Metric.MeanAbsoluteError));
    }

    [Fact]
    public void Where_there_is_no_figure_it_is_NaN_and_0_by_0_of_counts_is_0()
    {
        var (p, ones) = (Make.Of([3, 1], 0.2, 0.7, 0.9), Make.Of([3, 1], 1, 1, 1));
        Assert.Equal(double.NaN, Metric.AreaUnderCurve.Call(p, ones).ToScalar());
        Assert.Equal(double.NaN, Metric.R2Score.Call(p[..1], ones[..1]).ToScalar());
        Assert.Equal((0, 1), (Metric.R2Score.Call(p, ones).ToScalar(), Metric.R2Score.Call(ones, ones).ToScalar()));
        foreach (var score in (Metric[])[Metric.Precision(), Metric.Recall(), Metric.F1Score()])
            Assert.Equal(0, score.Call(Make.Of([2, 1], 0.1, 0.2), Make.Of([2, 1], 0, 0)).ToScalar());
        // no sample with a weight
        double[] values = Evaluate([0.2, 0.9], [2, 1], [0, 1], [0, 0], new MeanSquaredError(), weighted: true,
            Metric.AreaUnderCurve, Metric.R2Score, Metric.Accuracy, Metric.MeanSquaredError, Metric.Precision());
        Assert.Equal([double.NaN, double.NaN, double.NaN, double.NaN, 0], values);
    }

    [Fact]
    public void NaN_in_a_prediction_makes_the_figure_NaN()
    {
        Tensor one = Make.Of([3, 1], 0.2, double.NaN, 0.9), several = Make.Of([2, 3], 0.2, double.NaN, 0.3, 0.1, 0.6, 0.3);
        foreach (var metric in (Metric[])[Metric.AreaUnderCurve, Metric.Precision(), Metric.Recall(), Metric.F1Score(), Metric.R2Score])
            Assert.Equal(double.NaN, metric.Call(one, Make.Of([3, 1], 0, 1, 1)).ToScalar());
        foreach (var metric in (Metric[])[Metric.AreaUnderCurve, Metric.Precision(), Metric.TopKAccuracy(2)])
            Assert.Equal(double.NaN, metric.Call(several, Make.Of([2, 1], 0, 1)).ToScalar());
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.2)]
    [InlineData(1.0)]
    [InlineData(0.0)]
    public void A_threshold_is_one_of_probabilities_also_where_the_loss_takes_logits(double threshold)
    {
        var logits = Make.Of([6, 1], -3, -1.3, -0.01, 0.01, 1.5, 4);
        var labels = Make.Of([6, 1], 0, 1, 0, 1, 1, 0);
        var model = new Sequential(new Flatten());
        model.Compile(new Sgd(), new BinaryCrossEntropy(fromLogits: true), Metric.Precision(threshold), Metric.Recall(threshold), Metric.Accuracy.Weighted());
        var byLogits = model.Evaluate(logits, labels).Metrics;
        model.Compile(new Sgd(), new BinaryCrossEntropy(), Metric.Precision(threshold), Metric.Recall(threshold), Metric.Accuracy.Weighted());
        Assert.Equal(model.Evaluate(logits.Sigmoid(), labels).Metrics, byLogits);
    }

    [Fact]
    public void What_does_not_fit_is_said_before_the_first_step()
    {
        var (x, y) = ToyData.Corners(30);
        var model = new Sequential(new Dense(3, Activation.Softmax));
        string hash = Fit(Metric.Accuracy);
        Refused(Metric.R2Score, "The metric 'r2_score' needs a target for each output; there are 3 outputs and 1 targets a sample.");
        Refused(Metric.MeanSquaredError.Weighted(), "The metric 'weighted_mean_squared_error' needs a target for each output; there are 3 outputs and 1 targets a sample.");
        Refused(Metric.Recall(positiveClass: 3), "The metric 'recall' is about class 3; 3 outputs have classes 0 to 2.");
        var line = new Sequential(new Dense(1));
        line.Compile(new Sgd(), new MeanSquaredError(), Metric.TopKAccuracy());
        Assert.Equal("The metric 'top_k_categorical_accuracy' needs one output a class, of at least 2 classes; the model has 1.",
            Assert.Throws<ArgumentException>(() => line.Fit(x, y)).Message);

        void Refused(Metric metric, string message)
        {
            Assert.Equal(message, Assert.Throws<ArgumentException>(() => Fit(metric)).Message);
            Assert.Equal(hash, model.WeightsSha256());
        }

        string Fit(Metric metric)
        {
            model.Compile(new Sgd(0.1), new CategoricalCrossEntropy(sparse: true), metric);
            model.Fit(x, y, batchSize: 10);
            return model.WeightsSha256();
        }
    }

    [Fact]
    public void Settings_out_of_range_are_named()
    {
        Assert.Equal("threshold", Assert.Throws<ArgumentOutOfRangeException>(static () => Metric.Precision(1.5)).ParamName);
        Assert.Equal("threshold", Assert.Throws<ArgumentOutOfRangeException>(static () => Metric.F1Score(double.NaN)).ParamName);
        Assert.Equal("positiveClass", Assert.Throws<ArgumentOutOfRangeException>(static () => Metric.Recall(positiveClass: -1)).ParamName);
        Assert.Equal("averaging", Assert.Throws<ArgumentException>(static () => Metric.Recall(positiveClass: 1, averaging: Averaging.Macro)).ParamName);
        Assert.Equal("k", Assert.Throws<ArgumentOutOfRangeException>(static () => Metric.TopKAccuracy(0)).ParamName);
        Assert.Equal("name", Assert.Throws<ArgumentException>(static () => Metric.Precision(name: "val_precision")).ParamName);
        Assert.Throws<ArgumentException>(static () => Metric.Precision().Call(Make.Of([2, 3], 1, 0, 0, 0, 1, 0), Make.Of([2, 1], 0, 3)));
        Assert.Throws<ArgumentException>(static () => Metric.Precision().Call(Make.Of([2, 1], 1, 0), Make.Of([3, 1], 0, 1, 1)));
    }

    [Fact]
    public void Weighted_forms_have_a_name_of_their_own_and_one_s_own_metric_says_how()
    {
        Assert.Equal("weighted_auc", Metric.AreaUnderCurve.Weighted().Name);
        Assert.Equal((MonitorDirection.Maximize, MonitorDirection.Minimize), (Metric.Accuracy.Weighted().Direction!.Value, Metric.MeanAbsoluteError.Weighted().Direction!.Value));
        var weighted = Metric.TopKAccuracy(2).Weighted();
        Assert.Same(weighted, weighted.Weighted());
        Assert.Contains("'mine'", Assert.Throws<NotSupportedException>(static () => new HostMetric("mine", static (p, _) => p.Mean()).Weighted()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Early_stopping_knows_which_values_are_better()
    {
        var (x, y) = ToyData.HalfPlane(40);
        foreach (var metric in (Metric[])[Metric.Precision(), Metric.Recall(), Metric.F1Score(), Metric.AreaUnderCurve, Metric.R2Score, Metric.MeanSquaredError, Metric.AreaUnderCurve.Weighted()])
        {
            bool isError = metric == Metric.MeanSquaredError;
            Assert.Equal(isError ? MonitorDirection.Minimize : MonitorDirection.Maximize, metric.Direction);
            var model = ToyData.Classifier();
            model.Compile(new Adam(), new BinaryCrossEntropy(), metric);
            var history = model.Fit(x, y, epochs: 8, validationSplit: 0.5, callbacks: [new EarlyStopping($"val_{metric.Name}", patience: 100, restoreBestWeights: true)]);
            var values = history.Epochs.Select(epoch => epoch[$"val_{metric.Name}"]);
            Assert.Equal(isError ? values.Min() : values.Max(), model.Evaluate(x[20..], y[20..]).Metrics[metric.Name]);
        }
    }

    /// <summary>A callback that evaluates in the middle of an epoch has a state of its own, and so have other models of the same metric.</summary>
    [Fact]
    public void A_metric_object_keeps_nothing()
    {
        var (x, y) = ToyData.HalfPlane(64);
        double alone = Fit(null);
        Assert.Equal(alone, Fit(static (model, x, y) => model.Evaluate(x, y)));

        double Fit(Action<Model, Tensor, Tensor>? meanwhile)
        {
            var model = ToyData.Classifier();
            model.Compile(new Adam(), new BinaryCrossEntropy(), Metric.AreaUnderCurve, Metric.Precision());
            return model.Fit(x, y, batchSize: 10, epochs: 2, seed: 1, callbacks: [new At(batchEnd: context => meanwhile?.Invoke(context.Model, x, y))]).Epochs[1]["auc"];
        }
    }

    private static double[] Evaluate(double[] predictions, Shape shape, double[] targets, double[] weights, Loss loss, bool weighted, params Metric[] metrics)
    {
        var model = new Sequential(new Flatten());
        model.Compile(new Sgd(), loss, [.. metrics.Select(metric => weighted ? metric.Weighted() : metric)]);
        int samples = shape[0];
        // the weights are given in any case: what is not weighted pays no heed to them
        var result = model.Evaluate(Make.Of(shape, predictions), Make.Of([samples, targets.Length / samples], targets), Make.Vector(weights));
        return [.. result.Metrics.Values];
    }

    private static void Near(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], Within);
    }
}
