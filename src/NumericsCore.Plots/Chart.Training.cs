using ScottPlot;

namespace NumericsCore.Plots;

public sealed partial class Chart
{
    private const int MaxEpochPoints = 1000;

    /// <summary>The course of a training: a part for the loss and one for each metric, with the rows held out beside the training rows.</summary>
    /// <param name="history">What <see cref="Model.Fit"/> gave, with at least one epoch.</param>
    /// <exception cref="ArgumentException">There is no epoch.</exception>
    public static Chart Training(History history)
    {
        Chart[] charts = [.. TrainingValues(history).Select(name => Training(history, name))];
        return charts.Length == 1 ? charts[0] : new Chart("Training", string.Join(" ", charts.Select(static chart => chart.Description)), [.. charts.Select(static chart => chart._panels[0])]);
    }

    /// <summary>The course of one value of a training, with that of the rows held out.</summary>
    /// <param name="history">What <see cref="Model.Fit"/> gave, with at least one epoch.</param>
    /// <param name="name">The value: "loss", or the name of a metric.</param>
    /// <exception cref="ArgumentException">There is no epoch.</exception>
    /// <exception cref="KeyNotFoundException">The training has no such value; the message lists those there are.</exception>
    public static Chart Training(History history, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _ = TrainingValues(history);
        _ = history.Epochs[0][name];
        return Course($"{name} by epoch", name, [new("training", Values(history, name)), new("validation", Values(history, EpochResult.ValidationPrefix + name))]);
    }

    /// <summary>The names of the values of a training, the rows held out not counted apart.</summary>
    internal static IReadOnlyList<string> TrainingValues(History history)
    {
        ArgumentNullException.ThrowIfNull(history);
        if (history.Epochs.Count == 0) throw new ArgumentException("The history has no epoch; expected one at least.", nameof(history));
        return ["loss", .. history.Epochs[0].Training.Metrics.Keys];
    }

    /// <summary>Lines over epochs, of one training or of several.</summary>
    /// <param name="title">What stands above.</param>
    /// <param name="y">The title of the axis at the left.</param>
    /// <param name="lines">Names and values from epoch 1 on, NaN where there is none; what is no number from -1e100 to 1e100 is left out.</param>
    internal static Chart Course(string title, string y, IReadOnlyList<(string Name, double[] Values)> lines)
    {
        (string Name, double[] Values)[] drawn = [.. lines.Where(static line => line.Values.Any(Axes.CanDraw)).Take(Palette.Series.Count)];
        string description = drawn.Length == 0 ? $"{title}: no number." : $"{title}. {string.Join(" ", drawn.Select(Course))}";
        return new Chart(title, description, new Panel(title, "epoch", y, Draw, drawn.Length > 1 ? Free(drawn) : null));

        void Draw(Plot plot)
        {
            for (int i = 0; i < drawn.Length; i++)
            {
                double[] values = drawn[i].Values;
                (double, double)[] points = [.. Curves.Spread(values.Length, MaxEpochPoints).Append(values.Length - 1).Distinct().Where(epoch => Axes.CanDraw(values[epoch])).Select(epoch => (epoch + 1.0, values[epoch]))];
                var line = plot.Line(points, Palette.Series[i], drawn[i].Name, i % 2 == 0 ? LinePattern.Solid : LinePattern.Dashed);
                if (points.Length == 1) line.MarkerSize = 7;
            }

            plot.Numbers(isCount: true);
            plot.Around([.. drawn.SelectMany(static line => line.Values.Select(static (value, i) => (i + 1.0, value))).Where(static point => Axes.CanDraw(point.Item2))]);
        }
    }

    /// <summary>The corner at the end of the epochs that the lines leave free.</summary>
    private static Alignment Free((string Name, double[] Values)[] lines)
    {
        double[] all = [.. lines.SelectMany(static line => line.Values).Where(Axes.CanDraw)], ends = [.. lines.SelectMany(static line => line.Values[(line.Values.Length * 2 / 3)..]).Where(Axes.CanDraw)];
        return ends.Length > 0 && ends.Average() > (all.Min() / 2) + (all.Max() / 2) ? Alignment.LowerRight : Alignment.UpperRight;
    }

    private static string Course((string Name, double[] Values) line)
    {
        double[] finite = [.. line.Values.Where(Axes.CanDraw)];
        int lowest = Array.IndexOf(line.Values, finite.Min()), highest = Array.IndexOf(line.Values, finite.Max());
        return FormattableString.Invariant($"{line.Name}: {line.Values.Length} epoch{(line.Values.Length == 1 ? "" : "s")}, from {Axes.Number(finite[0])} to {Axes.Number(finite[^1])}; lowest {Axes.Number(finite.Min())} in epoch {lowest + 1}, highest {Axes.Number(finite.Max())} in epoch {highest + 1}.");
    }

    private static double[] Values(History history, string name) =>
        [.. history.Epochs.Select(epoch => epoch.Values().Where(pair => pair.Key == name).Select(static pair => pair.Value).FirstOrDefault(double.NaN))];
}
