using System.Globalization;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Pipeline;

/// <summary>How the probability from which a row is in the positive class of two is chosen.</summary>
internal sealed record ThresholdChoice : InvariantRecord
{
    private const string F1 = "f1", Cost = "cost:", Recall = "recall:", Precision = "precision:";
    private const string Expected = "a number from 0 to 1, f1, cost:FP,FN with two costs of at least 0, one of them above 0, or recall:X or precision:X with X above 0 and at most 1";

    private readonly double[] _numbers;

    private ThresholdChoice(string text, double[] numbers) => (Text, _numbers) = (text, numbers);

    /// <summary>As it was given.</summary>
    public string Text { get; }

    /// <summary>Whether it is chosen on rows.</summary>
    public bool IsFitted => !char.IsAsciiDigit(Text[0]);

    /// <summary>The choice of a text.</summary>
    /// <exception cref="InputException">There is no such choice.</exception>
    public static ThresholdChoice Parse(string text)
    {
        if (text == F1) return new(text, []);
        if (text.StartsWith(Cost, StringComparison.Ordinal) && Numbers(text[Cost.Length..]) is [>= 0, >= 0] costs && costs.Sum() is > 0 and < double.PositiveInfinity) return new(text, costs);
        if (text.StartsWith(Recall, StringComparison.Ordinal) && Numbers(text[Recall.Length..]) is [> 0 and <= 1] recall) return new(text, recall);
        if (text.StartsWith(Precision, StringComparison.Ordinal) && Numbers(text[Precision.Length..]) is [> 0 and <= 1] precision) return new(text, precision);
        if (text.Length > 0 && char.IsAsciiDigit(text[0]) && Numbers(text) is [>= 0 and <= 1] fixedOne) return new(text, fixedOne);
        throw new InputException($"--threshold is '{text}'; expected {Expected}");
    }

    /// <summary>The threshold.</summary>
    /// <param name="probabilities">Those of the positive class of the validation rows.</param>
    /// <param name="labels">1 for positive, 0 for negative.</param>
    /// <param name="positive">The name of the positive class.</param>
    /// <exception cref="InputException">No validation row is positive, or no threshold has the wanted precision.</exception>
    public double For(ReadOnlySpan<double> probabilities, ReadOnlySpan<int> labels, string positive)
    {
        if (!IsFitted) return _numbers[0];
        if (_numbers.Length == 2) return DecisionThreshold.ForCost(probabilities, labels, _numbers[0], _numbers[1]);
        if (!labels.Contains(1))
            throw new InputException(FormattableString.Invariant($"--threshold {Text} looks for rows of class '{positive}', but none of the {labels.Length} validation rows has it; expected a larger --validation-split, or another --seed"));
        if (_numbers.Length == 0) return DecisionThreshold.ForF1(probabilities, labels);
        if (Text.StartsWith(Recall, StringComparison.Ordinal)) return DecisionThreshold.ForRecall(probabilities, labels, _numbers[0]);
        try
        {
            return DecisionThreshold.ForPrecision(probabilities, labels, _numbers[0]);
        }
        // which the model does not reach on these rows
        catch (ArgumentException e)
        {
            throw new InputException($"--threshold {Text}: {e.Message.Split(" (Parameter")[0].TrimEnd('.')}");
        }
    }

    private static double[] Numbers(string text)
    {
        string[] parts = text.Split(',');
        double[] numbers = [.. parts.Select(static part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN)];
        return numbers;
    }
}
