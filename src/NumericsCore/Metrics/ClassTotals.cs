namespace NumericsCore;

/// <summary>What scores of one class, and averages over classes, are made of: of each class, how much was correct, was actually of it, and was predicted as it.</summary>
/// <param name="correct">The diagonal of the confusion matrix, in samples or in their weights.</param>
/// <param name="actual">The sums of its rows.</param>
/// <param name="predicted">The sums of its columns.</param>
internal readonly ref struct ClassTotals(ReadOnlySpan<double> correct, ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted)
{
    private readonly ReadOnlySpan<double> _correct = correct;
    private readonly ReadOnlySpan<double> _actual = actual;
    private readonly ReadOnlySpan<double> _predicted = predicted;

    /// <summary>The scores of one class against all others.</summary>
    public AveragedScores Of(int classIndex)
    {
        double truePositives = _correct[classIndex], falseNegatives = _actual[classIndex] - truePositives, falsePositives = _predicted[classIndex] - truePositives;
        return new AveragedScores(
            BinaryScores.Precision(truePositives, falsePositives), BinaryScores.Recall(truePositives, falseNegatives), BinaryScores.F1(truePositives, falsePositives, falseNegatives));
    }

    /// <summary>The scores of all classes together.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The averaging is unknown.</exception>
    public AveragedScores Averaged(Averaging averaging)
    {
        if (!Enum.IsDefined(averaging)) throw new ArgumentOutOfRangeException(nameof(averaging), $"averaging is {averaging}; expected Macro, Micro or Weighted.");
        if (averaging == Averaging.Micro)
        {
            // the precision of all counts added is their recall too, and the accuracy
            double accuracy = BinaryScores.Precision(Sum(_correct), Sum(_actual) - Sum(_correct));
            return new AveragedScores(accuracy, accuracy, accuracy);
        }

        double precision = 0, recall = 0, f1 = 0, weights = 0;
        for (int i = 0; i < _correct.Length; i++)
        {
            var scores = Of(i);
            double weight = averaging == Averaging.Weighted ? _actual[i] : 1;
            weights += weight;
            precision += weight * scores.Precision;
            recall += weight * scores.Recall;
            f1 += weight * scores.F1;
        }

        return weights == 0 ? default : new AveragedScores(precision / weights, recall / weights, f1 / weights);
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum;
    }
}
