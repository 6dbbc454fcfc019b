using NumericsCore.Kernels;

namespace NumericsCore.Testing;

/// <summary>A formula gives the same weights in training steps that are recorded and replayed as in steps that are not, and on every device.</summary>
internal static class ReplayLaw
{
    private const int Samples = 48;

    public static void Check(FormulaSubject subject, IReadOnlyList<Device> devices)
    {
        float[] expected = Train(subject, devices[0], replayed: false);
        foreach (var device in devices)
        {
            foreach (bool replayed in new[] { false, true })
            {
                float[] actual = Train(subject, device, replayed);
                int i = Array.FindIndex(actual.Zip(expected).ToArray(), static pair => !pair.First.Equals(pair.Second));
                if (i < 0) continue;
                throw new FormulaLawException(FormattableString.Invariant(
                    $"{subject.Name}: a training with {(replayed ? "replayed steps" : "steps that are not replayed")} on {device.Name} ends with {actual[i]:R} for prediction {i}, and one without replay on {devices[0].Name} with {expected[i]:R}."));
            }
        }
    }

    private static float[] Train(FormulaSubject subject, Device device, bool replayed)
    {
        var x = Tensor.Uniform([Samples, 3], seed: 1, low: -1, high: 1, device: device);
        var model = new Sequential(new Dense(5, Activation.Tanh), new FormulaLayer(subject, replayed), new Dense(1));
        model.Compile(new Sgd(1e-4), new MeanSquaredError());
        model.Fit(x, x.Sum(axis: 1, keepDims: true), epochs: 3, batchSize: 16, seed: 7);
        return model.Predict(x).ToArray<float>();
    }

    /// <summary>The formula of arguments that are made from the input and lie in their domains.</summary>
    private sealed class FormulaLayer(FormulaSubject subject, bool isReplayable) : Layer
    {
        public override bool IsReplayable => isReplayable;

        protected override Tensor Forward(Tensor input, ForwardContext context) =>
            subject.Apply([.. subject.Domains.Select((domain, i) => Within(domain, input * (i + 1)))]);

        private static Tensor Within(Domain domain, Tensor x) => x.Sigmoid() * (domain.High - domain.Low) + domain.Low;
    }
}
