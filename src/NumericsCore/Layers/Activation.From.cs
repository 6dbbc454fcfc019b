using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using NumericsCore.Kernels;
using Formula = NumericsCore.Kernels.Formulas;

namespace NumericsCore;

/// <content>Activations of formulas, the library's own and users'.</content>
public abstract partial class Activation
{
    // looked up when asked for: a program without activations of its own is spared it
    private static MethodInfo FuseMethod => typeof(Activation).GetMethod(nameof(Fuse), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>The formula with its values; null for what is not elementwise.</summary>
    internal object? Operation { get; }

    /// <summary>An activation of a formula as it is made without arguments: what its constructor without parameters says, or else zeros in all its values.</summary>
    /// <inheritdoc cref="From{TOperation}(TOperation)"/>
    public static Activation From<TOperation>() where TOperation : struct, IUnaryOperation => From(new TOperation());

    /// <summary>
    /// An activation of a formula of one's own, named like the formula's type. One that implements <see cref="IPullbackFromResult"/> is part of a
    /// dense layer's kernels, as the library's own are; another, whose pullback needs the argument too, follows the layer in a kernel of its own.
    /// <see cref="ModelRegistry.RegisterActivation{TOperation}(string)"/> gives it a name in files of models; the library's own have one.
    /// </summary>
    /// <typeparam name="TOperation">A struct with the formula and its pullback; public, for launchers of GPUs have a parameter of its type.</typeparam>
    /// <param name="operation">The formula with its values: other values need no new compilation.</param>
    /// <exception cref="ArgumentException">The formula holds a reference, or a value that is NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The formula is the library's, with a value that it cannot have.</exception>
    public static Activation From<TOperation>(TOperation operation) where TOperation : struct, IUnaryOperation
    {
        FormulaName.RequireValues<TOperation>(nameof(operation));
        // their pullbacks read the sign of the argument off the result
        if (operation is Formula.LeakyRelu leaky) RequireSlope(leaky.NegativeSlope, nameof(operation));
        if (operation is Formula.Elu elu) RequireAlpha(elu.Alpha, nameof(operation));
        FormulaName.RequireNumbers(operation, nameof(operation));
        return Of(FormulaName<TOperation>.Value, operation);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = "Fuse keeps its struct's constructor alone, which every struct has.")]
    private static Activation Of<TOperation>(string name, TOperation operation = default) where TOperation : struct, IUnaryOperation
    {
        // no overload can ask for the other interface: methods that differ in constraints alone are the same to C#
        // where nothing can be compiled any more, it follows the layer, with the same values
        if (operation is IPullbackFromResult && RuntimeFeature.IsDynamicCodeSupported) return FuseMethod.MakeGenericMethod(typeof(TOperation)).CreateDelegate<Func<string, TOperation, Activation>>()(name, operation);
        return new FollowingFormula<TOperation>(name, operation);
    }

    private static Activation Fuse<TOperation>(string name, TOperation operation = default) where TOperation : struct, IPullbackFromResult
    {
        // as everywhere, a gradient of 0 is pulled back as 0 though the formula may give NaN
        return TOperation.PullsZeroBack
            ? new Fused<TOperation>(name, Apply, operation)
            : new Fused<GuardedActivation<TOperation>>(name, Apply, new(operation), operation);

        Tensor Apply(Tensor x) => x.Apply(FormulaName<TOperation>.Value, operation);
    }
}
