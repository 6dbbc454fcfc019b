namespace NumericsCore.Data;

/// <summary>The λ of a Yeo-Johnson transform with which numbers are most likely of a normal distribution.</summary>
internal static class PowerLikelihood
{
    private const double Lowest = -4, Highest = 6;
    private const int GridSteps = 40, Halvings = 60;
    private const double Golden = 0.6180339887498949;

    /// <summary>The best on a grid, then by golden sections between its neighbours; 1, which changes nothing, for a constant column.</summary>
    public static double Best(ReadOnlySpan<double> given)
    {
        double[] values = given.ToArray();
        if (!given.ContainsAnyExcept(given[0])) return 1;
        double logs = 0;
        foreach (double x in values) logs += Math.Sign(x) * Math.Log(1 + Math.Abs(x));
        double step = (Highest - Lowest) / GridSteps;
        double centre = Enumerable.Range(0, GridSteps + 1).Select(i => Lowest + i * step).MaxBy(lambda => Of(values, logs, lambda));
        double low = Math.Max(centre - step, Lowest), high = Math.Min(centre + step, Highest);
        double inner = high - Golden * (high - low), outer = low + Golden * (high - low);
        double innerLikelihood = Of(values, logs, inner), outerLikelihood = Of(values, logs, outer);
        for (int i = 0; i < Halvings; i++)
        {
            if (innerLikelihood >= outerLikelihood)
            {
                (high, outer, outerLikelihood) = (outer, inner, innerLikelihood);
                innerLikelihood = Of(values, logs, inner = high - Golden * (high - low));
            }
            else
            {
                (low, inner, innerLikelihood) = (inner, outer, outerLikelihood);
                outerLikelihood = Of(values, logs, outer = low + Golden * (high - low));
            }
        }

        return (low + high) / 2;
    }

    /// <summary>The logarithm of the likelihood, without what does not depend on λ: −n/2 · ln variance + (λ − 1) · Σ sign(x) · ln(1 + |x|).</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="logs">Σ sign(x) · ln(1 + |x|).</param>
    /// <param name="lambda">λ.</param>
    private static double Of(double[] values, double logs, double lambda)
    {
        double[] transformed = Array.ConvertAll(values, x => PowerStep.Apply(x, lambda));
        double deviation = StandardScaler.MeanAndDeviation(transformed).Deviation;
        if (!double.IsFinite(deviation) || deviation <= 0) return double.NegativeInfinity;
        return -values.Length * Math.Log(deviation) + (lambda - 1) * logs;
    }
}
