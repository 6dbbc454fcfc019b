namespace NumericsCore.Testing.Tests.Laws;

/// <summary>Identities between functions, in float32, with the bounds that their formulas promise.</summary>
[Collection(DeviceTests.Name)]
public class FunctionLaws
{
    /// <summary>Half a unit in the last place as a relative error, times the largest errors in docs/accuracy.md, rounded up.</summary>
    private const double Exp = 2 * 0.76 * Law.Unit, Log = 2 * 0.94 * Law.Unit, Softplus = 2 * 1.08 * Law.Unit, Sigmoid = 2 * 1.48 * Law.Unit;

    [Theory, CpuDevices, GpuDevices]
    public void Softmax_has_the_same_bits_when_all_logits_shift_without_rounding(string name)
    {
        var device = Devices.Get(name);
        Law.Holds(Law.Matrices(-8, 8), drawn =>
        {
            // multiples of 2⁻¹⁰ below 2⁶: x + 16 is exact in float32, and so x - max has the same bits
            var x = (drawn with { Values = [.. drawn.Values.Select(static value => Math.Round(value * 1024) / 1024)] }).ToTensor(ElementType.Float32, device);
            foreach (double shift in (double[])[16, -32, 0.5])
            {
                Assert.Equal(x.Softmax().ToDoubleArray(), (x + shift).Softmax().ToDoubleArray());
                Assert.Equal(x.LogSoftmax().ToDoubleArray(), (x + shift).LogSoftmax().ToDoubleArray());
            }
        });
    }

    [Theory, CpuDevices, GpuDevices]
    public void Softmax_moves_by_no_more_than_the_rounding_of_any_shift(string name)
    {
        var device = Devices.Get(name);
        Law.Holds(Law.Matrices(-8, 8), drawn =>
        {
            var x = drawn.ToTensor(ElementType.Float32, device);
            double[] expected = x.Softmax().ToDoubleArray(), actual = (x + 100.1).Softmax().ToDoubleArray();
            // a logit of 108 rounds by up to 2⁻¹⁸, that of the maximum too: a factor e^(2·2⁻¹⁸) in numerator and denominator each; the
            // two computations round by less than 2^-21 themselves
            Law.Within(expected, actual, i => expected[i] * (4 * Math.ScaleB(1, -18) + 8 * Math.ScaleB(1, -21)));
        });
    }

    [Theory, CpuDevices, GpuDevices]
    public void Sigmoid_of_minus_x_is_1_minus_sigmoid_of_x(string name)
    {
        var device = Devices.Get(name);
        Law.Holds(Law.Matrices(-20, 20), drawn =>
        {
            var x = drawn.ToTensor(ElementType.Float32, device);
            double[] p = x.Sigmoid().ToDoubleArray(), q = (-x).Sigmoid().ToDoubleArray();
            // each side is within 1.48 units in its own last place, so p + q is within the sum of both
            Law.Within([.. p.Select(static value => 1 - value)], q, i => Sigmoid * (p[i] + q[i]));
        });
    }

    [Theory, CpuDevices, GpuDevices]
    public void Sigmoid_of_minus_x_is_1_minus_sigmoid_of_x_to_the_last_place_of_1(string name)
    {
        var device = Devices.Get(name);
        // for x ≥ 0 the subtraction 1 - p is exact (Sterbenz), and p has a last place of 2⁻²⁴: 0.78 of it, and 1.48 of q's, which is half as large
        Law.Holds(Law.Matrices(0, 80), drawn =>
        {
            var x = drawn.ToTensor(ElementType.Float32, device);
            Law.Within((1 - x.Sigmoid()).ToDoubleArray(), (-x).Sigmoid().ToDoubleArray(), static _ => (0.78 + 1.48 / 2) * Math.ScaleB(1, -24));
        });
    }

    [Theory, CpuDevices, GpuDevices]
    public void Binary_cross_entropy_from_logits_equals_that_from_probabilities(string name)
    {
        var device = Devices.Get(name);
        Law.Holds(Law.Matrices(-8, 8), drawn =>
        {
            var x = drawn.ToTensor(ElementType.Float32, device);
            var y = Tensor.Uniform(x.Shape, 3, device: device);
            double[] fromLogits = new BinaryCrossEntropy(fromLogits: true, reduction: Reduction.None).Call(x, y).ToDoubleArray();
            double[] fromProbabilities = new BinaryCrossEntropy(reduction: Reduction.None).Call(x.Sigmoid(), y).ToDoubleArray();
            double[] logits = x.ToDoubleArray();
            Law.Within(fromLogits, fromProbabilities, i =>
            {
                // p is off by δ, which moves log p by δ/p and log(1 - p) by δ/(1 - p); every term is at most |x| + log 2 and rounds a few times
                double p = 1 / (1 + Math.Exp(-logits[i])), delta = 1.1 * Sigmoid * p;
                return delta / p + delta / (1 - p) + (Math.Abs(logits[i]) + 1) * (Log + Softplus + 4 * Law.Unit);
            });
        });
    }

    [Theory, CpuDevices, GpuDevices]
    public void Categorical_cross_entropy_from_logits_equals_that_from_probabilities(string name)
    {
        var device = Devices.Get(name);
        Law.Holds(Law.Matrices(-8, 8), drawn =>
        {
            var x = drawn.ToTensor(ElementType.Float32, device);
            int classes = x.Shape[1];
            var y = Tensor.Normal(x.Shape, 3, device: device).Softmax();
            double[] fromLogits = new CategoricalCrossEntropy(fromLogits: true, reduction: Reduction.None).Call(x, y).ToDoubleArray();
            double[] fromProbabilities = new CategoricalCrossEntropy(reduction: Reduction.None).Call(x.Softmax(), y).ToDoubleArray();
            // softmax: the difference of logits (up to 16) rounds once, exp once, the sum of n terms n - 1 times, the quotient once; its
            // logarithm takes that as an absolute error. Terms are at most 16 + log n, targets sum to 1, and n products are added up,
            // on both sides.
            double greatest = 16 + Math.Log(classes) + 1;
            double softmax = 16 * Law.Unit + 2 * Exp + (classes + 1) * Law.Unit;
            double bound = 2 * softmax + greatest * (2 * Log + 2 * (classes + 4) * Law.Unit);
            Law.Within(fromLogits, fromProbabilities, _ => bound);
        });
    }
}
