namespace NumericsCore;

/// <summary>Nodes and weights that integrate polynomials of degree 2n − 1 over [0, 1] exactly.</summary>
internal static class GaussLegendre
{
    private const int MaxIterations = 100;

    /// <summary>The rule of n nodes: roots of the Legendre polynomial Pₙ by Newton's method, weights 2 / ((1 − x²) Pₙ'(x)²), mapped from [−1, 1].</summary>
    /// <param name="count">n, at least 1.</param>
    public static (double[] Nodes, double[] Weights) OnUnitInterval(int count)
    {
        double[] nodes = new double[count], weights = new double[count];
        for (int i = 0; i < (count + 1) / 2; i++)
        {
            // Tricomi's estimate of the root
            double x = Math.Cos(Math.PI * (i + 0.75) / (count + 0.5)), slope = 0;
            for (int iteration = 0; iteration < MaxIterations; iteration++)
            {
                (double value, slope) = Legendre(count, x);
                double step = value / slope;
                x -= step;
                if (Math.Abs(step) <= 1e-15) break;
            }

            slope = Legendre(count, x).Slope;
            nodes[i] = (1 - x) / 2;
            nodes[count - 1 - i] = (1 + x) / 2;
            weights[i] = weights[count - 1 - i] = 1 / ((1 - x * x) * slope * slope);
        }

        return (nodes, weights);
    }

    /// <summary>Pₙ(x) by the recurrence k Pₖ = (2k − 1) x Pₖ₋₁ − (k − 1) Pₖ₋₂, and Pₙ'(x) = n (x Pₙ − Pₙ₋₁) / (x² − 1).</summary>
    private static (double Value, double Slope) Legendre(int n, double x)
    {
        double before = 1, value = x;
        for (int k = 2; k <= n; k++) (before, value) = (value, ((2 * k - 1) * x * value - (k - 1) * before) / k);
        return (value, n * (x * value - before) / (x * x - 1));
    }
}
