using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>The kernels of an elementwise loss: formula, two class weights and reduction are one, with sample weights or without a reduction the weighted losses are.</summary>
internal abstract class LossKernels
{
    /// <param name="formula">The formula, with its values.</param>
    /// <param name="classWeights">Weights of classes; two are part of the kernels.</param>
    public static LossKernels Of<TFormula>(TFormula formula, IReadOnlyList<double>? classWeights = null) where TFormula : struct, ILossFormula =>
        new OfFormula<TFormula>(formula, classWeights);

    /// <summary>The unreduced losses, without weights.</summary>
    public abstract Tensor Losses(Tensor prediction, Tensor target, string name);

    /// <summary>The unreduced losses times the two class weights, if there are any.</summary>
    public abstract Tensor LossesByClass(Tensor prediction, Tensor target, string name);

    /// <summary>The same times the weights of the samples, [samples, 1, ...].</summary>
    public abstract Tensor LossesBySample(Tensor prediction, Tensor target, Tensor weights);

    /// <summary>The sum of the losses by class, divided by a number.</summary>
    public abstract Tensor Reduced(Tensor prediction, Tensor target, double divisor, string name);

    private sealed class OfFormula<TFormula>(TFormula formula, IReadOnlyList<double>? classWeights) : LossKernels where TFormula : struct, ILossFormula
    {
        private readonly ClassWeighted<TFormula>? _byClass = classWeights is { Count: 2 } ? new(formula, new(classWeights[0]), new(classWeights[1] - classWeights[0])) : null;

        public override Tensor Losses(Tensor prediction, Tensor target, string name) => Tensor.Apply(prediction, target, name, formula);

        public override Tensor LossesByClass(Tensor prediction, Tensor target, string name) =>
            _byClass is { } byClass ? Tensor.Apply(prediction, target, name, byClass) : Losses(prediction, target, name);

        public override Tensor LossesBySample(Tensor prediction, Tensor target, Tensor weights) =>
            _byClass is { } byClass
                ? Tensor.Apply(prediction, target, weights, new SampleWeighted<ClassWeighted<TFormula>>(byClass))
                : Tensor.Apply(prediction, target, weights, new SampleWeighted<TFormula>(formula));

        public override Tensor Reduced(Tensor prediction, Tensor target, double divisor, string name) =>
            _byClass is { } byClass ? Tensor.ReduceZip(prediction, target, divisor, name, byClass) : Tensor.ReduceZip(prediction, target, divisor, name, formula);
    }
}
