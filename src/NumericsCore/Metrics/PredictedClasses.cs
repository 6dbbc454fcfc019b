using System.Globalization;
using System.Numerics;

namespace NumericsCore;

/// <summary>Turns the outputs of a model into class labels.</summary>
public static class PredictedClasses
{
    /// <summary>Label 1 where the probability is at least the threshold, else 0: a probability of exactly 0.5 is class 1.</summary>
    /// <param name="probabilities">Probabilities of class 1, each in [0, 1].</param>
    /// <param name="threshold">The threshold in [0, 1], rounded to the type of the probabilities, so that 0.7f reaches 0.7.</param>
    /// <returns>One label a probability.</returns>
    /// <exception cref="ArgumentException">A probability is NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A probability or the threshold is outside [0, 1].</exception>
    public static int[] FromProbabilities<T>(ReadOnlySpan<T> probabilities, double threshold = 0.5) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!(threshold is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(threshold), string.Create(CultureInfo.InvariantCulture, $"threshold is {threshold}; expected a probability from 0 to 1."));
        MetricChecks.NoNaN(probabilities);

        T limit = T.CreateChecked(threshold);
        int[] labels = new int[probabilities.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            T probability = probabilities[i];
            if (probability < T.Zero || probability > T.One)
                throw new ArgumentOutOfRangeException(nameof(probabilities), string.Create(CultureInfo.InvariantCulture, $"probabilities[{i}] is {probability}; expected a probability from 0 to 1 (apply a sigmoid to logits first)."));
            labels[i] = probability >= limit ? 1 : 0;
        }
        return labels;
    }

    /// <summary>The column of the highest score in each row; the first one where several are equal.</summary>
    /// <param name="scores">Row-major [samples, classes]: probabilities or logits.</param>
    /// <param name="classCount">The number of classes, at least 2.</param>
    /// <returns>One label a row, from 0 to <paramref name="classCount"/> − 1.</returns>
    /// <exception cref="ArgumentException">The scores do not fill whole rows, or one is NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two classes.</exception>
    public static int[] FromScores<T>(ReadOnlySpan<T> scores, int classCount) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MetricChecks.Classes(classCount, nameof(classCount));
        if (scores.Length % classCount != 0)
            throw new ArgumentException($"scores has {scores.Length} elements; rows of {classCount} classes need a multiple of {classCount}.", nameof(scores));
        MetricChecks.NoNaN(scores, classCount);

        int[] labels = new int[scores.Length / classCount];
        for (int row = 0; row < labels.Length; row++)
            labels[row] = FirstHighest(scores.Slice(row * classCount, classCount));
        return labels;
    }

    /// <summary>The place of the highest number; the first one where several are equal.</summary>
    internal static int FirstHighest<T>(ReadOnlySpan<T> row) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int best = 0;
        for (int i = 1; i < row.Length; i++)
        {
            if (row[i] > row[best])
                best = i;
        }
        return best;
    }
}
