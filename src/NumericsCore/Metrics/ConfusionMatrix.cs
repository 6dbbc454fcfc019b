using System.Collections.ObjectModel;

namespace NumericsCore;

/// <summary>
/// Counts of each actual class (row) predicted as each class (column), for two or more classes,
/// with the scores that follow from the counts.
/// </summary>
/// <remarks>
/// The classes have names, one of them is named as the positive class, and rows are always the actual
/// class: nothing about the order is left to guess. The same four numbers give two different precisions
/// when the positive class changes. A quotient 0/0 is 0, as in scikit-learn.
/// </remarks>
public sealed partial class ConfusionMatrix
{
    private readonly CellCounts _counts;
    private readonly long[] _actual;
    private readonly long[] _predicted;

    private ConfusionMatrix(CellCounts counts, string[] classNames, int positiveClass)
    {
        _counts = counts;
        ClassNames = new ReadOnlyCollection<string>(classNames);
        PositiveClass = positiveClass;
        _actual = new long[classNames.Length];
        _predicted = new long[classNames.Length];
        foreach (var (actual, predicted, count) in counts.Cells())
        {
            _actual[actual] += count;
            _predicted[predicted] += count;
            Total += count;
            CorrectCount += actual == predicted ? count : 0;
        }
    }

    /// <summary>Counts labels against predicted labels.</summary>
    /// <param name="actual">The true class of each sample, from 0 to the number of classes − 1.</param>
    /// <param name="predicted">The predicted class of each sample, in the same order.</param>
    /// <param name="classNames">The name of class 0, class 1 and so on; two or more different ones.</param>
    /// <param name="positiveClass">The index of the class that precision, recall and F1 are about; 1 unless said.</param>
    /// <exception cref="ArgumentException">The spans are empty or of different lengths, there are fewer than two names, or a name is blank or given twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label or <paramref name="positiveClass"/> is no class.</exception>
    public static ConfusionMatrix FromLabels(
        ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted, IReadOnlyList<string> classNames, int positiveClass = 1)
    {
        string[] names = CheckedNames(classNames, positiveClass);
        MetricChecks.NotEmpty(actual.Length, nameof(actual));
        MetricChecks.SameLength(actual.Length, nameof(actual), predicted.Length, nameof(predicted));
        MetricChecks.LabelsInRange(actual, names.Length, nameof(actual));
        MetricChecks.LabelsInRange(predicted, names.Length, nameof(predicted));

        var counts = new CellCounts(names.Length);
        for (int i = 0; i < actual.Length; i++)
            counts.Add(actual[i], predicted[i], 1);
        return new ConfusionMatrix(counts, names, positiveClass);
    }

    /// <summary>Takes a matrix that was counted elsewhere.</summary>
    /// <param name="counts">A square matrix of counts, one row and one column a class, in the order of <paramref name="classNames"/>.</param>
    /// <param name="rows">Whether a row of <paramref name="counts"/> is an actual or a predicted class.</param>
    /// <param name="classNames">The names of the classes in the order of rows and columns; two or more different ones.</param>
    /// <param name="positiveClass">The index of the class that precision, recall and F1 are about.</param>
    /// <exception cref="ArgumentException">The matrix has another size than the names, has no samples or more than a long can count, there are fewer than two names, or a name is blank or given twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, <paramref name="positiveClass"/> is no class, or <paramref name="rows"/> is unknown.</exception>
    public static ConfusionMatrix FromCounts(long[,] counts, MatrixRows rows, IReadOnlyList<string> classNames, int positiveClass)
    {
        ArgumentNullException.ThrowIfNull(counts);
        string[] names = CheckedNames(classNames, positiveClass);
        if (rows is not (MatrixRows.Actual or MatrixRows.Predicted))
            throw new ArgumentOutOfRangeException(nameof(rows), $"rows is {rows}; expected Actual or Predicted.");
        CheckCounts(counts, names.Length);

        var byActual = new CellCounts(names.Length);
        for (int row = 0; row < names.Length; row++)
        {
            for (int column = 0; column < names.Length; column++)
                byActual.Add(row, column, rows == MatrixRows.Actual ? counts[row, column] : counts[column, row]);
        }
        return new ConfusionMatrix(byActual, names, positiveClass);
    }

    /// <summary>The names of the classes, in the order of rows and columns.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The index of the class that <see cref="Precision"/>, <see cref="Recall"/> and <see cref="F1"/> are about.</summary>
    public int PositiveClass { get; }

    /// <summary>The number of classes.</summary>
    public int ClassCount => _actual.Length;

    /// <summary>The number of samples, at least 1.</summary>
    public long Total { get; }

    /// <summary>The number of samples whose class was predicted: the sum of the diagonal.</summary>
    public long CorrectCount { get; }

    /// <summary>How many samples of one class were predicted as another, or as the same.</summary>
    /// <param name="actual">The index of the actual class: the row.</param>
    /// <param name="predicted">The index of the predicted class: the column.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is no class.</exception>
    public long this[int actual, int predicted]
    {
        get
        {
            CheckClass(actual, ClassCount, nameof(actual));
            CheckClass(predicted, ClassCount, nameof(predicted));
            return _counts[actual, predicted];
        }
    }

