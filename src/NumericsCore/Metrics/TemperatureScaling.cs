namespace NumericsCore;

/// <summary>
/// Temperature scaling (Guo, Pleiss, Sun and Weinberger, "On calibration of modern neural networks", 2017): logits z are divided by one number T &gt; 0, such
/// that the probabilities σ(z/T) or softmax(z/T) fit the outcomes of rows that the model was not trained on. T above 1 makes a model less sure. The order
/// of the logits stays, and with it the predicted classes and the area under the curve; a threshold of 0.5 decides as before.
/// </summary>
public static class TemperatureScaling
{
    /// <summary>The lowest temperature that is fitted, where all rows are told apart and less would always fit better.</summary>
    public const double MinTemperature = 0.05;

    /// <summary>The highest temperature that is fitted, where the logits tell nothing and more would always fit better.</summary>
    public const double MaxTemperature = 20;

    // more than halve an interval of float64 until its ends are neighbours
    private const int Steps = 64;

    /// <summary>The temperature that minimises the cross-entropy of the rows. With β = 1/T it is convex, and its derivative is followed to 0 by bisection.</summary>
    /// <param name="logits">[samples] or [samples, 1] of two classes, those of class 1; or [samples, classes]. What a model gives before its sigmoid or softmax.</param>
    /// <param name="labels">The class of each sample.</param>
    /// <returns>From <see cref="MinTemperature"/> to <see cref="MaxTemperature"/>.</returns>
    /// <exception cref="ArgumentException">Shapes and labels do not fit, there are no samples, or a logit is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class.</exception>
    public static double Fit(Tensor logits, ReadOnlySpan<int> labels)
    {
        ArgumentNullException.ThrowIfNull(logits);
        if (logits.Rank is < 1 or > 2 || logits.Shape[0] != labels.Length || labels.Length == 0)
            throw new ArgumentException($"The logits have shape {logits.Shape} and there are {labels.Length} labels; expected [samples], or [samples, classes], with one label a sample and at least one.", nameof(logits));
        int outputs = logits.Rank == 1 ? 1 : logits.Shape[1];
        MetricChecks.LabelsInRange(labels, Math.Max(2, outputs), nameof(labels));
        double[] values = logits.ToDoubleArray();
        int bad = Array.FindIndex(values, static value => !double.IsFinite(value));
        if (bad >= 0) throw new ArgumentException(FormattableString.Invariant($"Logit {bad} is {values[bad]}; expected finite numbers."), nameof(logits));
        double right = 0;
        for (int row = 0; row < labels.Length; row++) right += outputs > 1 ? values[row * outputs + labels[row]] : labels[row] * values[row];
        using (GradientMode.Disable())
        {
            var z = Tensor.From(values, [labels.Length, outputs]);
            double low = MinTemperature, high = MaxTemperature;
            // a slope above 0 wants a smaller β, a higher temperature
            if (Slope(z, low, right) <= 0) return low;
            if (Slope(z, high, right) >= 0) return high;
            for (int step = 0; step < Steps; step++)
            {
                double middle = low + (high - low) / 2;
                if (Slope(z, middle, right) > 0) low = middle;
                else high = middle;
            }

            return low + (high - low) / 2;
        }
    }

    /// <summary>Fits the temperature of a model, and divides the logits of the model by it: the weight and the bias of its last layer. What saves or exports the model has it.</summary>
    /// <param name="model">Built; its last layer is <see cref="Dense"/>, with a sigmoid and one unit, with a softmax, or with no activation.</param>
    /// <param name="features">[samples, ...]: rows that the model was not trained on.</param>
    /// <param name="labels">The class of each row.</param>
    /// <returns>The temperature.</returns>
    /// <exception cref="ArgumentException">The model ends with another layer or is not built, or features and labels do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class.</exception>
    public static double Calibrate(Sequential model, Tensor features, ReadOnlySpan<int> labels)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(features);
        if (model.Children[^1] is not Dense last || !(last.Activation == Activation.None || last.Activation == Activation.Sigmoid || last.Activation == Activation.Softmax))
            throw new ArgumentException("The model does not end with a dense layer with a sigmoid, a softmax or no activation, so that it has no logits.", nameof(model));
        if (last.Weight is not { } weight) throw new ArgumentException("The model is not built: it has no weights yet.", nameof(model));
        using (GradientMode.Disable())
        {
            var logits = features;
            foreach (var layer in model.Children.Take(model.Children.Count - 1)) logits = layer.Call(logits);
            logits = Activation.None.Dense(logits, weight, last.Bias);
            double temperature = Fit(logits, labels);
            weight.Assign(weight / temperature);
            last.Bias?.Assign(last.Bias / temperature);
            return temperature;
        }
    }

    /// <summary>The derivative of the summed cross-entropy with respect to β = 1/T: Σ (E_p[z] − z_right).</summary>
    private static double Slope(Tensor z, double temperature, double right)
    {
        var scaled = z / temperature;
        var probabilities = z.Shape[1] == 1 ? scaled.Sigmoid() : scaled.Softmax();
        return (probabilities * z).Sum().ToDoubleArray()[0] - right;
    }
}
