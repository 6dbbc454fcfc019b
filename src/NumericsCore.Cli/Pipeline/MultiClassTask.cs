using NumericsCore.Data;

namespace NumericsCore.Cli.Pipeline;

/// <summary>Several classes: one logit for each, and scores that are plain means over the classes.</summary>
internal sealed class MultiClassTask(ClassLabels labels, bool fromLogits = true) : PredictionTask
{
    public override string Name => "classification";

    public override string Averaging => "macro";

    public override ClassLabels Labels => labels;

    public override Loss Loss { get; } = new CategoricalCrossEntropy(sparse: true, fromLogits);

    public override Loss BalancedLoss(ReadOnlySpan<int> rows) => new CategoricalCrossEntropy(sparse: true, fromLogits, classWeights: labels.Rows(rows).BalancedWeights());

    public override Metric Metric => Metric.Accuracy;

    public override Dense OutputLayer() => new(labels.Names.Count);

    public override TablePipeline ToPipeline(Model model, StandardScaler features, string target, ColumnTransformer? columns, IReadOnlyList<string>? missing, IReadOnlyDictionary<string, IReadOnlyList<string>> missingOf, CsvOptions? csv) =>
        new(model, features, target, labels.Names, fromLogits) { MissingWords = missing, MissingWordsOf = missingOf, Columns = columns, Csv = csv };

    public override Tensor Targets(ReadOnlySpan<int> rows, Device device, ElementType elementType = ElementType.Float32) => labels.Rows(rows).ToTensor(elementType, device);

    public override Tensor Constant(ReadOnlySpan<int> known, int count, Device device)
    {
        int rows = known.Length;
        float[] one = [.. labels.Rows(known).Counts.Select(of => (double)of / rows).Select(share => (float)(fromLogits ? Math.Log(share) : share))];
        return Tensor.From([.. Enumerable.Repeat(one, count).SelectMany(static row => row)], [count, one.Length], device);
    }

    public override double[] Values(Tensor prediction) => (fromLogits ? prediction.Softmax() : prediction).ToDoubleArray();

    public override TestScores Score(double loss, double[] probabilities, ReadOnlySpan<int> rows)
    {
        int classes = labels.Names.Count;
        var actual = labels.Rows(rows).Indices;
        var matrix = ConfusionMatrix.FromLabels(actual, PredictedClasses.FromScores<double>(probabilities, classes), labels.Names);
        var macro = matrix.Averaged(NumericsCore.Averaging.Macro);
        return new TestScores(
        [
            new("loss", "loss", loss),
            new("accuracy", "accuracy", matrix.Accuracy),
            new("precision", "precision (macro)", macro.Precision),
            new("recall", "recall (macro)", macro.Recall),
            new("f1", "F1 (macro)", macro.F1),
            new("rocAuc", "ROC-AUC (macro)", Roc.AucOneVersusRest<double>(probabilities, classes, actual)),
        ], matrix);
    }
}
