namespace NumericsCore;

/// <summary>
/// Compares gradients from the backward pass with finite differences in float64. For a function f with a result of any shape, a fixed
/// random weighting c makes the scalar g = Σ c·f; each element x of each input is moved, and ∂g/∂x is compared with the central
/// difference (g(x + h) - g(x - h)) / 2h, h = ∛(2⁻⁵²)·max(1, |x|), which balances truncation (about h²) and rounding (about 2⁻⁵²/h).
/// </summary>
public static class GradientCheck
{
    /// <summary>The default bound on the error: some ten thousand times what smooth functions of order 1 show.</summary>
    public const double DefaultTolerance = 1e-6;

    private static readonly double s_step = Math.Cbrt(Math.ScaleB(1, -52));

    /// <summary>Checks the gradient of a function of one tensor.</summary>
    /// <inheritdoc cref="Run(Func{IReadOnlyList{Tensor}, Tensor}, IReadOnlyList{Tensor}, double)"/>
    public static GradientCheckResult Run(Func<Tensor, Tensor> function, Tensor input, double tolerance = DefaultTolerance)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(input);
        return Run(inputs => function(inputs[0]), [input], tolerance);
    }

    /// <summary>Checks the gradient of a function with respect to every element of every input.</summary>
    /// <param name="function">Tensor operations on the inputs, the same at each call. It is called in float64, and keeps away from kinks.</param>
    /// <param name="inputs">The point to check at; converted to float64.</param>
    /// <param name="tolerance">The bound on |analytic - numeric| / max(1, |analytic|, |numeric|).</param>
    /// <returns>Whether all errors are within the bound, and the worst element.</returns>
    public static GradientCheckResult Run(Func<IReadOnlyList<Tensor>, Tensor> function, IReadOnlyList<Tensor> inputs, double tolerance = DefaultTolerance)
    {
        ArgumentNullException.ThrowIfNull(function);
        Require.NoNull(inputs, nameof(inputs));
        Tensor[] points = [.. inputs.Select(static input => input.Detach().To(ElementType.Float64))];
        Tensor[] leaves = [.. points.Select(static point => point.WithGradient())];
        Weighted(function(leaves)).Backward();
        var result = new Worst(tolerance);
        for (int k = 0; k < points.Length; k++)
        {
            double[] analytic = leaves[k].Gradient?.ToArray<double>() ?? new double[points[k].ElementCount];
            double[] values = points[k].ToArray<double>();
            result.Compare(k, points[k].Shape, analytic, values, moved =>
            {
                var shifted = points.ToArray();
                shifted[k] = Tensor.From(moved, points[k].Shape, points[k].Device);
                using (GradientMode.Disable()) return Weighted(function(shifted)).ToScalar();
            });
        }

        return result.Result();
    }

    /// <summary>Checks the gradient of a function with respect to float64 parameters, such as those of a layer; they keep their values, and their gradients are cleared.</summary>
    /// <param name="function">Tensor operations that use the parameters, the same at each call.</param>
    /// <param name="parameters">Float64 parameters.</param>
    /// <param name="tolerance">The bound on |analytic - numeric| / max(1, |analytic|, |numeric|).</param>
    /// <exception cref="ArgumentException">A parameter is not float64.</exception>
    public static GradientCheckResult Run(Func<Tensor> function, IReadOnlyList<Parameter> parameters, double tolerance = DefaultTolerance)
    {
        ArgumentNullException.ThrowIfNull(function);
        Require.NoNull(parameters, nameof(parameters));
        if (parameters.FirstOrDefault(static parameter => parameter.ElementType != ElementType.Float64) is { } single)
            throw new ArgumentException($"Parameter '{single.Path}' is {single.ElementType.Name()}; finite differences need float64. Build the layer with ElementType.Float64.", nameof(parameters));
        foreach (var parameter in parameters) parameter.ClearGradient();
        Weighted(function()).Backward();
        var result = new Worst(tolerance);
        for (int k = 0; k < parameters.Count; k++)
        {
            var parameter = parameters[k];
            double[] analytic = parameter.Gradient?.ToArray<double>() ?? new double[parameter.ElementCount];
            double[] values = parameter.ToArray<double>();
            try
            {
                result.Compare(k, parameter.Shape, analytic, values, moved =>
                {
                    parameter.Assign<double>(moved);
                    using (GradientMode.Disable()) return Weighted(function()).ToScalar();
                });
            }
            finally
            {
                parameter.Assign<double>(values);
                parameter.ClearGradient();
            }
        }

        return result.Result();
    }

    /// <summary>A scalar that every element of the result has its own part in.</summary>
    private static Tensor Weighted(Tensor result)
    {
        if (result.ElementType != ElementType.Float64)
            throw new ArgumentException($"The function gave {result.ElementType.Name()}; a gradient check runs in float64 throughout.", nameof(result));
        var weights = Tensor.Uniform(result.Shape, seed: 1, low: 0.5, high: 1.5, elementType: ElementType.Float64, device: result.Device);
        return (result * weights).Sum();
    }

    /// <summary>Collects the largest error over all elements.</summary>
    private sealed class Worst(double tolerance)
    {
        private GradientCheckResult? _worst;
        private long _elements;

        public void Compare(int input, Shape shape, double[] analytic, double[] values, Func<double[], double> valueAt)
        {
            for (int i = 0; i < values.Length; i++, _elements++)
            {
                double x = values[i];
                double h = s_step * Math.Max(1, Math.Abs(x));
                double[] moved = [.. values];
                // the difference of the numbers actually used, not of those meant
                double right = moved[i] = x + h;
                double above = valueAt(moved);
                double left = moved[i] = x - h;
                double numeric = (above - valueAt(moved)) / (right - left);
                double error = Math.Abs(analytic[i] - numeric) / Math.Max(1, Math.Max(Math.Abs(analytic[i]), Math.Abs(numeric)));
                if (double.IsNaN(error)) error = double.PositiveInfinity;
                if (_worst is null || error > _worst.Error)
                    _worst = new GradientCheckResult(error <= tolerance, 0, error, tolerance, input, Unravel(i, shape), x, analytic[i], numeric);
            }
        }

        public GradientCheckResult Result() => _worst is null
            ? new GradientCheckResult(true, 0, 0, tolerance, 0, [], double.NaN, double.NaN, double.NaN)
            : _worst with { Elements = _elements };

        private static int[] Unravel(int position, Shape shape)
        {
            var index = new int[shape.Rank];
            for (int axis = shape.Rank - 1; axis >= 0; axis--)
            {
                index[axis] = position % shape[axis];
                position /= shape[axis];
            }

            return index;
        }
    }
}

