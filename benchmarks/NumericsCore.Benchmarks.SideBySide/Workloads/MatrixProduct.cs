using TorchSharp;

namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>C[m, n] = A[m, k] · B[k, n], each time into a tensor that the library provides.</summary>
internal sealed class MatrixProduct : Workload
{
    private readonly Tensor _a;
    private readonly Tensor _b;
    private readonly torch.Tensor _peerA;
    private readonly torch.Tensor _peerB;
    private readonly int _inner;

    public MatrixProduct(int m, int k, int n, int threads)
        : base(threads)
    {
        _inner = k;
        float[] a = Numbers((long)m * k, 1), b = Numbers((long)k * n, 2);
        _a = Tensor.From(a, [m, k], Device);
        _b = Tensor.From(b, [k, n], Device);
        _peerA = torch.tensor(a, [m, k]);
        _peerB = torch.tensor(b, [k, n]);
    }

    public override void Ours() => _a.MatMul(_b).Dispose();

    public override void Peer() => _peerA.mm(_peerB).Dispose();

    public override string Check()
    {
        using var ours = _a.MatMul(_b);
        using var peer = _peerA.mm(_peerB);
        // k multiply-adds of numbers below 1, in another order on each side; their sum grows as √k, and so do at most k roundings
        return Agreement.Require("products", ours.ToArray<float>(), peer.data<float>().ToArray(), 4e-7 * _inner);
    }

    public override void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
        _peerA.Dispose();
        _peerB.Dispose();
    }
}
