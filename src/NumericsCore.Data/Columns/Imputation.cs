namespace NumericsCore.Data;

/// <summary>What takes the place of a missing value, found from the rows that a <see cref="ColumnTransformer"/> is fitted on.</summary>
public sealed class Imputation
{
    /// <summary>The text that <see cref="Constant"/> fills in unless another is given.</summary>
    internal const string MissingText = "missing";

    private readonly Func<double[], double> _number;
    private readonly string? _text;

    private Imputation(string name, Func<double[], double> number, string? text = null) => (Name, _number, _text) = (name, number, text);

    /// <summary>The mean of a column of numbers; the most frequent text of a column of text, which has no mean.</summary>
    public static Imputation Mean { get; } = new("mean", static values => StandardScaler.MeanAndDeviation(values).Mean);

    /// <summary>
    /// The median of a column of numbers, the mean of the middle two if their count is even; the most frequent text of a column of text, which
    /// has no median.
    /// </summary>
    public static Imputation Median { get; } = new("median", static values => Quantiles.Of(values).At(0.5));

    /// <summary>The most frequent value; the first in order of several.</summary>
    public static Imputation MostFrequent { get; } = new("most-frequent", static values => values.GroupBy(static value => value).OrderByDescending(static group => group.Count()).ThenBy(static group => group.Key).First().Key);

    /// <summary>A number in columns of numbers, and a text in columns of text.</summary>
    /// <param name="number">Finite.</param>
    /// <param name="text">Not blank.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="number"/> is not finite.</exception>
    /// <exception cref="ArgumentException"><paramref name="text"/> is blank.</exception>
    public static Imputation Constant(double number = 0, string text = MissingText)
    {
        if (!double.IsFinite(number)) throw new ArgumentOutOfRangeException(nameof(number), FormattableString.Invariant($"number is {number}; expected a finite number."));
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return new("constant", _ => number, text);
    }

    /// <summary>What it is called: mean, median, most-frequent or constant.</summary>
    public string Name { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>What is filled into a column of numbers.</summary>
    /// <param name="values">Those that are there.</param>
    /// <param name="column">The name of the column.</param>
    /// <exception cref="TableException">There is no value to find it from, or it is too large for float64.</exception>
    internal double NumberFor(double[] values, string column)
    {
        if (values.Length == 0 && _text is null) throw NoValue(column);
        double number = _number(values);
        return double.IsFinite(number) ? number : throw new TableException("the values are too large for their mean in float64", column: column);
    }

    /// <summary>What is filled into a column of text.</summary>
    /// <param name="values">Those that are there.</param>
    /// <param name="column">The name of the column.</param>
    /// <exception cref="TableException">There is no value to find it from.</exception>
    internal string TextFor(IReadOnlyList<string> values, string column)
    {
        if (_text is not null) return _text;
        if (values.Count == 0) throw NoValue(column);
        return values.GroupBy(static value => value, StringComparer.Ordinal).OrderByDescending(static group => group.Count()).ThenBy(static group => group.Key, StringComparer.Ordinal).First().Key;
    }

    /// <summary>What is filled into a column of dates, in days since 1970-01-01.</summary>
    /// <param name="days">Those that are there.</param>
    /// <param name="form">How they are written.</param>
    /// <param name="column">The name of the column.</param>
    /// <exception cref="TableException">There is no date to find it from, or the constant is none.</exception>
    internal double DateFor(double[] days, DateForm form, string column)
    {
        if (_text is null) return NumberFor(days, column);
        if (DateText.TryRead(_text, out var date) && (date.Days(form.Order) ?? date.Days(DateOrder.YearMonthDay)) is { } constant) return constant;
        throw new TableException($"{Quoted.One(_text)} is filled in for missing dates, but is no date such as '{form.Example}'", column: column);
    }

    private TableException NoValue(string column) => new($"every value of the rows to fit on is missing, so there is no {Name} value to fill in; leave the column out, or fill in a constant", column: column, remedy: TableRemedy.LeaveOut);
}
