namespace NumericsCore.Testing.Tests.Laws;

[Collection(DeviceTests.Name)]
public class OptimizerLaws
{
    private const int Elements = 7;

    // 2⁻⁵³ a rounding, a few in each of the hundred steps before
    private const double Float64 = 1e-12;

    [Theory, CpuDevices, GpuDevices]
    public void SGD_without_momentum_is_plain_descent_with_one_rounding(string name)
    {
        using var run = new OptimizerRun(new Sgd(0.1), Devices.Get(name), ElementType.Float32);
        for (int t = 0; t < 100; t++)
        {
            double[] before = run.Theta(), gradient = OptimizerRun.Random(t);
            run.Step(gradient);
            Assert.Equal(before.Zip(gradient, static (theta, g) => (double)MathF.FusedMultiplyAdd(-0.1f, (float)g, (float)theta)), run.Theta());
        }
    }

    [Theory, CpuDevices, GpuDevices]
    public void Adam_steps_no_further_than_its_bound(string name)
    {
        foreach (var (beta1, beta2) in s_betas)
        {
            using var run = new OptimizerRun(new Adam(0.01, beta1, beta2, epsilon: 1e-300), Devices.Get(name), ElementType.Float64);
            for (int t = 1; t <= 100; t++)
            {
                double[] before = run.Theta();
                // bursts after quiet times bring the longest steps
                run.Step([.. OptimizerRun.Random(t).Select(g => t % 10 == 0 ? 1000 * g : g)]);
                double bound = 0.01 * LongestStep(beta1, beta2, t);
                Law.Within(before, run.Theta(), _ => bound * (1 + Float64) + Float64);
            }
        }
    }

    [Theory, CpuDevices, GpuDevices]
    public void Adam_reaches_its_bound_where_gradients_grow_by_beta1_over_beta2(string name)
    {
        foreach (var (beta1, beta2) in s_betas)
        {
            using var run = new OptimizerRun(new Adam(0.01, beta1, beta2, epsilon: 1e-300), Devices.Get(name), ElementType.Float64);
            const int Steps = 30;
            double[] before = [];
            for (int t = 1; t <= Steps; t++)
            {
                before = run.Theta();
                run.Step([.. Enumerable.Repeat(Math.Pow(beta1 / beta2, Steps - t), Elements)]);
            }

            double bound = 0.01 * LongestStep(beta1, beta2, Steps);
            Law.Within([.. before.Select(theta => theta - bound)], run.Theta(), _ => Float64);
        }
    }

    [Theory, CpuDevices, GpuDevices]
    public void AMSGrad_never_increases_its_denominator_s_inverse(string name)
    {
        foreach (var type in (ElementType[])[ElementType.Float32, ElementType.Float64])
        {
            using var run = new OptimizerRun(new Adam(0.01, 0.8, 0.9, amsGrad: true), Devices.Get(name), type);
            double[] greatest = new double[Elements];
            for (int t = 1; t <= 200; t++)
            {
                run.Step([.. OptimizerRun.Random(t).Select(g => g / t)]);
                double[] v = run.Slot(1), w = run.Slot(2);
                // α/(√w + ε·√(1 - β₂ᵗ)): neither summand falls
                for (int i = 0; i < Elements; i++)
                {
                    Assert.Equal(Math.Max(greatest[i], v[i]), w[i]);
                    greatest[i] = w[i];
                }
            }
        }
    }

    [Theory, CpuDevices, GpuDevices]
    public void Adagrad_s_effective_rate_never_grows(string name)
    {
        foreach (double decay in (double[])[0, 0.1])
        {
            // θ is 0 but for the step, so that the step has no rounding but its own
            var device = Devices.Get(name);
            var theta = new Parameter(Tensor.Zeros([Elements], device: device));
            var optimizer = new Adagrad(0.1, learningRateDecay: decay);
            optimizer.AddGroup([theta]);
            double[] rates = [.. Enumerable.Repeat(double.PositiveInfinity, Elements)];
            for (int t = 1; t <= 200; t++)
            {
                double[] g = [.. OptimizerRun.Random(t).Select(static g => (double)(float)g)];
                theta.Assign(Tensor.Zeros([Elements], device: device));
                optimizer.ClearGradients();
                (theta * Tensor.From([.. g.Select(static g => (float)g)], device)).Sum().Backward();
                optimizer.Step();
                double[] step = theta.ToDoubleArray();
                for (int i = 0; i < Elements; i++)
                {
                    double rate = -step[i] / g[i];
                    // the step is the quotient and the product, each rounded once
                    Assert.True(rate <= rates[i] * (1 + 4 * Law.Unit), $"element {i}, step {t}: rate {rate:R} after {rates[i]:R}");
                    rates[i] = rate;
                }
            }
        }
    }

