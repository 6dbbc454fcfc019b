namespace NumericsCore.Testing;

/// <summary>A formula's pullbacks are its gradient, in both element types, and bring no NaN where no gradient comes from.</summary>
internal static class PullbackLaw
{
    private const int Samples = 500;

    /// <summary>How far float32 may be from float64, relative to max(1, |dx|).</summary>
    private const double SingleTolerance = 1e-5;

    public static void Check(FormulaSubject subject)
    {
        double[][] x = FormulaSamples.InDomain(subject, Samples);
        CompareWithDifferences(subject, x);
        CompareTypes(subject, x);
        RequireZeros(subject, FormulaSamples.WithSpecials(subject, Samples));
    }

    private static void CompareWithDifferences(FormulaSubject subject, double[][] x)
    {
        var dy = FormulaSamples.ToTensor(FormulaSamples.Gradients(Samples), ElementType.Float64, Device.Cpu);
        var result = GradientCheck.Run(inputs => subject.Apply(inputs) * dy, Tensors(x, ElementType.Float64), GradientLaw.Tolerance);
        if (result.Passed) return;
        throw new FormulaLawException(FormattableString.Invariant(
            $"{subject.Name}: the gradient with respect to argument {result.Input} at ({FormulaSamples.Show(x, result.Index[0])}) is {result.Analytic:G9}, and central differences say {result.Numeric:G9} (for dy = {dy.ToDoubleArray()[result.Index[0]]:G9}). See its pullback, and that its domain keeps away from kinks."));
    }

    private static void CompareTypes(FormulaSubject subject, double[][] x)
    {
        double[] dy = FormulaSamples.Gradients(Samples);
        double[][] single = Gradients(subject, x, dy, ElementType.Float32), wide = Gradients(subject, x, dy, ElementType.Float64);
        ForEach(single, (argument, i) =>
        {
            double expected = wide[argument][i], actual = single[argument][i];
            if (Math.Abs(actual - expected) <= SingleTolerance * Math.Max(1, Math.Abs(expected))) return;
            throw new FormulaLawException(FormattableString.Invariant(
                $"{subject.Name}: the gradient with respect to argument {argument} at ({FormulaSamples.Show(x, i)}) is {actual:G9} in float32 and {expected:G9} in float64 (for dy = {dy[i]:G9})."));
        });
    }

    private static void RequireZeros(FormulaSubject subject, double[][] x)
    {
        foreach (var type in new[] { ElementType.Float32, ElementType.Float64 })
        {
            double[][] dx = Gradients(subject, x, new double[Samples], type);
            ForEach(dx, (argument, i) =>
            {
                if (dx[argument][i] == 0) return;
                throw new FormulaLawException(FormattableString.Invariant(
                    $"{subject.Name}: a gradient of 0 is pulled back as {dx[argument][i]:R} with respect to argument {argument} at ({FormulaSamples.Show(x, i)}), in {type.Name()}. Let PullsZeroBack be false where the pullback does not give 0 by itself."));
            });
        }
    }

    private static double[][] Gradients(FormulaSubject subject, double[][] x, double[] dy, ElementType type)
    {
        Tensor[] leaves = [.. Tensors(x, type).Select(static tensor => tensor.WithGradient())];
        subject.Apply(leaves).Backward(FormulaSamples.ToTensor(dy, type, Device.Cpu));
        return [.. leaves.Select(static leaf => leaf.Gradient!.ToDoubleArray())];
    }

    private static Tensor[] Tensors(double[][] x, ElementType type) => [.. x.Select(argument => FormulaSamples.ToTensor(argument, type, Device.Cpu))];

    private static void ForEach(double[][] gradients, Action<int, int> check)
    {
        for (int argument = 0; argument < gradients.Length; argument++)
            for (int i = 0; i < gradients[argument].Length; i++) check(argument, i);
    }
}
