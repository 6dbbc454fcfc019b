using System.Numerics;
using NumericsCore.Kernels;

namespace NumericsCore;

public partial class Tensor
{
    /// <summary>
    /// f(x · weight + bias) for the rows of x in one kernel, where f's pullback can be had from its result alone; if asked, followed by
    /// dropout in the same kernel.
    /// </summary>
    /// <param name="weight">[inputs, outputs].</param>
    /// <param name="bias">[outputs], or null for none.</param>
    /// <param name="dropout">Rate and random numbers, for an activation that absorbs dropout; null for none.</param>
    /// <param name="activation">The activation, with its values.</param>
    /// <param name="name">What the operation is called in messages.</param>
    internal Tensor Dense<TActivation>(Tensor weight, Tensor? bias, (double Rate, RandomAddress Address)? dropout, TActivation activation, string name) where TActivation : struct, IPullbackFromResult
    {
        RequireSameKind(weight, nameof(weight));
        if (bias is not null) RequireSameKind(bias, nameof(bias));
        var x = Rank == 2 ? this : View([checked((int)(ElementCount / Shape[-1])), Shape[-1]]);
        int outputs = weight.Shape[1];
        var y = x.EmptyLike([x.Shape[0], outputs]);
        if (ElementType == ElementType.Float32) Forward<float>();
        else Forward<double>();

        var output = y.TransferTo(Shape.With(-1, outputs));
        Tensor[] inputs = bias is null ? [this, weight] : [this, weight, bias];
        if (IsTracked(inputs))
        {
            double scale = dropout is { } dropped ? 1 / (1 - dropped.Rate) : 1;
            output.Node = new DenseNode<TActivation>(name, inputs, x, weight, bias, y, output, activation, scale);
        }

        return output;

        void Forward<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var shape = new GemmShape { M = x.Shape[0], N = outputs, K = x.Shape[1], StrideA = x.Shape[1], StrideB = outputs, StrideC = outputs };
            if (bias is null) Gemm<T, Then<TActivation>>(shape, default, new(activation));
            else Gemm<T, BiasThen<TActivation>>(shape, bias.Elements<T>(), new(activation));
        }

        void Gemm<T, TEpilogue>(GemmShape shape, Slice<T> added, TEpilogue epilogue) where T : unmanaged, IBinaryFloatingPointIeee754<T> where TEpilogue : struct, IEpilogue
        {
            Slice<T> a = x.Elements<T>(), b = weight.Elements<T>(), c = y.Elements<T>();
            if (dropout is var (rate, address))
                Backend.GemmDropout<TEpilogue, T>(shape, a, b, c, added, T.CreateTruncating(rate), T.CreateTruncating(1 / (1 - rate)), address, epilogue);
            else
                Backend.Gemm<TEpilogue, T>(shape, a, b, c, added, epilogue);
        }
    }
}
