using NumericsCore.Kernels;

namespace NumericsCore;

/// <content>Losses of users' formulas.</content>
public abstract partial class Loss
{
    /// <summary>The mean of the elementwise losses of a formula of one's own, with the values that its constructor without parameters gives it.</summary>
    /// <typeparam name="TFormula">A struct with the formula and its pullbacks; public, for launchers of GPUs have a parameter of its type.</typeparam>
    /// <exception cref="ArgumentException">The formula holds a reference.</exception>
    public static Loss From<TFormula>() where TFormula : struct, ILossFormula => From(new TFormula());

    /// <summary>
    /// An elementwise loss ℓ(ŷ, y) of a formula of one's own, named like the formula's type, with targets of the predictions' shape. Formula, two class
    /// weights and reduction are one kernel, and its gradient another; with sample weights or without a reduction the weighted losses are one
    /// kernel, and their reduction is another. <see cref="ModelRegistry.RegisterLossFormula{TFormula}(string)"/> gives it a name in files of models.
    /// </summary>
    /// <typeparam name="TFormula">A struct with the formula and its pullbacks; public, for launchers of GPUs have a parameter of its type.</typeparam>
    /// <param name="formula">The formula with its values: other values need no new compilation.</param>
    /// <param name="reduction">Mean, sum or none.</param>
    /// <param name="classWeights">Weights of classes, see <see cref="ClassWeights"/>; null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The reduction is none of these, or a weight is negative or not finite.</exception>
    /// <exception cref="ArgumentException">There are fewer than two class weights, or the formula holds a reference or a value that is NaN.</exception>
    public static Loss From<TFormula>(TFormula formula, Reduction reduction = Reduction.Mean, IReadOnlyList<double>? classWeights = null) where TFormula : struct, ILossFormula
    {
        Kernels.FormulaName.RequireValues<TFormula>(nameof(formula));
        Kernels.FormulaName.RequireNumbers(formula, nameof(formula));
        return new OfFormula<TFormula>(formula, reduction, classWeights);
    }

    /// <summary>The formula of a loss that <see cref="From{TFormula}(TFormula, Reduction, IReadOnlyList{double}?)"/> made, with its values; null for others.</summary>
    internal virtual object? LossFormula => null;

    private sealed class OfFormula<TFormula>(TFormula formula, Reduction reduction, IReadOnlyList<double>? classWeights)
        : ElementwiseLoss(FormulaName<TFormula>.Value, LossKernels.Of(formula, classWeights), reduction, classWeights) where TFormula : struct, ILossFormula
    {
        internal override object LossFormula => formula;
    }
}
