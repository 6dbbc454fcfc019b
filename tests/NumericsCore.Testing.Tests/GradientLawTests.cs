using System.Diagnostics;
using Xunit.Abstractions;

namespace NumericsCore.Testing.Tests;

/// <summary>The backward pass against central differences on drawn networks and graphs.</summary>
public class GradientLawTests(ITestOutputHelper output)
{
    /// <summary>How many networks and graphs; 300 unless the environment asks for a long run.</summary>
    private static readonly int s_cases = int.TryParse(Environment.GetEnvironmentVariable("NUMERICSCORE_LAW_CASES"), out int asked) ? asked : 300;

    [Fact]
    public void Random_networks_have_the_gradients_of_central_differences() => Run(Generate.Networks(), static network => network.CheckGradients());

    [Fact]
    public void Random_graphs_have_the_gradients_of_central_differences() => Run(Generate.Graphs(), static graph => graph.CheckGradients());

    private void Run<T>(FsCheck.Arbitrary<T> arbitrary, Func<T, GradientCheckResult> check)
    {
        var clock = Stopwatch.StartNew();
        var worst = (Error: 0.0, Case: "");
        long elements = 0;
        GradientLaw.Holds(arbitrary, value =>
        {
            var result = check(value);
            elements += result.Elements;
            if (result.Error > worst.Error) worst = (result.Error, $"{value}");
            return result;
        }, s_cases);
        output.WriteLine($"{s_cases} cases, {elements} elements in {clock.Elapsed.TotalSeconds:F1} s; worst error {worst.Error:G3} at {worst.Case}");
    }
}
