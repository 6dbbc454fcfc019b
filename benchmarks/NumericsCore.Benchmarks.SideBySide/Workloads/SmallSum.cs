using TorchSharp;

namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>a + b of three elements, whose result is disposed: all that it costs is the call.</summary>
internal sealed class SmallSum : Workload
{
    private readonly Tensor _a, _b;
    private readonly torch.Tensor _peerA, _peerB;

    public SmallSum(int threads)
        : base(threads)
    {
        float[] a = Numbers(3, 9), b = Numbers(3, 10);
        (_a, _b) = (Tensor.From(a, Device), Tensor.From(b, Device));
        (_peerA, _peerB) = (torch.tensor(a), torch.tensor(b));
    }

    public override void Ours()
    {
        using var sum = _a + _b;
    }

    public override void Peer()
    {
        using var sum = _peerA + _peerB;
    }

    public override string Check()
    {
        using var peer = _peerA + _peerB;
        return Agreement.Require("sums", (_a + _b).ToArray<float>(), peer.data<float>().ToArray(), 0);
    }

    public override void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
        _peerA.Dispose();
        _peerB.Dispose();
    }
}
