namespace NumericsCore;

/// <content>Checks of predictions, targets and class weights that several losses share.</content>
public abstract partial class Loss
{
    // a probability may be above 1 by the rounding of whoever computed it
    private const double AboveOne = 1e-5;

    /// <summary>Checks that targets are in [0, 1].</summary>
    /// <param name="target">The targets.</param>
    /// <param name="title">The loss at the beginning of a sentence.</param>
    /// <param name="hint">What helps against a value, at the end of the message.</param>
    private protected static void RequireShares(Tensor target, string title, Func<double, string>? hint = null) =>
        RequireEach(target, static value => value is >= 0 and <= 1, $"{title} needs targets in [0, 1]", hint);

    /// <summary>Checks each target.</summary>
    /// <param name="target">The targets.</param>
    /// <param name="isRight">Whether one is as it should be.</param>
    /// <param name="needs">What the loss needs, at the beginning of the message.</param>
    /// <param name="hint">What helps against a value, at its end.</param>
    private protected static void RequireEach(Tensor target, Predicate<double> isRight, string needs, Func<double, string>? hint = null)
    {
        double[] values = target.ToDoubleArray();
        int wrong = Array.FindIndex(values, value => !isRight(value));
        if (wrong >= 0)
            throw new ArgumentException(FormattableString.Invariant($"{needs}; element {wrong} is {values[wrong]}.{hint?.Invoke(values[wrong])}"), nameof(target));
    }

    /// <summary>What helps against a target of two classes that is outside [0, 1].</summary>
    private protected static string HintOfClass(double value) => value switch
    {
        -1 => " Write class -1 as 0.",
        > 1 when value == Math.Floor(value) => " Class indices of more than two classes need CategoricalCrossEntropy(sparse: true).",
        _ => "",
    };

    /// <summary>Why predictions are no probabilities of classes; null if they are.</summary>
    private protected static string? FaultOfShares(Tensor prediction, string title, string remedy) =>
        FaultOfEach(prediction, static value => value < 0 || value > 1 + AboveOne, $"{title} takes probabilities, in [0, 1]", $"End the model with Activation.Softmax, or let the loss take logits: {remedy}.");

    /// <summary>Why predictions are not what a loss takes; null if they are.</summary>
    /// <param name="prediction">The predictions.</param>
    /// <param name="isWrong">Whether one is not.</param>
    /// <param name="takes">What the loss takes, at the beginning of the message.</param>
    /// <param name="remedy">What helps, at its end.</param>
    private protected static string? FaultOfEach(Tensor prediction, Predicate<double> isWrong, string takes, string remedy)
    {
        double[] values = prediction.ToDoubleArray();
        int wrong = Array.FindIndex(values, isWrong);
        return wrong < 0 ? null : FormattableString.Invariant($"{takes}; element {wrong} of the predictions is {values[wrong]}. {remedy}");
    }

    /// <summary>The class weights of a loss of two classes.</summary>
    private protected static IReadOnlyList<double>? RequireTwo(IReadOnlyList<double>? classWeights, string title) => classWeights is null or { Count: 2 }
        ? classWeights
        : throw new ArgumentException($"{title} has 2 class weights; {classWeights.Count} {(classWeights.Count == 1 ? "was" : "were")} given.", nameof(classWeights));

    /// <summary>Checks that there is a weight for each class of predictions of shape [samples, classes], if there are any.</summary>
    private protected void RequireWeightOfEach(Shape prediction)
    {
        if (ClassWeights is not null && ClassWeights.Count != prediction[1])
            throw new ArgumentException($"Predictions have {prediction[1]} classes, but {ClassWeights.Count} class weights were given.", nameof(prediction));
    }
}
