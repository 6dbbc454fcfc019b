using System.Reflection;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <content>Activations of users' formulas.</content>
public abstract partial class Activation
{
    private static readonly MethodInfo s_fuse = typeof(Activation).GetMethod(nameof(Fuse), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>The formula of a user's activation, with its values; null for the library's own.</summary>
    internal object? Operation { get; private init; }

    /// <summary>
    /// An activation of a formula of one's own, named like the formula's type. One that implements <see cref="IPullbackFromResult"/> is part of a
    /// dense layer's kernels, as the library's own are; another, whose pullback needs the argument too, follows the layer in a kernel of its own.
    /// <see cref="ModelRegistry.RegisterActivation{TOperation}(string)"/> gives it a name in files of models.
    /// </summary>
    /// <typeparam name="TOperation">A struct with the formula and its pullback; public, for launchers of GPUs have a parameter of its type.</typeparam>
    /// <param name="operation">The formula with its values: other values need no new compilation.</param>
    /// <exception cref="ArgumentException">The formula holds a reference.</exception>
    public static Activation From<TOperation>(TOperation operation = default) where TOperation : struct, IUnaryOperation
    {
        FormulaName.RequireValues<TOperation>(nameof(operation));
        // no overload can ask for the other interface: methods that differ in constraints alone are the same to C#
        if (operation is IPullbackFromResult) return s_fuse.MakeGenericMethod(typeof(TOperation)).CreateDelegate<Func<TOperation, Activation>>()(operation);
        string name = FormulaName<TOperation>.Value;
        return new Following(name, x => x.Apply(name, operation)) { Operation = operation };
    }

    private static Activation Fuse<TOperation>(TOperation operation) where TOperation : struct, IPullbackFromResult
    {
        string name = FormulaName<TOperation>.Value;
        // as everywhere, a gradient of 0 is pulled back as 0 though the formula may give NaN
        return TOperation.PullsZeroBack
            ? new Fused<TOperation>(name, x => x.Apply(name, operation), operation) { Operation = operation }
            : new Fused<GuardedActivation<TOperation>>(name, x => x.Apply(name, operation), new(operation)) { Operation = operation };
    }
}
