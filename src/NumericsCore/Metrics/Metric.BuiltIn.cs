namespace NumericsCore;

public abstract partial class Metric
{
    private const string DefaultTopKName = "top_k_categorical_accuracy";

    /// <summary>
    /// The fraction of correct predictions. One output is a probability of class 1, correct on the target's side of 0.5, or in a model whose loss
    /// takes logits a logit, correct on that side of 0; of several outputs the largest counts.
    /// </summary>
    public static Metric Accuracy { get; } = new AccuracyMetric(ofLogits: false);

    /// <summary>The mean of |ŷ - y|.</summary>
    public static Metric MeanAbsoluteError { get; } = new MeanAbsoluteErrorMetric();

    /// <summary>The mean of (ŷ - y)².</summary>
    public static Metric MeanSquaredError { get; } = new MeanSquaredErrorMetric();

    /// <summary>
    /// R² over all samples of an epoch, 1 − Σ (y − ŷ)² / Σ (y − ȳ)², as <see cref="RegressionMetrics.R2"/>; of several outputs the mean of theirs.
    /// </summary>
    public static Metric R2Score { get; } = new R2ScoreMetric(isWeighted: false, "r2_score");

    /// <summary>
    /// The area under the ROC curve over all samples of an epoch, exact, as <see cref="Roc.Auc"/>: the probability that a random positive has a
    /// higher score than a random negative. Of several outputs the mean over the classes of each one's area against all others. It keeps
    /// all scores of the epoch, 8 bytes an output and 16 more for each sample. NaN where a class does not occur.
    /// </summary>
    public static Metric AreaUnderCurve { get; } = new AreaUnderCurveMetric(isWeighted: false, "auc");

    /// <summary>
    /// Over all samples of an epoch, how much of what was predicted as a class is of it: TP / (TP + FP), and 0 if nothing was. One output is
    /// class 1 from a threshold on; of several the first largest is the predicted class.
    /// </summary>
    /// <param name="threshold">In [0, 1]: from which probability on one output is class 1. It is converted where the loss takes logits.</param>
    /// <param name="positiveClass">The class that the score is about; if null, class 1 of two classes, and of more an average over all.</param>
    /// <param name="averaging">How the scores of all classes become one; if null, that of class 1 for two classes, and the macro average for more.</param>
    /// <param name="name">The name in histories; if null "precision", as in Keras.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    /// <exception cref="ArgumentException">Both a class and an averaging are given, or the name is none.</exception>
    public static Metric Precision(double threshold = 0.5, int? positiveClass = null, Averaging? averaging = null, string? name = null) =>
        ClassScoreMetric.Create(ClassScore.Precision, threshold, positiveClass, averaging, isWeighted: false, name);

    /// <summary>Over all samples of an epoch, how much of a class was predicted as it: TP / (TP + FN), and 0 if it does not occur.</summary>
    /// <param name="threshold">In [0, 1]: from which probability on one output is class 1.</param>
    /// <param name="positiveClass">The class that the score is about.</param>
    /// <param name="averaging">How the scores of all classes become one.</param>
    /// <param name="name">The name in histories; if null "recall", as in Keras.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    /// <exception cref="ArgumentException">Both a class and an averaging are given, or the name is none.</exception>
    public static Metric Recall(double threshold = 0.5, int? positiveClass = null, Averaging? averaging = null, string? name = null) =>
        ClassScoreMetric.Create(ClassScore.Recall, threshold, positiveClass, averaging, isWeighted: false, name);

    /// <summary>Over all samples of an epoch, the harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN), and 0 if all three are 0.</summary>
    /// <param name="threshold">In [0, 1]: from which probability on one output is class 1.</param>
    /// <param name="positiveClass">The class that the score is about.</param>
    /// <param name="averaging">How the scores of all classes become one: the mean of the classes' F1, not the F1 of the means.</param>
    /// <param name="name">The name in histories; if null "f1_score", as in Keras.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    /// <exception cref="ArgumentException">Both a class and an averaging are given, or the name is none.</exception>
    public static Metric F1Score(double threshold = 0.5, int? positiveClass = null, Averaging? averaging = null, string? name = null) =>
        ClassScoreMetric.Create(ClassScore.F1, threshold, positiveClass, averaging, isWeighted: false, name);

    /// <summary>
    /// The fraction of the samples whose class is among the k largest outputs. Of equal outputs the first ones count, so that k = 1 is the
    /// accuracy.
    /// </summary>
    /// <param name="k">At least 1.</param>
    /// <param name="name">The name in histories; if null "top_k_categorical_accuracy", as in Keras.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is less than 1.</exception>
    public static Metric TopKAccuracy(int k = 5, string? name = null)
    {
        Kernels.OutOfRange.ThrowIfLessThan(k, 1);
        return new SampleMeanMetric(SampleFigure.TopKAccuracy, k, isWeighted: false, name ?? DefaultTopKName);
    }

    private sealed class AccuracyMetric(bool ofLogits) : Metric("accuracy")
    {
        public override bool IsReplayable => true;

        public override MonitorDirection? Direction => MonitorDirection.Maximize;

        internal override Metric For(Loss loss) => loss.TakesLogits ? new AccuracyMetric(ofLogits: true) : this;

        internal override Metric WithWeights() => new SampleMeanMetric(SampleFigure.Accuracy, 1, isWeighted: true, WeightedName);

        public override Tensor Call(Tensor prediction, Tensor target)
        {
            ArgumentNullException.ThrowIfNull(prediction);
            ArgumentNullException.ThrowIfNull(target);
            if (prediction.Rank == 0) throw new ArgumentException("Predictions have a batch axis; this tensor is a scalar.", nameof(prediction));
            if (prediction.Shape[-1] == 1)
            {
                target = target.Reshape(prediction.Shape.AsSpan());
                return ofLogits
                    ? Tensor.ReduceZipCopy<Kernels.Formulas.LogitOnSide>(prediction, target, prediction.ElementCount)
                    : Tensor.ReduceZipCopy<Kernels.Formulas.SameSide>(prediction, target, prediction.ElementCount);
            }

            bool oneHot = target.Shape == prediction.Shape;
            var chosen = prediction.ArgMax();
            return chosen.EqualTo(oneHot ? target.ArgMax() : target.Reshape(chosen.Shape.AsSpan())).Mean();
        }
    }

    private sealed class MeanAbsoluteErrorMetric() : Metric("mean_absolute_error")
    {
        public override bool IsReplayable => true;

        public override MonitorDirection? Direction => MonitorDirection.Minimize;

        internal override Metric WithWeights() => new SampleMeanMetric(SampleFigure.AbsoluteError, 1, isWeighted: true, WeightedName);

        public override Tensor Call(Tensor prediction, Tensor target)
        {
            ArgumentNullException.ThrowIfNull(prediction);
            ArgumentNullException.ThrowIfNull(target);
            return (prediction - target.Reshape(prediction.Shape.AsSpan())).Abs().Mean();
        }
    }

    private sealed class MeanSquaredErrorMetric() : Metric("mean_squared_error")
    {
        // the loss is the figure, in one kernel
        private static readonly Loss s_loss = new MeanSquaredError();

        public override bool IsReplayable => true;

        public override MonitorDirection? Direction => MonitorDirection.Minimize;

        internal override Metric WithWeights() => new SampleMeanMetric(SampleFigure.SquaredError, 1, isWeighted: true, WeightedName);

        public override Tensor Call(Tensor prediction, Tensor target)
        {
            ArgumentNullException.ThrowIfNull(prediction);
            ArgumentNullException.ThrowIfNull(target);
            return s_loss.Call(prediction, target);
        }
    }
}
