using NumericsCore.Kernels;

namespace NumericsCore.Testing;

/// <summary>A formula gives the same weights in training steps that are recorded and replayed as in steps that are not, and on every device.</summary>
internal static class ReplayLaw
{
    private const int Samples = 48;

    public static void Check(FormulaSubject subject, IReadOnlyList<Device> devices) =>
        Check(subject.Name, input => subject.Apply([.. subject.Domains.Select((domain, i) => Within(domain, input * (i + 1)))]), devices);

    /// <summary>Checks a layer without parameters.</summary>
    public static void Check(string name, Func<Tensor, Tensor> layer, IReadOnlyList<Device> devices)
    {
        float[] expected = Train(layer, devices[0], replayed: false);
        foreach (var device in devices)
        {
            foreach (bool replayed in new[] { false, true })
            {
                float[] actual = Train(layer, device, replayed);
                int i = Array.FindIndex(actual.Zip(expected).ToArray(), static pair => !pair.First.Equals(pair.Second));
                if (i < 0) continue;
                throw new FormulaLawException(FormattableString.Invariant(
                    $"{name}: a training with {(replayed ? "replayed steps" : "steps that are not replayed")} on {device.Name} ends with {actual[i]:R} for prediction {i}, and one without replay on {devices[0].Name} with {expected[i]:R}."));
            }
        }
    }

    private static float[] Train(Func<Tensor, Tensor> layer, Device device, bool replayed)
    {
        var x = Tensor.Uniform([Samples, 3], seed: 1, low: -1, high: 1, device: device);
        var model = new Sequential(new Dense(5, Activation.Tanh), new FormulaLayer(layer, replayed), new Dense(1));
        model.Compile(new Sgd(1e-4), new MeanSquaredError());
        model.Fit(x, x.Sum(axis: 1, keepDims: true), epochs: 3, batchSize: 16, seed: 7);
        return model.Predict(x).ToArray<float>();
    }

    /// <summary>Numbers of a domain, made from any.</summary>
    public static Tensor Within(Domain domain, Tensor x) => x.Sigmoid() * (domain.High - domain.Low) + domain.Low;

    private sealed class FormulaLayer(Func<Tensor, Tensor> layer, bool isReplayable) : Layer
    {
        public override bool IsReplayable => isReplayable;

        protected override Tensor Forward(Tensor input, ForwardContext context) => layer(input);
    }
}
