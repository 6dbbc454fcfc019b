using NumericsCore.Testing.Tests.Laws;
using Xunit.Abstractions;

namespace NumericsCore.Testing.Tests.References;

/// <summary>The float32 updates follow the papers' formulas in float64 for 1,000 steps, as closely as float32 rounding explains.</summary>
[Collection(DeviceTests.Name)]
public class OptimizerReferenceTests(ITestOutputHelper output)
{
    private const int Steps = 1000;

    [Fact]
    public void Every_optimizer_has_a_reference()
    {
        string[] optimizers = [.. typeof(Optimizer).Assembly.GetExportedTypes().Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(Optimizer))).Select(static type => type.Name)];
        Assert.Equal(optimizers.Order(), OptimizerReference.All.Select(static reference => reference.Create().GetType().Name).Distinct().Order());
    }

    [Theory, CpuDevices, GpuDevices]
    public void A_thousand_steps_follow_the_paper_within_the_rounding_of_float32(string name)
    {
        foreach (var reference in OptimizerReference.All)
        {
            using var run = new OptimizerRun(reference.Create(), Devices.Get(name), ElementType.Float32);
            int count = OptimizerRun.Start.Count;
            double[] expected = [.. OptimizerRun.Start];
            Rounded[] rounded = [.. expected.Select(Rounded.Exact)];
            var papers = Array.ConvertAll(expected, _ => reference.Paper());
            var roundings = Array.ConvertAll(expected, _ => reference.Rounding());
            (double Distance, double Bound) worst = (0, 1);
            for (int t = 1; t <= Steps; t++)
            {
                double[] gradient = OptimizerRun.Random(t);
                run.Step(gradient);
                double[] actual = run.Theta();
                for (int i = 0; i < count; i++)
                {
                    expected[i] = papers[i](t, expected[i], gradient[i]);
                    rounded[i] = roundings[i](t, rounded[i], Rounded.Exact(gradient[i]));
                    double distance = Math.Abs(actual[i] - expected[i]);
                    // the analysis and the paper are the same formula
                    Assert.True(Math.Abs(rounded[i].Value - expected[i]) <= 1e-10 * Math.Max(1, Math.Abs(expected[i])), $"{reference}: the rounding analysis computes {rounded[i].Value:R}, the paper {expected[i]:R}");
                    Assert.True(distance <= rounded[i].Error, $"{reference}: at step {t} element {i} is {actual[i]:R}, expected {expected[i]:R} ± {rounded[i].Error:G3}");
                    if (distance / rounded[i].Error > worst.Distance / worst.Bound) worst = (distance, rounded[i].Error);
                }
            }

            // a bound that everything fits in would say nothing: it stays below a thousandth
            Assert.All(rounded, value => Assert.InRange(value.Error, 0, 1e-3 * Math.Max(1, Math.Abs(value.Value))));
            output.WriteLine($"{reference}: at worst {worst.Distance:G3} of {worst.Bound:G3}; bound after {Steps} steps {rounded.Max(value => value.Error):G3}");
        }
    }
}
