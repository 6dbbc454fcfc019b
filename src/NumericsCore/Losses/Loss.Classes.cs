using System.Collections.Concurrent;

namespace NumericsCore;

/// <content>The weights of classes, which the base applies to the unreduced losses of most losses.</content>
public abstract partial class Loss
{
    // made when first needed: a loss without classes need not have it compiled
    private ConcurrentDictionary<(int, ElementType, Device), ClassConstants>? _classes;

    /// <summary>
    /// The weight of each class; null for none. Two multiply each loss by w₀(1 - y) + w₁y, for targets y in [0, 1] of the losses' shape. More
    /// multiply it by w[y], for class numbers y from 0; or, where the last axis of the targets has an element for each class, a sample's loss
    /// by Σ w[class]·y[class]. A mean is still over the number of losses, unless the loss says otherwise.
    /// </summary>
    public IReadOnlyList<double>? ClassWeights { get; }

    /// <summary>Whether <see cref="Losses"/> has the class weights in it already.</summary>
    private protected virtual bool WeightsClasses => false;

    /// <summary>Whether the weight of a loss is looked up among those of all classes.</summary>
    private protected virtual bool ReadsClasses => ChecksClasses;

    /// <summary>Whether the class weights take targets that <see cref="CheckTargets"/> has not looked at.</summary>
    private protected virtual bool ChecksClasses => ClassWeights is not null && !WeightsClasses;

    /// <summary>The aligned targets, and what the class weights need of the host: a recorded step can bring nothing from there.</summary>
    internal Tensor Aligned(Shape prediction, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(target);
        target = AlignTarget(prediction, target) ?? throw new InvalidOperationException($"{GetType().Name}.{nameof(AlignTarget)} gave null; expected the targets.");
        if (ReadsClasses) _ = Classes(ClassWeights!.Count, target);
        return target;
    }

    /// <summary>Checks the values of targets, those that class weights need among them.</summary>
    internal void RequireTargets(Shape prediction, Tensor target)
    {
        CheckTargets(prediction, target);
        if (!ChecksClasses) return;
        int count = ClassWeights!.Count;
        int? numbered = count > 2 && !HasAxisOfClasses(target.Shape) ? count : null;
        double[] values = target.ToDoubleArray();
        int wrong = FirstOutside(values, numbered);
        if (wrong >= 0)
            throw new ArgumentException(FormattableString.Invariant($"The {count} class weights of the {Name} need {RangeOf(numbered)} as targets; element {wrong} is {values[wrong]}."), nameof(target));
    }

    /// <summary>The place of the first target that is no number of so many classes, or is outside [0, 1] where they are not numbered; -1 if there is none.</summary>
    private protected static int FirstOutside(double[] targets, int? classes) =>
        Array.FindIndex(targets, value => !(classes is { } count ? value >= 0 && value < count && value == Math.Floor(value) : value is >= 0 and <= 1));

    /// <summary>What such targets are, for messages.</summary>
    private protected static string RangeOf(int? classes) => classes is { } count ? FormattableString.Invariant($"whole numbers from 0 to {count - 1}") : "values in [0, 1]";

    /// <summary>The unreduced losses times the weights of classes, and what their sum is divided by for the mean; null for their number.</summary>
    private protected virtual (Tensor Losses, Tensor? Divisor) LossesByClass(Tensor prediction, Tensor target)
    {
        var losses = Losses(prediction, target);
        if (losses is null || losses.Rank == 0 || losses.Shape[0] != prediction.Shape[0])
            throw new InvalidOperationException($"{GetType().Name}.{nameof(Losses)} gave {(losses is null ? "null" : $"a tensor of shape {losses.Shape}")} for {prediction.Shape[0]} samples; expected [{prediction.Shape[0]}, ...], the losses before their reduction.");
        return (ClassWeights is null ? losses : Weighted(losses, WeightOfEach(losses, target)), null);
    }

    /// <summary>The weight of each loss by its class.</summary>
    private protected Tensor WeightOfEach(Tensor losses, Tensor target)
    {
        int count = ClassWeights!.Count;
        bool elementwise = target.ElementCount == losses.ElementCount;
        if (count == 2 && elementwise) return Shaped(target * (ClassWeights[1] - ClassWeights[0]) + ClassWeights[0]);
        var (numbers, each) = Classes(count, target);
        var weights = each!;
        if (HasAxisOfClasses(target.Shape) && target.ElementCount == losses.ElementCount * count) return Shaped((target * weights).Sum(-1));
        if (elementwise && !HasAxisOfClasses(target.Shape)) return Shaped((target.Reshape([.. target.Shape, 1]).EqualTo(numbers) * weights).Sum(-1));
        throw new InvalidOperationException($"{GetType().Name} has {count} class weights, losses of shape {losses.Shape} and targets of shape {target.Shape}; expected a class number for each loss, or for each sample's loss a last axis of {count} classes.");

        Tensor Shaped(Tensor each) => each.Shape == losses.Shape ? each : each.Reshape(losses.Shape.AsSpan());
    }

    private bool HasAxisOfClasses(Shape target) => target.Rank >= 2 && target[-1] == ClassWeights!.Count;

    /// <summary>The numbers of the classes and their weights beside targets of a kind; made once, by whichever thread comes first.</summary>
    private protected ClassConstants Classes(int count, Tensor like)
    {
        var key = (count, like.ElementType, like.Device);
        var classes = LazyInitializer.EnsureInitialized(ref _classes);
        return classes.TryGetValue(key, out var made) ? made : classes.GetOrAdd(key, new ClassConstants(
            Tensor.Range(0, count, 1, like.ElementType, like.Device), ClassWeights is null ? null : Tensor.From(ClassWeights.ToArray(), like.Device).To(like.ElementType)));
    }

    /// <summary>What kernels read of the classes.</summary>
    /// <param name="Numbers">0, 1, 2, ...</param>
    /// <param name="Weights">A weight for each; null for none.</param>
    private protected sealed record ClassConstants(Tensor Numbers, Tensor? Weights);
}