    [Theory, CpuDevices, GpuDevices]
    public void Adadelta_s_step_has_the_units_of_theta_bit_for_bit(string name)
    {
        // With θ in units of 1/s, the loss in units of 1/s² and ε, which stands for E[g²] and E[Δ²], too, gradients are s times as
        // great, and the step is. Powers of two and their squares' roots are exact.
        foreach (int power in (int[])[1, 4, -3])
        {
            double s = Math.ScaleB(1, power);
            using var plain = new OptimizerRun(new Adadelta(epsilon: Math.ScaleB(1, -20)), Devices.Get(name), ElementType.Float32);
            using var scaled = new OptimizerRun(new Adadelta(epsilon: Math.ScaleB(1, -20) * s * s), Devices.Get(name), ElementType.Float32, s);
            for (int t = 0; t < 200; t++)
            {
                double[] gradient = OptimizerRun.Random(t);
                plain.Step(gradient);
                scaled.Step([.. gradient.Select(g => g * s)]);
                Assert.Equal(plain.Theta().Select(theta => theta * s), scaled.Theta());
            }
        }
    }

    [Theory, CpuDevices, GpuDevices]
    public void RMSprop_s_step_is_the_same_for_gradients_of_any_size_bit_for_bit(string name)
    {
        // without ε; powers of two and their squares' roots are exact
        foreach (int power in (int[])[1, 20, -15])
        {
            foreach (var (momentum, centered) in ((double, bool)[])[(0, false), (0.9, false), (0, true), (0.9, true)])
            {
                double s = Math.ScaleB(1, power);
                using var plain = new OptimizerRun(new RmsProp(epsilon: 0, momentum: momentum, centered: centered), Devices.Get(name), ElementType.Float32);
                using var scaled = new OptimizerRun(new RmsProp(epsilon: 0, momentum: momentum, centered: centered), Devices.Get(name), ElementType.Float32);
                for (int t = 0; t < 100; t++)
                {
                    double[] gradient = OptimizerRun.Random(t);
                    plain.Step(gradient);
                    scaled.Step([.. gradient.Select(g => g * s)]);
                    Assert.Equal(plain.Theta(), scaled.Theta());
                }
            }
        }
    }

    [Theory, CpuDevices, GpuDevices]
    public void RMSprop_steps_no_further_than_its_bound(string name)
    {
        // v ≥ (1 - ρ)g², so that |g|/√v ≤ 1/√(1 - ρ)
        foreach (double rho in (double[])[0, 0.9, 0.99])
        {
            using var run = new OptimizerRun(new RmsProp(0.01, rho, epsilon: 1e-300), Devices.Get(name), ElementType.Float64);
            for (int t = 1; t <= 100; t++)
            {
                double[] before = run.Theta();
                run.Step([.. OptimizerRun.Random(t).Select(g => t % 10 == 0 ? 1000 * g : g)]);
                Law.Within(before, run.Theta(), _ => 0.01 / Math.Sqrt(1 - rho) * (1 + Float64) + Float64);
            }
        }
    }

    [Theory, CpuDevices, GpuDevices]
    public void Centered_RMSprop_gives_numbers_where_gradients_stay_the_same(string name)
    {
        // their variance is 0, of which rounding makes less than 0 for many of them
        foreach (var type in (ElementType[])[ElementType.Float32, ElementType.Float64])
        {
            foreach (double momentum in (double[])[0, 0.9])
            {
                using var run = new OptimizerRun(new RmsProp(1e-9, 0.5, epsilon: 1e-3, momentum: momentum, centered: true), Devices.Get(name), type);
                double[] gradient = OptimizerRun.Random(1);
                for (int t = 0; t < 300; t++) run.Step(gradient);
                Assert.All(run.Theta(), static theta => Assert.True(double.IsFinite(theta)));
            }
        }
    }

    private static readonly (double Beta1, double Beta2)[] s_betas = [(0.9, 0.999), (0.5, 0.999), (0.9, 0.95), (0, 0.99)];

    /// <summary>
    /// The largest |m̂|/√v̂ after t steps. m̂ = Σw·g and v̂ = Σv·g² with weights w = (1 - β₁)β₁^k/(1 - β₁ᵗ), v = (1 - β₂)β₂^k/(1 - β₂ᵗ)
    /// of the gradient k steps back, so by Cauchy and Schwarz |m̂| ≤ √(Σw²/v)·√v̂, with equality for g = w/v, which goes by (β₁/β₂)^k.
    /// Kingma and Ba's section 2.1 gives the limit (1 - β₁)/√(1 - β₂) of the sparsest case and 1 otherwise; this is the exact bound.
    /// </summary>
    private static double LongestStep(double beta1, double beta2, int t)
    {
        double sum = 0;
        for (int k = 0; k < t; k++)
        {
            double w = (1 - beta1) * Math.Pow(beta1, k) / (1 - Math.Pow(beta1, t)), v = (1 - beta2) * Math.Pow(beta2, k) / (1 - Math.Pow(beta2, t));
            sum += w * w / v;
        }

        return Math.Sqrt(sum);
    }
}
