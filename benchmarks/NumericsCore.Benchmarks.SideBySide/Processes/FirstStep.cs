using System.Runtime.CompilerServices;
using TorchSharp;

namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>The program whose start is measured: builds the README's network and makes one step on numbers that it has. Each side loads its own library alone.</summary>
internal static class FirstStep
{
    /// <summary>Rows of the step.</summary>
    public const int Rows = 32;

    /// <summary>NumericsCore.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Ours()
    {
        var (features, targets) = Data();
        var model = OurTraining.Model(Network.Document);
        model.Compile(new Adam(), new BinaryCrossEntropy(fromLogits: true));
        var history = model.Fit(Tensor.From(features, [Rows, Network.Document.Inputs]), Tensor.From(targets, [Rows, 1]), batchSize: Rows);
        return history.Epochs[0].Training.Loss;
    }

    /// <summary>TorchSharp.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Peer()
    {
        var (features, targets) = Data();
        var (model, _) = PeerTraining.Model(Network.Document);
        model.train();
        using var optimizer = torch.optim.Adam(model.parameters());
        optimizer.zero_grad();
        var loss = torch.nn.functional.binary_cross_entropy_with_logits(model.forward(torch.tensor(features, [Rows, Network.Document.Inputs])), torch.tensor(targets, [Rows, 1]));
        loss.backward();
        optimizer.step();
        return loss.item<float>();
    }

    private static (float[] Features, float[] Targets) Data()
    {
        var features = new float[Rows * Network.Document.Inputs];
        for (int i = 0; i < features.Length; i++) features[i] = MathF.Sin(i);
        var targets = new float[Rows];
        for (int i = 0; i < Rows; i++) targets[i] = i % 2;
        return (features, targets);
    }
}
