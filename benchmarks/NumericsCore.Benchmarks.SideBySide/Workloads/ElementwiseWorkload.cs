using NumericsCore.Kernels;
using TorchSharp;

namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>A function of each element, into a tensor that the library provides, or in place.</summary>
/// <typeparam name="TFormula">Our kernel of it, for the work in place, which tensors do not offer.</typeparam>
internal sealed class ElementwiseWorkload<TFormula> : Workload where TFormula : struct, IUnaryFormula
{
    private readonly bool _inPlace;
    private readonly Func<Tensor, Tensor> _ours;
    private readonly Func<torch.Tensor, torch.Tensor> _peer;
    private readonly Action<torch.Tensor> _peerInPlace;
    private readonly double _tolerance;
    private readonly Tensor _x;
    private readonly torch.Tensor _peerX;

    /// <param name="count">Elements.</param>
    /// <param name="inPlace">Whether the result overwrites the argument.</param>
    /// <param name="ours">Our function.</param>
    /// <param name="peer">The peer's.</param>
    /// <param name="peerInPlace">The peer's in place.</param>
    /// <param name="tolerance">How far results may lie apart.</param>
    /// <param name="threads">Threads of both.</param>
    public ElementwiseWorkload(long count, bool inPlace, Func<Tensor, Tensor> ours, Func<torch.Tensor, torch.Tensor> peer, Action<torch.Tensor> peerInPlace, double tolerance, int threads)
        : base(threads)
    {
        _inPlace = inPlace;
        _ours = ours;
        _peer = peer;
        _peerInPlace = peerInPlace;
        _tolerance = tolerance;
        float[] values = Numbers(count, 3);
        _x = Tensor.From(values, [checked((int)count)], Device);
        _peerX = torch.tensor(values);
    }

    public override void Ours()
    {
        if (_inPlace) _x.Backend.Map<TFormula, float>(_x.Elements<float>(), _x.Elements<float>());
        else _ours(_x).Dispose();
    }

    public override void Peer()
    {
        if (_inPlace) _peerInPlace(_peerX);
        else _peer(_peerX).Dispose();
    }

    public override string Check()
    {
        if (_inPlace)
        {
            Ours();
            Peer();
            return Agreement.Require("elements", _x.ToArray<float>(), _peerX.data<float>().ToArray(), _tolerance);
        }

        using var ours = _ours(_x);
        using var peer = _peer(_peerX);
        return Agreement.Require("elements", ours.ToArray<float>(), peer.data<float>().ToArray(), _tolerance);
    }

    public override void Dispose()
    {
        _x.Dispose();
        _peerX.Dispose();
    }
}
