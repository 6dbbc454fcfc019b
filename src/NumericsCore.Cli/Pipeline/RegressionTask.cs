using NumericsCore.Data;

namespace NumericsCore.Cli.Pipeline;

/// <summary>A number: one linear output that predicts the standardised target, and scores in the target's own unit.</summary>
internal sealed class RegressionTask : PredictionTask
{
    private readonly FeatureMatrix _target;
    private readonly FeatureMatrix _scaled;
    private readonly StandardScaler _scaler;

    public RegressionTask(FeatureMatrix target, Func<FeatureMatrix, StandardScaler> fitScaler)
    {
        _target = target;
        _scaler = fitScaler(target);
        _scaled = _scaler.Transform(target);
        Metric = new ScaledError(_scaler.Scales[0]);
    }

    public override string Name => "regression";

    public override Loss Loss { get; } = new MeanSquaredError();

    public override Loss BalancedLoss(ReadOnlySpan<int> rows) =>
        throw new InputException($"--class-weights balanced needs classes, but the target '{_target.ColumnNames[0]}' is a number here; --task classification makes classes of it");

    public override Metric Metric { get; }

    /// <summary>The mean of the target that was subtracted, and the standard deviation that it was divided by.</summary>
    public (double Mean, double Scale) Standardised => (_scaler.Means[0], _scaler.Scales[0]);

    public override Dense OutputLayer() => new(1);

    public override TablePipeline ToPipeline(Model model, StandardScaler features, string target, ColumnTransformer? columns, IReadOnlyList<string>? missing, IReadOnlyDictionary<string, IReadOnlyList<string>> missingOf, CsvOptions? csv) =>
        new(model, features, _scaler) { MissingWords = missing, MissingWordsOf = missingOf, Columns = columns, Csv = csv };

    public override Tensor Targets(ReadOnlySpan<int> rows, Device device, ElementType elementType = ElementType.Float32) => _scaled.Rows(rows).ToTensor(elementType, device);

    public override Tensor Constant(ReadOnlySpan<int> known, int count, Device device)
    {
        double mean = 0;
        foreach (double value in _scaled.Rows(known).Values) mean += value / known.Length;
        return Tensor.Full([count, 1], mean, device: device);
    }

    public override double[] Values(Tensor prediction) => _scaler.InverseTransform(_target.ColumnNames[0], prediction.ToDoubleArray());

    public override TestScores Score(double loss, double[] values, ReadOnlySpan<int> rows)
    {
        ReadOnlySpan<double> predicted = values;
        ReadOnlySpan<double> actual = _target.Rows(rows).Values;
        return new TestScores(
        [
            new("loss", "loss (of the standardised target)", loss),
            new("rmse", "RMSE", RegressionMetrics.RootMeanSquaredError(actual, predicted)),
            new("mae", "MAE", RegressionMetrics.MeanAbsoluteError(actual, predicted)),
            new("r2", "R²", RegressionMetrics.R2(actual, predicted)),
        ], Confusion: null);
    }
}
