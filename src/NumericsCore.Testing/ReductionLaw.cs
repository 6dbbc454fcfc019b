using NumericsCore.Kernels;

namespace NumericsCore.Testing;

/// <summary>A reduction has an identity, depends on the order of its elements by roundings alone, has the gradient it says, and the same bits everywhere.</summary>
internal static class ReductionLaw<TReduction> where TReduction : struct, IReductionOperation
{
    private const int Rows = 200;
    private const int Columns = 7;
    private const double OrderTolerance = 1e-9;

    // ends of lanes and of blocks of the reduction order, and more than one CPU thread takes alone
    private static readonly int[] s_lengths = [.. Enumerable.Range(0, 257), 1023, 1024, 1025, 70_001];

    private static readonly string s_name = FormulaName<TReduction>.Value;

    public static void Check(Domain domain, IReadOnlyList<Device> others)
    {
        var random = new Random(3);
        RequireIdentity(FormulaSamples.InDomain(random, domain, Rows));
        RequireNoOrder(FormulaSamples.InDomain(random, domain, Rows * Columns), random);
        RequireGradient(FormulaSamples.InDomain(random, domain, Rows * Columns));
        BitsLaw.Check(s_name, length => [length % 5 == 4 ? FormulaSamples.WithSpecials(random, domain, length) : FormulaSamples.InDomain(random, domain, length)], s_lengths, Run, others);
        ReplayLaw.Check(s_name, input => ReplayLaw.Within(domain, input).Reduce<TReduction>(1, keepDims: true), [Device.Cpu, .. others]);
    }

    private static void RequireIdentity(double[] x)
    {
        double[] y = Tensor.From(x, [x.Length, 1]).Reduce<TReduction>(1).ToArray<double>();
        for (int i = 0; i < x.Length; i++)
        {
            if (y[i].Equals(x[i])) continue;
            throw new FormulaLawException(FormattableString.Invariant($"{s_name}: {x[i]:R} alone is reduced to {y[i]:R}. Combined with Identity, {TReduction.Identity:R}, a number stays as it is."));
        }
    }

    private static void RequireNoOrder(double[] x, Random random)
    {
        int[] order = [.. Enumerable.Range(0, Columns)];
        double[] expected = Tensor.From(x, [Rows, Columns]).Reduce<TReduction>(1).ToArray<double>();
        for (int attempt = 0; attempt < 5; attempt++)
        {
            random.Shuffle(order);
            double[] shuffled = [.. Enumerable.Range(0, x.Length).Select(i => x[(i / Columns * Columns) + order[i % Columns]])];
            double[] actual = Tensor.From(shuffled, [Rows, Columns]).Reduce<TReduction>(1).ToArray<double>();
            for (int i = 0; i < Rows; i++)
            {
                if (Math.Abs(actual[i] - expected[i]) <= OrderTolerance * Math.Max(1, Math.Abs(expected[i]))) continue;
                throw new FormulaLawException(FormattableString.Invariant(
                    $"{s_name}: ({Row(x, i)}) is reduced to {expected[i]:R}, and in another order to {actual[i]:R}. Combine must be associative and commutative, for each device's threads combine parts."));
            }
        }
    }

    private static void RequireGradient(double[] x)
    {
        double[] dy = FormulaSamples.Gradients(Rows);
        var weights = Tensor.From(dy);
        var input = Tensor.From(x, [Rows, Columns]);
        var result = GradientCheck.Run(inputs => inputs[0].Reduce<TReduction>(1) * weights, [input], GradientLaw.Tolerance);
        if (result.Passed) return;
        int row = result.Index[0];
        throw new FormulaLawException(FormattableString.Invariant(
            $"{s_name}: the gradient with respect to element {result.Index[1]} of ({Row(x, row)}) is {result.Analytic:G9}, and central differences say {result.Numeric:G9} (for dy = {dy[row]:G9}). See its pullback, and that the domain keeps away from kinks."));
    }

    private static string Row(double[] x, int row) => FormulaSamples.Show(x[(row * Columns)..((row + 1) * Columns)]);

    private static BitsLaw.Part[] Run(double[][] x, ElementType type, Device device)
    {
        var leaf = FormulaSamples.ToTensor(x[0], type, device).WithGradient();
        var columns = Tensor.Stack([leaf, leaf * 0.5, leaf], axis: 1);
        Tensor all = leaf.Reduce<TReduction>(), down = columns.Reduce<TReduction>(0), across = columns.Reduce<TReduction>(1);
        (all + down.Sum() + across.Sum()).Backward();
        return
        [
            new("the reduction of all elements", all.ToDoubleArray()),
            new("the reduction down columns", down.ToDoubleArray()),
            new("the reduction of rows", across.ToDoubleArray()),
            new("the gradient", leaf.Gradient!.ToDoubleArray()),
        ];
    }
}
