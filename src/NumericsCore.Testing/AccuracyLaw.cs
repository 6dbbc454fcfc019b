namespace NumericsCore.Testing;

/// <summary>A formula is within its stated distance of its reference.</summary>
internal static class AccuracyLaw
{
    private const int Samples = 2000;

    public static void Check(FormulaSubject subject)
    {
        double[][] x = FormulaSamples.InDomain(subject, Samples);
        double[] expected = [.. Enumerable.Range(0, Samples).Select(i => subject.Reference([.. x.Select(argument => argument[i])]))];
        // a thousandth is for the rounding of the reference itself
        Compare(subject, x, expected, ElementType.Float32, subject.ToleranceUlps + 0.001);
        Compare(subject, x, expected, ElementType.Float64, subject.ToleranceUlps <= 0.5 ? 0 : (2 * subject.ToleranceUlps) + 0.5);
    }

    private static void Compare(FormulaSubject subject, double[][] x, double[] expected, ElementType type, double tolerance)
    {
        double[] actual = subject.Apply([.. x.Select(argument => FormulaSamples.ToTensor(argument, type, Device.Cpu))]).ToDoubleArray();
        for (int i = 0; i < actual.Length; i++)
        {
            double ulps = Ulps(expected[i], actual[i], type);
            if (ulps <= tolerance) continue;
            throw new FormulaLawException(FormattableString.Invariant(
                $"{subject.Name}.Apply({FormulaSamples.Show(x, i)}) is {actual[i]:R} in {type.Name()}, and Reference says {expected[i]:R}: {ulps:G4} ulp apart. ToleranceUlps is {subject.ToleranceUlps}, which allows {tolerance:G4} here."));
        }
    }

    /// <summary>|actual - expected| in units in the last place of the expected number; +∞ where only one of them is NaN or infinite.</summary>
    private static double Ulps(double expected, double actual, ElementType type)
    {
        if (expected.Equals(actual)) return 0;
        var (digits, least, most) = type == ElementType.Float32 ? (23, -149, (double)float.MaxValue) : (52, -1074, double.MaxValue);
        // beyond the largest number an infinity is the rounded one
        if (double.IsInfinity(actual) && Math.Abs(expected) >= most && Math.Sign(actual) == Math.Sign(expected)) return 0;
        if (!double.IsFinite(actual) || !double.IsFinite(expected)) return double.PositiveInfinity;
        double ulp = Math.ScaleB(1, Math.Max(Math.ILogB(expected) - digits, least));
        return Math.Abs(actual - expected) / ulp;
    }
}
