namespace NumericsCore.Data;

/// <summary>Something that is done to the numbers of a column, measured on the rows that a <see cref="ColumnTransformer"/> is fitted on.</summary>
public abstract class NumberStep
{
    private const int MaxQuantiles = 1000;
    private const double SmallestScale = 2.2250738585072014E-308;

    private NumberStep(string name) => Name = name;

    /// <summary>Mean 0 and population standard deviation 1: (x − mean) / deviation, as <see cref="StandardScaler"/>.</summary>
    public static NumberStep Standard { get; } = new Measured("standard", static (values, column) =>
    {
        var (mean, deviation) = StandardScaler.MeanAndDeviation(values);
        return Affine("standard", mean, deviation, column);
    });

    /// <summary>From 0 to 1: (x − min) / (max − min); 0 for a constant column. A later row may be beyond.</summary>
    public static NumberStep MinMax { get; } = new Measured("min-max", static (values, column) =>
    {
        double min = values.Min(), max = values.Max();
        return Affine("min-max", min, min == max ? 1 : max - min, column);
    });

    /// <summary>Median 0 and interquartile range 1: (x − median) / (q₃ − q₁), which outliers hardly move; a range of 0 is taken for 1.</summary>
    public static NumberStep Robust { get; } = new Measured("robust", static (values, column) =>
    {
        var quantiles = Quantiles.Of(values);
        double range = quantiles.At(0.75) - quantiles.At(0.25);
        return Affine("robust", quantiles.At(0.5), range == 0 ? 1 : range, column);
    });

    /// <summary>The fraction of the rows that are below, from 0 to 1, linear between up to 1,000 quantiles: an even distribution of whatever there was.</summary>
    public static NumberStep Quantile { get; } = new Measured("quantile", static (values, _) =>
    {
        var quantiles = Quantiles.Of(values);
        int count = Math.Clamp(values.Length, 2, MaxQuantiles);
        var at = new double[count];
        // rounding must not put one before its neighbour
        for (int i = 0; i < count; i++) at[i] = Math.Max(quantiles.At((double)i / (count - 1)), i == 0 ? double.NegativeInfinity : at[i - 1]);
        return new QuantileStep(at);
    });

    /// <summary>The natural logarithm, of numbers above 0; another is an error.</summary>
    public static NumberStep Log { get; } = new Measured(LogStep.Plain, static (_, _) => new LogStep(plusOne: false));

    /// <summary>ln(1 + x), of numbers above −1; another is an error.</summary>
    public static NumberStep Log1p { get; } = new Measured(LogStep.PlusOne, static (_, _) => new LogStep(plusOne: true));

    /// <summary>The power transform of Yeo and Johnson (2000), of any numbers, with the λ from −4 to 6 of the largest likelihood of a normal distribution.</summary>
    public static NumberStep YeoJohnson { get; } = new Measured(PowerStep.Name, static (values, _) => new PowerStep(PowerLikelihood.Best(values)));

    /// <summary>Numbers beyond two quantiles become these.</summary>
    /// <param name="fraction">Of the rows, how many are beyond either, above 0 and below 0.5.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is not in its range.</exception>
    public static NumberStep Clip(double fraction = 0.01)
    {
        if (!(fraction is > 0 and < 0.5)) throw new ArgumentOutOfRangeException(nameof(fraction), FormattableString.Invariant($"fraction is {fraction}; expected a number above 0 and below 0.5."));
        return new Measured(ClipStep.Name, (values, _) =>
        {
            var quantiles = Quantiles.Of(values);
            return new ClipStep(quantiles.At(fraction), quantiles.At(1 - fraction));
        });
    }

    /// <summary>What it is called: standard, min-max, robust, quantile, log, log1p, yeo-johnson or clip.</summary>
    public string Name { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>What it learns from numbers.</summary>
    /// <param name="values">At least one, finite.</param>
    /// <param name="column">The name of the column, for messages.</param>
    internal abstract FittedStep Fit(double[] values, string column);

    private static AffineStep Affine(string name, double shift, double scale, string column) => double.IsFinite(shift) && double.IsFinite(scale) && scale >= SmallestScale
        ? new(name, shift, scale)
        : throw new TableException($"the values are too large, or differ by too little, for {name} scaling in float64", column: column);

    private sealed class Measured(string name, Func<double[], string, FittedStep> fit) : NumberStep(name)
    {
        internal override FittedStep Fit(double[] values, string column) => fit(values, column);
    }
}
