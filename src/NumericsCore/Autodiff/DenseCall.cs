using System.Numerics;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>The kernel call of a dense layer, for whoever makes it: the layer, or the operation on its result that takes it over.</summary>
internal abstract class DenseCall
{
    /// <summary>y = f(x · weight + bias).</summary>
    public abstract void Make(Tensor y);

    /// <summary>y = dropout(f(x · weight + bias)), in the same kernel.</summary>
    /// <param name="y">The result.</param>
    /// <param name="rate">In [0, 1).</param>
    /// <param name="address">Where the random numbers of the mask start.</param>
    public abstract void MakeWithDropout(Tensor y, double rate, RandomAddress address);
}

/// <typeparam name="TActivation">f.</typeparam>
/// <param name="x">[rows, inputs].</param>
/// <param name="weight">[inputs, outputs].</param>
/// <param name="bias">[outputs], or null for none.</param>
/// <param name="activation">The activation, with its values.</param>
internal sealed class DenseCall<TActivation>(Tensor x, Tensor weight, Tensor? bias, TActivation activation) : DenseCall
    where TActivation : struct, IPullbackFromResult
{
    public override void Make(Tensor y) => Run(y, null);

    public override void MakeWithDropout(Tensor y, double rate, RandomAddress address) => Run(y, (rate, address));

    private void Run(Tensor y, (double Rate, RandomAddress Address)? dropout)
    {
        if (y.ElementType == ElementType.Float32) Run<float>(y, dropout);
        else Run<double>(y, dropout);
    }

    private void Run<T>(Tensor y, (double Rate, RandomAddress Address)? dropout) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (bias is null) Run<T, Then<TActivation>>(y, default, new(activation), dropout);
        else Run<T, BiasThen<TActivation>>(y, bias.Elements<T>(), new(activation), dropout);
    }

    private void Run<T, TEpilogue>(Tensor y, Slice<T> added, TEpilogue epilogue, (double Rate, RandomAddress Address)? dropout)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where TEpilogue : struct, IEpilogue
    {
        var shape = GemmShape.Contiguous(x.Shape[0], weight.Shape[1], x.Shape[1]);
        Slice<T> a = x.Elements<T>(), b = weight.Elements<T>(), c = y.Elements<T>();
        if (dropout is var (rate, address))
            y.Backend.GemmDropout<TEpilogue, T>(shape, a, b, c, added, T.CreateTruncating(rate), T.CreateTruncating(1 / (1 - rate)), address, epilogue);
        else
            y.Backend.Gemm<TEpilogue, T>(shape, a, b, c, added, epilogue);
    }
}
