namespace NumericsCore.Testing.Tests.References;

/// <summary>
/// A number that float32 arithmetic has in place of an exact one, and a bound on their distance: running error analysis (Wilkinson
/// 1965; Higham, "Accuracy and stability of numerical algorithms", 2002, section 3.3). Each operation passes on its operands' errors
/// and adds its own rounding, 2⁻²⁴ of the result, and half the least denormal for results too small for that.
/// </summary>
/// <param name="Value">The exact number, in float64.</param>
/// <param name="Error">What the float32 number may lie off.</param>
internal readonly record struct Rounded(double Value, double Error)
{
    private const double Unit = 1.0 / (1 << 24);

    // float64's own roundings stay far below
    private const double Slack = 1.0 / (1L << 48);

    private static readonly double s_leastDenormal = Math.ScaleB(1, -149);

    /// <summary>A number that float32 holds exactly.</summary>
    public static Rounded Exact(double value) => new(value, 0);

    /// <summary>A number rounded to float32, such as a scalar of an update.</summary>
    public static Rounded Scalar(double value) => Round(value, 0);

    public static Rounded operator -(Rounded a) => a with { Value = -a.Value };

    public static Rounded operator +(Rounded a, Rounded b) => Round(a.Value + b.Value, a.Error + b.Error);

    public static Rounded operator -(Rounded a, Rounded b) => a + -b;

    public static Rounded operator *(Rounded a, Rounded b) => Round(a.Value * b.Value, ProductError(a, b));

    public static Rounded operator /(Rounded a, Rounded b)
    {
        double quotient = a.Value / b.Value;
        return Round(quotient, (a.Error + Math.Abs(quotient) * b.Error) / (Math.Abs(b.Value) - b.Error));
    }

    /// <summary>a·b + c with one rounding.</summary>
    public static Rounded MultiplyAdd(Rounded a, Rounded b, Rounded c) => Round(a.Value * b.Value + c.Value, ProductError(a, b) + c.Error);

    public static Rounded Sqrt(Rounded a)
    {
        double root = Math.Sqrt(a.Value);
        return Round(root, Math.Max(root - Math.Sqrt(Math.Max(0, a.Value - a.Error)), Math.Sqrt(a.Value + a.Error) - root));
    }

    public static Rounded Max(Rounded a, Rounded b) => new(Math.Max(a.Value, b.Value), Math.Max(a.Error, b.Error));

    /// <summary>A function of slope at most <paramref name="slope"/> near a, computed to <paramref name="ulps"/> units in the last place.</summary>
    public static Rounded Function(double value, Rounded a, double slope, double ulps)
    {
        double passedOn = slope * a.Error;
        // a unit in the last place is at most 2⁻²³ of the number
        return new Rounded(value, passedOn + (Math.Abs(value) + passedOn) * (2 * ulps * Unit + Slack) + s_leastDenormal);
    }

    /// <summary>The sum of terms added up in any order: each partial sum is at most the sum of magnitudes, and there are n - 1.</summary>
    public static Rounded Sum(IReadOnlyList<Rounded> terms)
    {
        double magnitude = terms.Sum(static term => Math.Abs(term.Value) + term.Error);
        double growth = Math.Pow(1 + Unit, terms.Count) - 1;
        return new Rounded(terms.Sum(static term => term.Value), terms.Sum(static term => term.Error) + magnitude * (growth + Slack));
    }

    private static double ProductError(Rounded a, Rounded b) => Math.Abs(a.Value) * b.Error + Math.Abs(b.Value) * a.Error + a.Error * b.Error;

    private static Rounded Round(double value, double error) => new(value, error + (Math.Abs(value) + error) * (Unit + Slack) + s_leastDenormal);
}
