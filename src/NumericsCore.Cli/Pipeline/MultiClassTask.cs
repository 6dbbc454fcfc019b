using NumericsCore.Data;

namespace NumericsCore.Cli.Pipeline;

/// <summary>Several classes: one logit for each, and scores that are plain means over the classes.</summary>
internal sealed class MultiClassTask(ClassLabels labels) : PredictionTask
{
    public override string Name => "classification";

    public override string Averaging => "macro";

    public override ClassLabels Labels => labels;

    public override Loss Loss { get; } = new CategoricalCrossEntropy(sparse: true, fromLogits: true);

    public override Metric Metric => Metric.Accuracy;

    public override Dense OutputLayer() => new(labels.Names.Count);

    public override Tensor Targets(ReadOnlySpan<int> rows, Device device) => labels.Rows(rows).ToTensor(device: device);

    public override TestScores Score(double loss, Tensor prediction, ReadOnlySpan<int> rows)
    {
        int classes = labels.Names.Count;
        float[] probabilities = prediction.Softmax().ToArray<float>();
        var actual = labels.Rows(rows).Indices;
        var matrix = ConfusionMatrix.FromLabels(actual, PredictedClasses.FromScores<float>(probabilities, classes), labels.Names);
        var macro = matrix.Averaged(NumericsCore.Averaging.Macro);
        return new TestScores(
        [
            new("loss", "loss", loss),
            new("accuracy", "accuracy", matrix.Accuracy),
            new("precision", "precision (macro)", macro.Precision),
            new("recall", "recall (macro)", macro.Recall),
            new("f1", "F1 (macro)", macro.F1),
            new("rocAuc", "ROC-AUC (macro)", Roc.AucOneVersusRest<float>(probabilities, classes, actual)),
        ], matrix);
    }
}
