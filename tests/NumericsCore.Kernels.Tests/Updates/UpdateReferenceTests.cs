namespace NumericsCore.Kernels.Tests;

/// <summary>Two hundred steps of every combination of options against a plain implementation of the convention it stands for.</summary>
public class UpdateReferenceTests
{
    private const int Steps = 200;
    private const int Parameters = 21;

    public static TheoryData<string> Names => [.. UpdateCase.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_convention_is_a_way_to_prepare_a_rule(string name)
    {
        var options = UpdateCase.All.Single(c => c.Name == name);
        double[] expected = Start(), actual = Train<double>(options);
        var references = expected.Select(_ => options.Reference()).ToArray();
        for (int t = 1; t <= Steps; t++)
        {
            double[] g = Gradient(t);
            for (int i = 0; i < Parameters; i++) expected[i] = references[i](t, g[i], expected[i]);
        }

        for (int i = 0; i < Parameters; i++) Assert.Equal(expected[i], actual[i], 1e-12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Float32_follows_float64(string name)
    {
        var options = UpdateCase.All.Single(c => c.Name == name);
        double[] expected = Train<double>(options);
        float[] actual = Train<float>(options);

        for (int i = 0; i < Parameters; i++) Assert.Equal(expected[i], actual[i], 2e-4);
    }

    [Fact]
    public void Every_option_changes_the_result()
    {
        // without momentum both kinds of weight decay are the same step
        UpdateCase[] cases = [.. UpdateCase.All.Where(c => c.Name != "SGD, decoupled decay")];
        double[][] results = [.. cases.Select(Train<double>)];

        for (int a = 0; a < results.Length; a++)
            for (int b = 0; b < a; b++)
                Assert.True(results[a].Zip(results[b]).Any(pair => Math.Abs(pair.First - pair.Second) > 1e-6),
                    $"'{cases[a].Name}' gives what '{cases[b].Name}' gives");
    }

    private static T[] Train<T>(UpdateCase options) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var cpu = Slices.Wide;
        var theta = cpu.Slice<T>(Array.ConvertAll(Start(), T.CreateTruncating));
        var g = cpu.Empty<T>(Parameters);
        var slots = cpu.Slice<T>([.. Enumerable.Range(0, options.Rule(1).Slots * Parameters).Select(i => i < Parameters ? T.CreateTruncating(options.InitialSlot) : T.Zero)]);
        for (int t = 1; t <= Steps; t++)
        {
            cpu.Upload<T>(Array.ConvertAll(Gradient(t), T.CreateTruncating), g);
            options.Rule(t).Update(cpu, [new(0, Parameters, 0)], theta, g, slots);
        }

        return theta.ToArray();
    }

    private static double[] Start() => Draw(0);

    private static double[] Gradient(int t) => Draw(t);

    private static double[] Draw(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Parameters).Select(_ => (random.NextDouble() * 2) - 1)];
    }
}
