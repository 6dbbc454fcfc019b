using NumericsCore.Data;

namespace NumericsCore.Cli.Pipeline;

/// <summary>Two classes: one output, the probability of the positive one.</summary>
internal sealed class BinaryTask(ClassLabels labels, bool fromLogits = false, double threshold = 0.5) : PredictionTask
{
    public override string Name => "binary classification";

    public override string Averaging => "positive class";

    public override ClassLabels Labels => labels;

    public override Loss Loss { get; } = new BinaryCrossEntropy(fromLogits);

    public override Loss BalancedLoss(ReadOnlySpan<int> rows) => new BinaryCrossEntropy(fromLogits, classWeights: labels.Rows(rows).BalancedWeights());

    public override Metric Metric => Metric.Accuracy;

    public override Dense OutputLayer() => new(1, Activation.Sigmoid);

    public override TablePipeline ToPipeline(Model model, StandardScaler features, string target, ColumnTransformer? columns, IReadOnlyList<string>? missing, IReadOnlyDictionary<string, IReadOnlyList<string>> missingOf, CsvOptions? csv) =>
        new(model, features, target, labels.Names, fromLogits, threshold) { MissingWords = missing, MissingWordsOf = missingOf, Columns = columns, Csv = csv };

    public override Tensor Targets(ReadOnlySpan<int> rows, Device device, ElementType elementType = ElementType.Float32) => labels.Rows(rows).ToTensor(elementType, device);

    public override Tensor Constant(ReadOnlySpan<int> known, int count, Device device)
    {
        double share = (double)labels.Rows(known).Counts[1] / known.Length;
        return Tensor.Full([count, 1], fromLogits ? Math.Log(share / (1 - share)) : share, device: device);
    }

    public override PredictionTask WithThreshold(double other) => new BinaryTask(labels, fromLogits, other);

    public override double[] Values(Tensor prediction) => (fromLogits ? prediction.Sigmoid() : prediction).ToDoubleArray();

    public override TestScores Score(double loss, double[] probabilities, ReadOnlySpan<int> rows)
    {
        var actual = labels.Rows(rows).Indices;
        var matrix = ConfusionMatrix.FromLabels(actual, PredictedClasses.FromProbabilities<double>(probabilities, threshold), labels.Names);
        return new TestScores(
        [
            new("loss", "loss", loss),
            new("accuracy", "accuracy", matrix.Accuracy),
            new("precision", "precision", matrix.Precision),
            new("recall", "recall", matrix.Recall),
            new("f1", "F1", matrix.F1),
            new("rocAuc", "ROC-AUC", Roc.Auc<double>(probabilities, actual)),
        ], matrix);
    }
}
