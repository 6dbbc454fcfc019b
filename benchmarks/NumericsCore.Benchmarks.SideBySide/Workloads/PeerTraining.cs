using TorchSharp;
using TorchSharp.Modules;

namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>
/// The same with TorchSharp, as its documentation advises: the loss on logits, modules put together once, every intermediate tensor
/// disposed by a scope a step, and nothing brought to the host.
/// </summary>
internal sealed class PeerTraining : IDisposable
{
    private readonly torch.nn.Module<torch.Tensor, torch.Tensor> _model;
    private readonly List<Linear> _linear = [];
    private readonly torch.optim.Optimizer _optimizer;
    private readonly torch.Tensor _features;
    private readonly torch.Tensor _targets;
    private readonly torch.Tensor _order;
    private readonly int _batch;
    private readonly int _rows;
    private int _start;

    /// <inheritdoc cref="OurTraining(Network, int, float[], float[], int[], Device)"/>
    public PeerTraining(Network network, int batch, float[] features, float[] targets, int[] order)
    {
        _batch = batch;
        _rows = order.Length;
        (_model, _linear) = Model(network);
        _model.train();
        _optimizer = torch.optim.Adam(_model.parameters());
        _features = torch.tensor(features, [_rows, network.Inputs]);
        _targets = torch.tensor(targets, [_rows, 1]);
        _order = torch.tensor(Array.ConvertAll(order, static row => (long)row));
    }

    /// <summary>The network as a module, and its linear layers.</summary>
    public static (torch.nn.Module<torch.Tensor, torch.Tensor> Model, List<Linear> Linear) Model(Network network)
    {
        var modules = new List<torch.nn.Module<torch.Tensor, torch.Tensor>>();
        var linear = new List<Linear>();
        int inputs = network.Inputs;
        foreach (int units in network.Hidden)
        {
            linear.Add(torch.nn.Linear(inputs, units));
            modules.AddRange([linear[^1], torch.nn.ReLU(inplace: true)]);
            if (network.Dropout > 0) modules.Add(torch.nn.Dropout(network.Dropout));
            inputs = units;
        }

        linear.Add(torch.nn.Linear(inputs, 1));
        modules.Add(linear[^1]);
        return (torch.nn.Sequential(modules), linear);
    }

    /// <summary>Overwrites the weights with ours, which are stored transposed.</summary>
    public void Assign(IReadOnlyList<float[]> weights)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        for (int layer = 0; layer < _linear.Count; layer++)
        {
            var weight = _linear[layer].weight!;
            weight.copy_(torch.tensor(weights[2 * layer], [weight.shape[1], weight.shape[0]]).t());
            _linear[layer].bias!.copy_(torch.tensor(weights[2 * layer + 1]));
        }
    }

    /// <summary>Makes the next step.</summary>
    public void Step()
    {
        using var scope = torch.NewDisposeScope();
        Loss();
    }

    /// <summary>Makes the next step and gives the loss before it.</summary>
    public float StepWithLoss()
    {
        using var scope = torch.NewDisposeScope();
        return Loss().item<float>();
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _model.Dispose();
        _features.Dispose();
        _targets.Dispose();
        _order.Dispose();
    }

    private torch.Tensor Loss()
    {
        var rows = _order.narrow(0, _start, _batch);
        _start = (_start + _batch) % _rows;
        _optimizer.zero_grad();
        var loss = torch.nn.functional.binary_cross_entropy_with_logits(_model.forward(_features.index_select(0, rows)), _targets.index_select(0, rows));
        loss.backward();
        _optimizer.step();
        return loss;
    }
}
