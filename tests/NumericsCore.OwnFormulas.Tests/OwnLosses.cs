namespace NumericsCore.OwnFormulas.Tests;

/// <summary>The mean squared error as a loss of tensor operations.</summary>
internal sealed class OwnMeanSquaredError(Reduction reduction = Reduction.Mean, IReadOnlyList<double>? classWeights = null, bool isReplayable = true) : Loss("own squared error", reduction, classWeights)
{
    public override bool IsReplayable => isReplayable;

    protected override Tensor Losses(Tensor prediction, Tensor target) => (prediction - target).Square();
}

/// <summary>The cross-entropy of logits with one-hot targets, one loss for each sample.</summary>
internal sealed class OwnCrossEntropy(Reduction reduction = Reduction.Mean, IReadOnlyList<double>? classWeights = null) : Loss("own cross-entropy", reduction, classWeights)
{
    public override bool IsReplayable => true;

    public override bool TakesLogits => true;

    protected override Tensor Losses(Tensor prediction, Tensor target) => -(prediction.LogSoftmax() * target).Sum(1);
}

/// <summary>How far one output is from a class number, one loss for each sample.</summary>
internal sealed class OwnDistanceToClass(IReadOnlyList<double>? classWeights) : Loss("distance to a class", Reduction.None, classWeights)
{
    protected override Tensor AlignTarget(Shape prediction, Tensor target) => target.Reshape(prediction[0]);

    protected override void CheckTargets(Shape prediction, Tensor target)
    {
        if (target.Min().ToScalar() < 0) throw new ArgumentException("A class is negative.", nameof(target));
    }

    protected override Tensor Losses(Tensor prediction, Tensor target) => (prediction.Reshape(prediction.Shape[0]) - target).Abs();
}

/// <summary>A loss that gives what it is told.</summary>
internal sealed class Told(Func<Tensor, Tensor?> losses, IReadOnlyList<double>? classWeights = null) : Loss("told", classWeights: classWeights)
{
    protected override Tensor Losses(Tensor prediction, Tensor target) => losses(prediction)!;
}
