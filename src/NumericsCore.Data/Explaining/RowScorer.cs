namespace NumericsCore.Data;

/// <summary>Scores predictions by the targets of a table's rows.</summary>
internal sealed class RowScorer
{
    private readonly ImportanceScore _score;
    private readonly ClassLabels? _labels;
    private readonly double[] _numbers = [];
    private readonly double _threshold;

    /// <exception cref="ArgumentException">The score is none of this kind of target.</exception>
    /// <exception cref="TableException">The target is not there, or a value of it is missing or none of the classes.</exception>
    public RowScorer(TablePipeline pipeline, Table table, ImportanceScore score)
    {
        bool ofClasses = score is ImportanceScore.Accuracy or ImportanceScore.RocAuc or ImportanceScore.CrossEntropy;
        if (ofClasses != pipeline.Classes is not null)
            throw new ArgumentException($"score is {score}, which is one of {(ofClasses ? "classes" : "numbers")}, but the target {Quoted.One(pipeline.Target)} is {(ofClasses ? "a number" : "classes")}.", nameof(score));
        (_score, _threshold) = (score, pipeline.Threshold);
        var target = table[pipeline.Target];
        if (pipeline.Classes is { } classes) _labels = ClassLabels.Known(target, classes);
        else _numbers = new Table([target], table.Name).ToMatrix().Values.ToArray();
    }

    /// <summary>Whether more is better.</summary>
    public bool IsGain => _score is ImportanceScore.Accuracy or ImportanceScore.RocAuc or ImportanceScore.R2;

    /// <summary>The score of predictions as <see cref="ExplainedRows.Predict"/> gives them.</summary>
    public double Score(double[] predictions) => _score switch
    {
        ImportanceScore.Accuracy => Accuracy(predictions),
        ImportanceScore.RocAuc when IsBinary => Roc.Auc<double>(predictions, _labels!.Indices),
        ImportanceScore.RocAuc => Roc.AucOneVersusRest<double>(predictions, _labels!.Names.Count, _labels.Indices),
        ImportanceScore.CrossEntropy => CrossEntropy(predictions),
        ImportanceScore.R2 => RegressionMetrics.R2(_numbers, predictions),
        ImportanceScore.MeanAbsoluteError => RegressionMetrics.MeanAbsoluteError(_numbers, predictions),
        _ => RegressionMetrics.RootMeanSquaredError(_numbers, predictions),
    };

    private bool IsBinary => _labels!.Names.Count == 2;

    private double Accuracy(double[] probabilities)
    {
        int[] predicted = IsBinary ? PredictedClasses.FromProbabilities<double>(probabilities, _threshold) : PredictedClasses.FromScores<double>(probabilities, _labels!.Names.Count);
        int right = 0;
        for (int row = 0; row < predicted.Length; row++)
            if (predicted[row] == _labels!.Indices[row]) right++;
        return (double)right / predicted.Length;
    }

    private double CrossEntropy(double[] probabilities)
    {
        int classes = _labels!.Names.Count;
        double sum = 0;
        for (int row = 0; row < _labels.Indices.Length; row++)
        {
            int label = _labels.Indices[row];
            double p = !IsBinary ? probabilities[row * classes + label] : label == 1 ? probabilities[row] : 1 - probabilities[row];
            // as the losses have it: no infinity for a probability of 0
            sum -= Math.Log(Math.Max(p, 1e-7));
        }

        return sum / _labels.Indices.Length;
    }
}
