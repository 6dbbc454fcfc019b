using System.Numerics;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <content>How a formula runs over tensors: one method for each number of arguments.</content>
public partial class Tensor
{
    /// <summary>f of every element, without a gradient.</summary>
    internal Tensor Map<TFormula>(TFormula formula = default) where TFormula : struct, IUnaryFormula
    {
        var backend = Backend;
        var y = Empty(Device, backend, ElementType, Shape);
        if (ElementType == ElementType.Float32) backend.Map<TFormula, float>(Elements<float>(), y.Elements<float>(), formula);
        else backend.Map<TFormula, double>(Elements<double>(), y.Elements<double>(), formula);
        return y;
    }

    internal static Tensor Zip<TFormula>(Tensor a, Tensor b, TFormula formula = default) where TFormula : struct, IBinaryFormula
    {
        a.RequireSameKind(b, nameof(b));
        return a.Shape == b.Shape ? ZipElements(a, b, formula) : ZipBroadcast(a, b, formula);
    }

    private static Tensor ZipElements<TFormula>(Tensor a, Tensor b, TFormula formula) where TFormula : struct, IBinaryFormula
    {
        var backend = a.Backend;
        var y = Empty(a.Device, backend, a.ElementType, a.Shape);
        if (a.ElementType == ElementType.Float32) backend.Zip<TFormula, float>(a.Elements<float>(), b.Elements<float>(), y.Elements<float>(), formula);
        else backend.Zip<TFormula, double>(a.Elements<double>(), b.Elements<double>(), y.Elements<double>(), formula);
        return y;
    }

    private static Tensor ZipBroadcast<TFormula>(Tensor a, Tensor b, TFormula formula) where TFormula : struct, IBinaryFormula
    {
        var plan = Broadcasting.Plan(a, b);
        var y = a.EmptyLike(plan.Shape);
        if (a.ElementType == ElementType.Float32) Run<float>();
        else Run<double>();
        return y;

        void Run<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> => y.Backend.Zip<TFormula, T>(
            plan.Operand<T>(0), plan.Operand<T>(1), y.Elements<T>(), plan.Rows, plan.Columns, formula);
    }

    internal static Tensor Zip<TFormula>(Tensor a, Tensor b, Tensor c, TFormula formula = default) where TFormula : struct, ITernaryFormula
    {
        a.RequireSameKind(b, nameof(b));
        a.RequireSameKind(c, nameof(c));
        var plan = Broadcasting.Plan(a, b, c);
        var y = a.EmptyLike(plan.Shape);
        if (a.ElementType == ElementType.Float32) Run<float>();
        else Run<double>();
        return y;

        void Run<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> => y.Backend.Zip<TFormula, T>(
            plan.Operand<T>(0), plan.Operand<T>(1), plan.Operand<T>(2), y.Elements<T>(), plan.Rows, plan.Columns, formula);
    }

    internal static Tensor Zip<TFormula>(Tensor a, Tensor b, Tensor c, Tensor d, TFormula formula = default) where TFormula : struct, IQuaternaryFormula
    {
        a.RequireSameKind(b, nameof(b));
        a.RequireSameKind(c, nameof(c));
        a.RequireSameKind(d, nameof(d));
        var plan = Broadcasting.Plan(a, b, c, d);
        var y = a.EmptyLike(plan.Shape);
        if (a.ElementType == ElementType.Float32) Run<float>();
        else Run<double>();
        return y;

        void Run<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> => y.Backend.Zip<TFormula, T>(
            plan.Operand<T>(0), plan.Operand<T>(1), plan.Operand<T>(2), plan.Operand<T>(3), y.Elements<T>(), plan.Rows, plan.Columns, formula);
    }

    /// <summary>Adds another tensor of the same shape to the elements: for gradients that nobody else holds.</summary>
    internal void AddInPlace(Tensor other)
    {
        if (ElementType == ElementType.Float32) Backend.Zip<Add, float>(Elements<float>(), other.Elements<float>(), Elements<float>());
        else Backend.Zip<Add, double>(Elements<double>(), other.Elements<double>(), Elements<double>());
    }

    /// <summary>this ← f(this, b, c), where b and c broadcast to this shape: for gradients that nobody else holds.</summary>
    internal void Overwrite<TFormula>(Tensor b, Tensor c, TFormula formula = default) where TFormula : struct, ITernaryFormula
    {
        var plan = Broadcasting.Plan(this, b, c);
        if (ElementType == ElementType.Float32) Run<float>();
        else Run<double>();

        void Run<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            Backend.Zip<TFormula, T>(plan.Operand<T>(0), plan.Operand<T>(1), plan.Operand<T>(2), Elements<T>(), plan.Rows, plan.Columns, formula);
    }

    /// <summary>A value as an operand beside this tensor; it is made once, so a recorded step has neither a fill nor a copy for it.</summary>
    internal Tensor ScalarLike(double value) => Device.Constant(value, ElementType);

    /// <summary>This scalar divided by a number; on the host if its value is known there.</summary>
    internal Tensor DividedBy(double divisor) =>
        divisor == 1 ? this : _variableOrValue is double value ? ScalarLike(value / divisor) : this / divisor;

    /// <summary>
    /// The reduction Σ f(prediction, target) / divisor of two tensors of one shape in one kernel, and one for its gradient; none passes
    /// to the targets.
    /// </summary>
    internal static Tensor ReduceZip<TLoss>(Tensor prediction, Tensor target, double divisor, string name, TLoss loss = default) where TLoss : struct, ILossFormula =>
        ReduceZipCopy(prediction, target, divisor, loss).Track(name, [prediction], dy => [Zip(prediction, target, dy.DividedBy(divisor), new LossPullback<TLoss>(loss))]);

    /// <summary>The same without a gradient.</summary>
    internal static Tensor ReduceZipCopy<TFormula>(Tensor a, Tensor b, double divisor, TFormula formula = default) where TFormula : struct, IBinaryFormula
    {
        a.RequireSameKind(b, nameof(b));
        var y = a.EmptyLike(Shape.Scalar);
        if (a.ElementType == ElementType.Float32) Run<float>();
        else Run<double>();
        return y;

        void Run<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            y.Backend.ReduceZip<TFormula, Sum, T>(a.Elements<T>(), b.Elements<T>(), y.Elements<T>(), T.CreateTruncating(divisor), formula);
    }
}
