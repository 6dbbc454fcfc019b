namespace NumericsCore.Plots;

/// <summary>Charts of what a training and a test give, in one call.</summary>
public static class PlotExtensions
{
    /// <summary>Draws the training curves to a file: <see cref="Chart.Training(History)"/>.</summary>
    /// <param name="history">What <see cref="Model.Fit"/> gave, with at least one epoch.</param>
    /// <param name="path">A file whose name ends with .svg or .png; it is replaced whole.</param>
    /// <exception cref="ArgumentException">There is no epoch, or the name ends otherwise.</exception>
    /// <exception cref="IOException">The file cannot be written; the old one is as it was.</exception>
    public static void Plot(this History history, string path) => Chart.Training(history).Save(path);

    /// <summary>Draws the confusion matrix to a file: <see cref="Chart.ConfusionMatrix"/>.</summary>
    /// <param name="matrix">Of at most 20 classes.</param>
    /// <param name="path">A file whose name ends with .svg or .png; it is replaced whole.</param>
    /// <exception cref="ArgumentException">There are more classes, or the name ends otherwise.</exception>
    /// <exception cref="IOException">The file cannot be written; the old one is as it was.</exception>
    public static void Plot(this ConfusionMatrix matrix, string path) => Chart.ConfusionMatrix(matrix).Save(path);
}
