using NumericsCore.Kernels;

namespace NumericsCore.Testing;

/// <summary>Arguments for a formula, the same at each call. All are float32 numbers, so that both element types see the same ones.</summary>
internal static class FormulaSamples
{
    // arguments keep this distance from a point without a derivative
    private const double KinkDistance = 0.01;

    private static readonly double[] s_special =
        [double.NaN, 0, double.PositiveInfinity, -0.0, double.NegativeInfinity, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue, 1.1e-38, -1.1e-38, 1, -1];

    /// <summary>For each argument so many numbers of its domain.</summary>
    public static double[][] InDomain(FormulaSubject subject, int count)
    {
        var random = new Random(3);
        return [.. subject.Domains.Select(domain => InDomain(random, domain, count))];
    }

    /// <summary>So many numbers of a domain.</summary>
    public static double[] InDomain(Random random, Domain domain, int count) => [.. Enumerable.Range(0, count).Select(_ => Sample(random, domain))];

    /// <summary>The same with every ninth number a special one.</summary>
    public static double[] WithSpecials(Random random, Domain domain, int count)
    {
        double[] x = InDomain(random, domain, count);
        for (int i = random.Next(9); i < count; i += 9) x[i] = s_special[random.Next(s_special.Length)];
        return x;
    }

    /// <summary>The same with every third number a special one, so that all of them meet in time.</summary>
    public static double[][] WithSpecials(FormulaSubject subject, int count)
    {
        double[][] x = InDomain(subject, count);
        // the period of an argument's specials has no divisor in common with that of another's
        for (int argument = 0; argument < x.Length; argument++)
            for (int i = argument; i < count; i += 3 + (2 * argument)) x[argument][i] = s_special[i / (argument + 1) % s_special.Length];
        return x;
    }

    /// <summary>Gradients of a result: in [-2, 2), now and then 0.</summary>
    public static double[] Gradients(int count)
    {
        var random = new Random(9);
        return [.. Enumerable.Range(0, count).Select(i => i % 11 == 10 ? 0 : (float)((random.NextDouble() * 4) - 2))];
    }

    /// <summary>A tensor of such numbers.</summary>
    public static Tensor ToTensor(double[] values, ElementType type, Device device) => new TensorCase([values.Length], values).ToTensor(type, device);

    /// <summary>The arguments of one place, as messages show them.</summary>
    public static string Show(double[][] x, int i) => Show(x.Select(argument => argument[i]));

    /// <summary>Some numbers, as messages show them.</summary>
    public static string Show(IEnumerable<double> x) => string.Join(", ", x.Select(static value => FormattableString.Invariant($"{value:R}")));

    private static double Sample(Random random, Domain domain)
    {
        double x;
        do
            x = (float)(domain.Low + (random.NextDouble() * (domain.High - domain.Low)));
        while (x < domain.Low || x > domain.High || Math.Abs(x - domain.Avoid) < KinkDistance);
        return x;
    }
}
