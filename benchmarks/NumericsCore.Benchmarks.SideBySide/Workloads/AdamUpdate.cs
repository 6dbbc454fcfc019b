using TorchSharp;

namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>One step of Adam over a single parameter whose gradient is there already.</summary>
internal sealed class AdamUpdate : Workload
{
    private readonly Parameter _parameter;
    private readonly Adam _optimizer = new();
    private readonly TorchSharp.Modules.Parameter _peerParameter;
    private readonly torch.optim.Optimizer _peerOptimizer;

    public AdamUpdate(long count, int threads)
        : base(threads)
    {
        float[] values = Numbers(count, 4), gradients = Numbers(count, 5);
        _parameter = new Parameter(Tensor.From(values, Device));
        _optimizer.AddGroup([_parameter]);
        (_parameter * Tensor.From(gradients, Device)).Sum().Backward();
        _peerParameter = new TorchSharp.Modules.Parameter(torch.tensor(values));
        _peerParameter.grad = torch.tensor(gradients);
        _peerOptimizer = torch.optim.Adam([_peerParameter]);
    }

    public override void Ours() => _optimizer.Step();

    public override void Peer()
    {
        using var scope = torch.NewDisposeScope();
        _peerOptimizer.step();
    }

    public override string Check()
    {
        for (int step = 0; step < 3; step++)
        {
            Ours();
            Peer();
        }

        return Agreement.Require("parameters after three steps", _parameter.ToArray<float>(), _peerParameter.data<float>().ToArray(), 1e-6);
    }

    public override void Dispose()
    {
        _peerOptimizer.Dispose();
        _peerParameter.grad?.Dispose();
        _peerParameter.Dispose();
    }
}
