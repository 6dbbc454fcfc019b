using NumericsCore.Data;

namespace NumericsCore.Cli.Pipeline;

/// <summary>Two classes: one output, the probability of the positive one.</summary>
internal sealed class BinaryTask(ClassLabels labels) : PredictionTask
{
    public override string Name => "binary classification";

    public override string Averaging => "positive class";

    public override ClassLabels Labels => labels;

    public override Loss Loss { get; } = new BinaryCrossEntropy();

    public override Metric Metric => Metric.Accuracy;

    public override Dense OutputLayer() => new(1, Activation.Sigmoid);

    public override Tensor Targets(ReadOnlySpan<int> rows, Device device) => labels.Rows(rows).ToTensor(device: device);

    public override TestScores Score(double loss, Tensor prediction, ReadOnlySpan<int> rows)
    {
        float[] probabilities = prediction.ToArray<float>();
        var actual = labels.Rows(rows).Indices;
        var matrix = ConfusionMatrix.FromLabels(actual, PredictedClasses.FromProbabilities<float>(probabilities), labels.Names);
        return new TestScores(
        [
            new("loss", "loss", loss),
            new("accuracy", "accuracy", matrix.Accuracy),
            new("precision", "precision", matrix.Precision),
            new("recall", "recall", matrix.Recall),
            new("f1", "F1", matrix.F1),
            new("rocAuc", "ROC-AUC", Roc.Auc<float>(probabilities, actual)),
        ], matrix);
    }
}
