namespace NumericsCore.Testing.Tests.Laws;

/// <summary>What differentiation is: a linear map, the same for a batch as for its samples.</summary>
[Collection(DeviceTests.Name)]
public class DifferentiationLaws
{
    // 2⁻⁵³ for each of a few hundred roundings, relative to the largest term
    private const double ManyRoundings = 1e-13;

    [Theory, CpuDevices, GpuDevices]
    public void The_gradient_is_linear_in_what_flows_back(string name)
    {
        var device = Devices.Get(name);
        Law.Holds(Generate.Graphs(), graph =>
        {
            Tensor[] inputs = [.. graph.Inputs.Select(input => input.ToTensor(ElementType.Float64, device).WithGradient())];
            var result = graph.Evaluate(inputs);
            Tensor u = Uniform(result.Shape, 1, device), v = Uniform(result.Shape, 2, device);
            double[][] apart = [.. Pull(u).Zip(Pull(v), static (a, b) => a.Zip(b, static (x, y) => 3 * x - 0.5 * y).ToArray())];
            double[][] together = Pull(3 * u - 0.5 * v);
            double[] scale = [.. Pull(u).Zip(Pull(v), static (a, b) => a.Concat(b).Select(Math.Abs).DefaultIfEmpty().Max())];
            double greatest = Math.Max(1, scale.Max());
            for (int k = 0; k < apart.Length; k++) Law.Within(apart[k], together[k], _ => 100 * ManyRoundings * greatest);

            double[][] Pull(Tensor seed)
            {
                foreach (var input in inputs) input.ClearGradient();
                result.Backward(seed);
                return [.. inputs.Select(static input => input.Gradient?.ToDoubleArray() ?? new double[input.ElementCount])];
            }
        });
    }

    [Theory, CpuDevices, GpuDevices]
    public void The_gradient_of_a_sum_is_the_sum_of_the_gradients(string name)
    {
        var device = Devices.Get(name);
        Law.Holds(Law.Matrices(), drawn =>
        {
            var x = drawn.ToTensor(ElementType.Float64, device);
            double[] sum = Gradient(static x => F(x) + G(x), x), ofF = Gradient(F, x), ofG = Gradient(G, x);
            // both add the same two numbers, the one on the tape and the other here
            Assert.Equal(ofF.Zip(ofG, static (a, b) => a + b), sum, new Close(ManyRoundings));
        });
    }

    [Theory, CpuDevices, GpuDevices]
    public void A_product_follows_the_product_rule(string name)
    {
        var device = Devices.Get(name);
        Law.Holds(Law.Matrices(), drawn =>
        {
            var x = drawn.ToTensor(ElementType.Float64, device);
            double f = F(x).ToScalar(), g = G(x).ToScalar();
            double[] product = Gradient(static x => F(x) * G(x), x), ofF = Gradient(F, x), ofG = Gradient(G, x);
            // the terms may cancel, and F is a sum of up to as many terms below 1 as x has elements
            double greatest = Math.Max(1, f) * Math.Max(1, ofF.Concat(ofG).Max(Math.Abs));
            Law.Within([.. ofF.Zip(ofG, (a, b) => a * g + f * b)], product, _ => 10 * ManyRoundings * greatest);
        });
    }

    [Theory, CpuDevices, GpuDevices]
    public void A_batch_has_the_mean_of_its_samples_losses_and_gradients(string name)
    {
        var device = Devices.Get(name);
        var networks = Generate.Networks(new NetworkOptions { MaxDepth = 3 });
        Law.Holds(networks, drawn =>
        {
            // left out: dropout, since each sample of a batch has a mask of its own, and class weights, by whose sum a mean may be divided
            var network = drawn with { L2 = 0, ClassWeights = false, Layers = [.. drawn.Layers.Select(static layer => layer with { Dropout = 0 })] };
            var built = network.Build(device);
            var (value, gradients) = Run(built.Batch, built.Targets, built.SampleWeights);
            double mean = 0;
            double[][] means = [.. gradients.Select(static gradient => new double[gradient.Length])];
            for (int i = 0; i < network.Samples; i++)
            {
                var (one, parts) = Run(built.Batch[i..(i + 1)], built.Targets[i..(i + 1)], built.SampleWeights?[i..(i + 1)]);
                mean += one / network.Samples;
                for (int k = 0; k < means.Length; k++)
                    for (int j = 0; j < means[k].Length; j++) means[k][j] += parts[k][j] / network.Samples;
            }

            Law.Within([mean], [value], _ => ManyRoundings * Math.Max(1, Math.Abs(mean)));
            for (int k = 0; k < means.Length; k++)
            {
                double greatest = means[k].Select(Math.Abs).DefaultIfEmpty(1).Max();
                Law.Within(means[k], gradients[k], _ => 100 * ManyRoundings * Math.Max(1, greatest));
            }

            (double, double[][]) Run(Tensor batch, Tensor targets, Tensor? sampleWeights)
            {
                foreach (var parameter in built.Parameters) parameter.ClearGradient();
                var value = built.Loss.Call(built.Predict(batch), targets, sampleWeights);
                if (built.Parameters.Count > 0) value.Backward();
                return (value.ToScalar(), [.. built.Parameters.Select(static parameter => parameter.Gradient!.ToDoubleArray())]);
            }
        });
    }

    [Theory, CpuDevices, GpuDevices]
    public void Permuting_a_batch_permutes_its_outputs_bit_for_bit(string name)
    {
        var device = Devices.Get(name);
        Law.Holds(Generate.Networks(new NetworkOptions { MaxSamples = 9 }), drawn =>
        {
            var network = drawn with { Layers = [.. drawn.Layers.Select(static layer => layer with { Dropout = 0 })] };
            var built = network.Build(device);
            int[] order = [.. Enumerable.Range(0, network.Samples)];
            new Random(network.Samples).Shuffle(order);
            var permuted = built.Predict(built.Batch.GatherRows(order));
            // a row's sums are added in the same order wherever the row stands
            Assert.Equal(built.Predict(built.Batch).GatherRows(order).ToDoubleArray(), permuted.ToDoubleArray());
        });
    }

    private static Tensor F(Tensor x) => x.Tanh().Square().Sum();

    private static Tensor G(Tensor x) => x.Softmax().MatMul(x.T).Sigmoid().Mean();

    private static double[] Gradient(Func<Tensor, Tensor> function, Tensor x)
    {
        var leaf = x.WithGradient();
        function(leaf).Backward();
        return leaf.Gradient!.ToDoubleArray();
    }

    private static Tensor Uniform(Shape shape, ulong seed, Device device) => Tensor.Uniform(shape, seed, -1, 1, elementType: ElementType.Float64, device: device);

    private sealed class Close(double tolerance) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance * Math.Max(1, Math.Abs(x));

        public int GetHashCode(double value) => 0;
    }
}
