using NumericsCore.Testing.Tests.Laws;
using Xunit.Abstractions;

namespace NumericsCore.Testing.Tests.References;

/// <summary>The float32 losses and their gradients agree with their definitions in float64 on 1,000 random batches, as closely as float32 rounding explains.</summary>
[Collection(DeviceTests.Name)]
public class LossReferenceTests(ITestOutputHelper output)
{
    private const int Batches = 1000, Samples = LossReference.Samples, Outputs = LossReference.Outputs;

    [Theory, CpuDevices, GpuDevices]
    public void A_thousand_batches_agree_with_the_definition_within_the_rounding_of_float32(string name)
    {
        var device = Devices.Get(name);
        foreach (var reference in LossReference.All)
        {
            (double Distance, double Bound) worst = (0, 1);
            for (uint batch = 0; batch < Batches; batch++)
            {
                double[][] predictions = Draw(reference.Predictions, 2 * batch), targets = Draw(reference.Targets, 2 * batch + 1);
                var leaf = Upload(predictions, device).WithGradient();
                var target = reference.Targets == Values.Class ? Tensor.From([.. targets.Select(static row => (float)Array.IndexOf(row, 1))], [Samples], device) : Upload(targets, device);
                var loss = reference.Loss.Call(leaf, target);
                loss.Backward();

                Rounded[][] p = Exact(predictions), t = Exact(targets);
                var divisor = Rounded.Exact(reference.IsPerSample ? Samples : Samples * Outputs);
                // a mean divides each term or the sum; either is one rounding of what is divided
                Compare(reference.Value(predictions, targets), loss.ToScalar(), Rounded.Sum([.. p.Zip(t, reference.Rounding).SelectMany(static terms => terms)]) / divisor, "loss");

                double[] gradients = leaf.Gradient!.ToDoubleArray();
                var share = Rounded.Exact(1) / divisor;
                for (int i = 0; i < Samples; i++)
                {
                    for (int j = 0; j < Outputs; j++)
                    {
                        var rounding = reference.GradientRounding(p[i], t[i], j) * share;
                        Compare(reference.Gradient(predictions[i], targets[i], j) / divisor.Value, gradients[i * Outputs + j], rounding, $"gradient [{i}, {j}]");
                    }
                }

                void Compare(double expected, double actual, Rounded rounding, string what)
                {
                    double distance = Math.Abs(expected - actual);
                    Assert.True(Math.Abs(expected - rounding.Value) <= 1e-12 * Math.Max(1, Math.Abs(expected)), $"{reference}: the rounding analysis computes {rounding.Value:R} as {what}, the definition {expected:R}");
                    Assert.True(distance <= rounding.Error, $"{reference}, batch {batch}: {what} is {actual:R}, expected {expected:R} ± {rounding.Error:G3}");
                    if (distance / rounding.Error > worst.Distance / worst.Bound) worst = (distance, rounding.Error);
                }
            }

            output.WriteLine($"{reference}: at worst {worst.Distance:G3} of {worst.Bound:G3}");
        }
    }

    private static double[][] Draw(Values values, uint stream)
    {
        Shape shape = [Samples, Outputs];
        if (values == Values.Class)
        {
            double[] classes = Tensor.Uniform([Samples], 6, 0, Outputs, stream, device: Device.Cpu).ToDoubleArray();
            return Array.ConvertAll(classes, static value => Enumerable.Range(0, Outputs).Select(i => i == (int)value ? 1.0 : 0).ToArray());
        }

        var drawn = values switch
        {
            Values.Real => Tensor.Normal(shape, 6, 0, 2, stream, device: Device.Cpu),
            Values.Probability => Tensor.Uniform(shape, 6, 0.01, 0.99, stream, device: Device.Cpu),
            _ => Tensor.Normal(shape, 6, stream: stream, device: Device.Cpu).Softmax(),
        };
        return [.. drawn.ToDoubleArray().Chunk(Outputs)];
    }

    private static Tensor Upload(double[][] rows, Device device) => Tensor.From([.. rows.SelectMany(static row => row).Select(static value => (float)value)], [Samples, Outputs], device);

    private static Rounded[][] Exact(double[][] rows) => Array.ConvertAll(rows, static row => Array.ConvertAll(row, Rounded.Exact));
}
