using ScottPlot;

namespace NumericsCore.Plots;

public sealed partial class Chart
{
    private const int MaxMarkers = 1000, MaxBars = 30;

    /// <summary>Predicted numbers against the actual ones. Of more than a thousand rows a thousand, evenly spread, are drawn.</summary>
    /// <param name="actual">The numbers, from -1e100 to 1e100, at least one.</param>
    /// <param name="predicted">The predictions, from -1e100 to 1e100, one a row.</param>
    /// <exception cref="ArgumentException">The spans are empty or of different lengths, or hold a number out of this range.</exception>
    public static Chart PredictedActual(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted)
    {
        RequireNumbers(actual, predicted);
        var points = Pairs(actual, predicted);
        double least = points.Min(static point => Math.Min(point.X, point.Y)), greatest = points.Max(static point => Math.Max(point.X, point.Y));
        string fit = $"R² is {Axes.Number(RegressionMetrics.R2(actual, predicted))}, the mean absolute error {Axes.Number(RegressionMetrics.MeanAbsoluteError(actual, predicted))}";
        return new Chart(
            "Predicted and actual", FormattableString.Invariant($"Predictions of {actual.Length} rows against their actual numbers, which go from {Axes.Number(actual.ToArray().Min())} to {Axes.Number(actual.ToArray().Max())}; {fit}. Right predictions lie on the diagonal."),
            new Panel("Predicted and actual", "actual", "predicted", Draw));

        void Draw(Plot plot)
        {
            plot.Reference((least, least), (greatest, greatest));
            Markers(plot, points);
        }
    }

    /// <summary>Residuals, actual minus predicted, against the predictions. Of more than a thousand rows a thousand, evenly spread, are drawn.</summary>
    /// <param name="actual">The numbers, from -1e100 to 1e100, at least one.</param>
    /// <param name="predicted">The predictions, from -1e100 to 1e100, one a row.</param>
    /// <exception cref="ArgumentException">The spans are empty or of different lengths, or hold a number out of this range.</exception>
    public static Chart Residuals(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted)
    {
        RequireNumbers(actual, predicted);
        double[] residuals = new double[actual.Length];
        for (int row = 0; row < residuals.Length; row++) residuals[row] = actual[row] - predicted[row];
        var points = Pairs(predicted, residuals);
        double least = points.Min(static point => point.X), greatest = points.Max(static point => point.X);
        return new Chart(
            "Residuals", FormattableString.Invariant($"Actual minus predicted of {residuals.Length} rows, against the prediction: from {Axes.Number(residuals.Min())} to {Axes.Number(residuals.Max())}, with a mean of {Axes.Number(residuals.Average())}."),
            new Panel("Residuals", "predicted", "actual minus predicted", Draw));

        void Draw(Plot plot)
        {
            plot.Reference((least, 0), (greatest, 0));
            Markers(plot, points);
        }
    }

    /// <summary>Bars with their spread, such as importances of columns. The first thirty are drawn.</summary>
    /// <param name="names">What the bars are of, at least one.</param>
    /// <param name="means">How long they are, from -1e100 to 1e100, one a name.</param>
    /// <param name="deviations">Half of the length of the lines that show their spread, from 0 to 1e100, one a name; empty for none.</param>
    /// <param name="score">What is measured, such as "drop of accuracy".</param>
    /// <exception cref="ArgumentException">The lists are empty or of different lengths, or hold a number out of its range.</exception>
    public static Chart Importances(IReadOnlyList<string> names, ReadOnlySpan<double> means, ReadOnlySpan<double> deviations = default, string score = "importance")
    {
        Require.NoNull(names, nameof(names));
        ArgumentException.ThrowIfNullOrEmpty(score);
        MetricChecks.NotEmpty(names.Count, nameof(names));
        MetricChecks.SameLength(names.Count, nameof(names), means.Length, nameof(means));
        if (deviations.Length > 0) MetricChecks.SameLength(names.Count, nameof(names), deviations.Length, nameof(deviations));
        RequireDrawable(means, nameof(means));
        RequireDrawable(deviations, nameof(deviations));
        foreach (double deviation in deviations) Require.Finite(deviation, deviation >= 0, "at least 0", nameof(deviations));
        int count = Math.Min(names.Count, MaxBars);
        double[] lengths = means[..count].ToArray(), spreads = deviations.Length == 0 ? new double[count] : deviations[..count].ToArray();
        bool isSpread = deviations.Length > 0;
        string left = names.Count > count ? FormattableString.Invariant($" {names.Count - count} more are not drawn.") : "";
        return new Chart(
            "Importances", $"{score}: {string.Join(", ", lengths.Select((length, i) => $"{names[i]} {Axes.Number(length)}{(isSpread ? $" ± {Axes.Number(spreads[i])}" : "")}"))}.{left}",
            new Panel("Importances", score, "", Draw))
        {
            Height = Math.Max(200, 110 + 24 * count),
        };

        void Draw(Plot plot)
        {
            plot.Numbers();
            plot.Add.Bars(lengths.Select((length, i) => new Bar
            {
                Position = count - 1 - i,
                Value = length,
                Error = spreads[i],
                Orientation = Orientation.Horizontal,
                FillColor = Palette.Series[0].Color.WithAlpha(0.75),
                ErrorSize = 0.2,
                LineWidth = isSpread ? 1.5f : 0,
                LineColor = Palette.Text.Color,
                Size = 0.7,
            }).ToArray());
            plot.Axes.Left.TickGenerator = Axes.Named(names.Take(count).Reverse());
            plot.Axes.Left.MajorTickStyle.Length = 0;
            double least = Math.Min(0, lengths.Select((length, i) => length - spreads[i]).Min()), greatest = Math.Max(0, lengths.Select((length, i) => length + spreads[i]).Max());
            double margin = greatest - least > 1e-100 ? 0.03 * (greatest - least) : 1;
            plot.Axes.SetLimits(least - margin, greatest + margin, -0.6, count - 0.4);
        }
    }

    private static void Markers(Plot plot, (double X, double Y)[] points)
    {
        plot.Numbers();
        var markers = plot.Add.ScatterPoints(points.Select(static point => point.X).ToArray(), points.Select(static point => point.Y).ToArray());
        markers.Color = Palette.Series[0].Color.WithAlpha(0.6);
        markers.MarkerSize = 5;
        plot.Around(points);
    }

    private static (double X, double Y)[] Pairs(ReadOnlySpan<double> xs, ReadOnlySpan<double> ys)
    {
        var pairs = new List<(double, double)>();
        foreach (int row in Curves.Spread(xs.Length, MaxMarkers)) pairs.Add((xs[row], ys[row]));
        return [.. pairs];
    }

    private static void RequireNumbers(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted)
    {
        MetricChecks.NotEmpty(actual.Length, nameof(actual));
        MetricChecks.SameLength(actual.Length, nameof(actual), predicted.Length, nameof(predicted));
        RequireDrawable(actual, nameof(actual));
        RequireDrawable(predicted, nameof(predicted));
    }

    private static void RequireDrawable(ReadOnlySpan<double> values, string name)
    {
        for (int i = 0; i < values.Length; i++)
            if (!Axes.CanDraw(values[i])) throw new ArgumentException(FormattableString.Invariant($"{name}[{i}] is {values[i]}; expected a number from -1e100 to 1e100."), name);
    }
}