    /// <summary>A copy of the counts: rows actual, columns predicted.</summary>
    public long[,] ToArray()
    {
        long[,] counts = new long[ClassCount, ClassCount];
        foreach (var (actual, predicted, count) in _counts.Cells()) counts[actual, predicted] = count;
        return counts;
    }

    /// <summary>The cells that are not 0, row by row, of which there are no more than samples, however many classes there are.</summary>
    public IEnumerable<(int Actual, int Predicted, long Count)> NonzeroCells() => _counts.Cells();

    /// <summary>The four counts of one class against all others, with their scores.</summary>
    /// <param name="classIndex">The index of the class.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is no class.</exception>
    public BinaryCounts Of(int classIndex)
    {
        CheckClass(classIndex, ClassCount, nameof(classIndex));
        long truePositives = _counts[classIndex, classIndex];
        long falseNegatives = _actual[classIndex] - truePositives;
        long falsePositives = _predicted[classIndex] - truePositives;
        return new BinaryCounts(truePositives, falseNegatives, falsePositives, Total - truePositives - falseNegatives - falsePositives);
    }

    /// <summary>The samples of the positive class that were predicted as positive.</summary>
    public long TruePositives => Of(PositiveClass).TruePositives;

    /// <summary>The samples of the positive class that were predicted as another.</summary>
    public long FalseNegatives => Of(PositiveClass).FalseNegatives;

    /// <summary>The samples of other classes that were predicted as positive.</summary>
    public long FalsePositives => Of(PositiveClass).FalsePositives;

    /// <summary>The samples of other classes that were predicted as others.</summary>
    public long TrueNegatives => Of(PositiveClass).TrueNegatives;

    /// <summary>The fraction of samples whose class was predicted, over all classes: Σ diagonal / Σ all, in [0, 1].</summary>
    public double Accuracy => (double)CorrectCount / Total;

    /// <summary>TP / (TP + FP) of the positive class, in [0, 1]; 0 if it was never predicted.</summary>
    public double Precision => Of(PositiveClass).Precision;

    /// <summary>TP / (TP + FN) of the positive class, in [0, 1]; 0 if it never occurs.</summary>
    public double Recall => Of(PositiveClass).Recall;

    /// <summary>2 TP / (2 TP + FP + FN) of the positive class, in [0, 1]; 0 if it neither occurs nor is predicted.</summary>
    public double F1 => Of(PositiveClass).F1;

    /// <summary>Precision, recall and F1 over all classes, including those that never occur (their scores are 0).</summary>
    /// <param name="averaging">How the classes are weighed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The averaging is unknown.</exception>
    public AveragedScores Averaged(Averaging averaging)
    {
        double[] correct = [.. Enumerable.Range(0, ClassCount).Select(i => (double)_counts[i, i])];
        return new ClassTotals(correct, Array.ConvertAll(_actual, static count => (double)count), Array.ConvertAll(_predicted, static count => (double)count)).Averaged(averaging);
    }

    private static void CheckClass(int classIndex, int classCount, string name)
    {
        if ((uint)classIndex >= (uint)classCount)
            throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"{name} is {classIndex}; the classes are numbered from 0 to {classCount - 1}."));
    }

    private static string[] CheckedNames(IReadOnlyList<string> classNames, int positiveClass)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        string[] names = [.. classNames];
        if (names.Length < 2)
            throw new ArgumentException($"classNames has {names.Length} names; there must be at least 2 classes.", nameof(classNames));
        var firsts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < names.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(names[i]))
                throw new ArgumentException($"classNames[{i}] is blank; every class needs a name.", nameof(classNames));
            if (!firsts.TryAdd(names[i], i) && firsts[names[i]] is var first)
                throw new ArgumentException($"classNames[{first}] and classNames[{i}] are both '{names[i]}'; names must differ.", nameof(classNames));
        }
        CheckClass(positiveClass, names.Length, nameof(positiveClass));
        return names;
    }

    private static void CheckCounts(long[,] counts, int classCount)
    {
        if (counts.GetLength(0) != classCount || counts.GetLength(1) != classCount)
            throw new ArgumentException($"counts is {counts.GetLength(0)} x {counts.GetLength(1)}; {classCount} classes need {classCount} x {classCount}.", nameof(counts));
        long total = 0;
        for (int row = 0; row < classCount; row++)
        {
            for (int column = 0; column < classCount; column++)
            {
                long count = counts[row, column];
                if (count < 0)
                    throw new ArgumentOutOfRangeException(nameof(counts), FormattableString.Invariant($"counts[{row}, {column}] is {count}; a count cannot be negative."));
                if (count > long.MaxValue - total)
                    throw new ArgumentException($"counts sum to more than {long.MaxValue}.", nameof(counts));
                total += count;
            }
        }
        if (total == 0)
            throw new ArgumentException("counts are all 0; a metric needs at least one sample.", nameof(counts));
    }
}