/// <summary>What a gradient check found.</summary>
/// <param name="Passed">Whether every error is within the tolerance.</param>
/// <param name="Elements">Elements compared.</param>
/// <param name="Error">The largest |analytic - numeric| / max(1, |analytic|, |numeric|); infinite if one is NaN.</param>
/// <param name="Tolerance">The bound.</param>
/// <param name="Input">Which input or parameter the worst element belongs to, from 0.</param>
/// <param name="Index">Its index there.</param>
/// <param name="Value">Its value.</param>
/// <param name="Analytic">Its gradient from the backward pass.</param>
/// <param name="Numeric">Its central difference.</param>
public sealed record GradientCheckResult(bool Passed, long Elements, double Error, double Tolerance, int Input, IReadOnlyList<int> Index, double Value, double Analytic, double Numeric) : IFormattable
{
    /// <summary>Throws if the check failed.</summary>
    /// <exception cref="InvalidOperationException">An error exceeds the tolerance; the message describes the worst element.</exception>
    public void ThrowIfFailed()
    {
        if (!Passed) throw new InvalidOperationException(ToString());
    }

    /// <summary>One sentence with the worst element, in the invariant culture.</summary>
    public override string ToString() => ToString(null, null);

    /// <summary>One sentence with the worst element. Without a format as <see cref="ToString()"/>, whatever the culture.</summary>
    /// <param name="format">A format of .NET for the real numbers, such as G6; null or empty for the usual text.</param>
    /// <param name="formatProvider">The culture that a format is written in; null for the invariant one.</param>
    /// <exception cref="FormatException">Real numbers have no such format.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider)
    {
        var numbers = new NumberText(format, formatProvider);
        string index = string.Join(", ", Index.Select(i => numbers.Of(i)));
        return $"Gradient check {(Passed ? "passed" : "FAILED")} for {numbers.Of(Elements)} elements: worst error {numbers.Of(Error, "G3")} (tolerance {numbers.Of(Tolerance, "G3")}) at input {numbers.Of(Input)}, "
            + $"element [{index}], value {numbers.Of(Value, "G9")}: backward pass {numbers.Of(Analytic, "G12")}, central difference {numbers.Of(Numeric, "G12")}.";
    }
}
