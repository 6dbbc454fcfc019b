using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore;

/// <summary>The checks that every metric makes before it counts anything.</summary>
internal static class MetricChecks
{
    public static void SameLength(int expected, string expectedName, int length, string name)
    {
        if (length != expected)
            throw new ArgumentException($"{name} has {length} elements, {expectedName} has {expected}; each sample needs one of both.", name);
    }

    public static void NotEmpty(int length, string name)
    {
        if (length == 0)
            throw new ArgumentException($"{name} is empty; a metric needs at least one sample.", name);
    }

    public static void Classes(int classCount, string name)
    {
        if (classCount < 2)
            throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"{name} is {classCount}; there must be at least 2 classes."));
    }

    public static void LabelsInRange(ReadOnlySpan<int> labels, int classCount, string name)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classCount)
                throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"{name}[{i}] is {labels[i]}; a label of {classCount} classes is a number from 0 to {classCount - 1}."));
        }
    }

    /// <summary>Checks that there is a number of probabilities, each in [0, 1].</summary>
    public static void Probabilities<T>(ReadOnlySpan<T> probabilities, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NotEmpty(probabilities.Length, nameof(probabilities));
        if (probabilities.Length != count)
            throw new ArgumentException(FormattableString.Invariant($"probabilities has {probabilities.Length} elements; the labels need {count}."), nameof(probabilities));
        NoNaN(probabilities);
        for (int i = 0; i < probabilities.Length; i++)
        {
            if (probabilities[i] < T.Zero || probabilities[i] > T.One)
                throw new ArgumentOutOfRangeException(nameof(probabilities), FormattableString.Invariant($"probabilities[{i}] is {probabilities[i]}; expected a probability from 0 to 1."));
        }
    }

    public static void NoNaN<T>(ReadOnlySpan<T> values, [CallerArgumentExpression(nameof(values))] string name = "")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (T.IsNaN(values[i]))
                throw new ArgumentException($"{name}[{i}] is NaN, which has no order.", name);
        }
    }

    /// <summary>The same for a row-major matrix: the message names row and column.</summary>
    public static void NoNaN<T>(ReadOnlySpan<T> values, int columns, [CallerArgumentExpression(nameof(values))] string name = "")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (T.IsNaN(values[i]))
                throw new ArgumentException($"{name}[row {i / columns}, column {i % columns}] is NaN, which has no order.", name);
        }
    }
}
