using System.Numerics;

namespace NumericsCore;

/// <summary>
/// Errors of predicted numbers yᵢ against actual ones, computed in double precision.
/// A NaN among the numbers makes the result NaN, so that a diverged model shows.
/// </summary>
public static class RegressionMetrics
{
    /// <summary>(1/n) Σ (yᵢ − ŷᵢ)², in the squared unit of the target.</summary>
    /// <param name="actual">The true values yᵢ.</param>
    /// <param name="predicted">The predicted values ŷᵢ, in the same order.</param>
    /// <returns>The mean squared error, 0 or more.</returns>
    /// <exception cref="ArgumentException">The spans are empty or of different lengths.</exception>
    public static double MeanSquaredError<T>(ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(actual, predicted);
        return SumOfSquaredErrors(actual, predicted) / actual.Length;
    }

    /// <summary>√((1/n) Σ (yᵢ − ŷᵢ)²), in the unit of the target.</summary>
    /// <param name="actual">The true values yᵢ.</param>
    /// <param name="predicted">The predicted values ŷᵢ, in the same order.</param>
    /// <returns>The root of the mean squared error, 0 or more.</returns>
    /// <exception cref="ArgumentException">The spans are empty or of different lengths.</exception>
    public static double RootMeanSquaredError<T>(ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted) where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Math.Sqrt(MeanSquaredError(actual, predicted));

    /// <summary>(1/n) Σ |yᵢ − ŷᵢ|, in the unit of the target.</summary>
    /// <param name="actual">The true values yᵢ.</param>
    /// <param name="predicted">The predicted values ŷᵢ, in the same order.</param>
    /// <returns>The mean absolute error, 0 or more.</returns>
    /// <exception cref="ArgumentException">The spans are empty or of different lengths.</exception>
    public static double MeanAbsoluteError<T>(ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(actual, predicted);
        double sum = 0;
        for (int i = 0; i < actual.Length; i++)
            sum += Math.Abs(double.CreateChecked(actual[i]) - double.CreateChecked(predicted[i]));
        return sum / actual.Length;
    }

    /// <summary>
    /// The coefficient of determination 1 − Σ (yᵢ − ŷᵢ)² / Σ (yᵢ − ȳ)²: 1 is perfect, 0 is as good as
    /// always predicting the mean ȳ, below 0 is worse.
    /// </summary>
    /// <param name="actual">The true values yᵢ.</param>
    /// <param name="predicted">The predicted values ŷᵢ, in the same order.</param>
    /// <returns>
    /// At most 1. As in scikit-learn: NaN for a single sample; where all actual values are equal,
    /// 1 if the predictions are exact and 0 if not.
    /// </returns>
    /// <exception cref="ArgumentException">The spans are empty or of different lengths.</exception>
    public static double R2<T>(ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(actual, predicted);
        // The rounded mean of equal values may differ from them, so equality is tested before the mean is taken.
        bool allEqual = !actual.ContainsAnyExcept(actual[0]);
        double mean = 0;
        foreach (T value in actual)
            mean += double.CreateChecked(value);
        mean /= actual.Length;
        double variation = 0;
        foreach (T value in actual)
        {
            double deviation = double.CreateChecked(value) - mean;
            variation += deviation * deviation;
        }
        return R2(actual.Length, allEqual, SumOfSquaredErrors(actual, predicted), variation);
    }

    /// <summary>R² of its sums.</summary>
    /// <param name="samples">How many values there are.</param>
    /// <param name="allEqual">Whether all actual values are the same one.</param>
    /// <param name="residual">Σ (yᵢ − ŷᵢ)².</param>
    /// <param name="variation">Σ (yᵢ − ȳ)².</param>
    internal static double R2(long samples, bool allEqual, double residual, double variation)
    {
        if (samples == 1) return double.NaN;
        if (allEqual && !double.IsNaN(residual)) return residual == 0 ? 1 : 0;
        return 1 - residual / variation;
    }

    private static void Check<T>(ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted)
    {
        MetricChecks.NotEmpty(actual.Length, nameof(actual));
        MetricChecks.SameLength(actual.Length, nameof(actual), predicted.Length, nameof(predicted));
    }

    private static double SumOfSquaredErrors<T>(ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            double error = double.CreateChecked(actual[i]) - double.CreateChecked(predicted[i]);
            sum += error * error;
        }
        return sum;
    }
}
