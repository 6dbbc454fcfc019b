namespace NumericsCore.Data;

/// <summary>What a <see cref="ColumnTransformer"/> does to columns, in this order: take values for missing, fill in what is missing, then encode categories, or take steps with numbers.</summary>
public sealed record ColumnSteps
{
    /// <summary>Steps for these columns; for all that nothing else is said of, if none is named.</summary>
    /// <param name="columns">Their names.</param>
    public ColumnSteps(params IEnumerable<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Columns = [.. columns];
    }

    /// <summary>The names of the columns; none for all that nothing else is said of.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>
    /// Values that count as missing, besides those that are, as a table writes them: -999, or "unknown". For tables that were not read from files, whose
    /// words <see cref="CsvOptions.MissingOf"/> has.
    /// </summary>
    /// <exception cref="ArgumentException">One is null or blank.</exception>
    public IReadOnlyList<string> Missing
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(Missing));
            field = !value.Any(string.IsNullOrWhiteSpace) ? [.. value] : throw new ArgumentException("Missing has a blank value; expected text.", nameof(Missing));
        }
    } = [];

    /// <summary>What takes the place of a missing value; if null a missing value is an error.</summary>
    public Imputation? Impute { get; init; }

    /// <summary>
    /// Whether a column of its own, "NAME missing", says of each row whether a value was filled in. There is one only where the rows fitted
    /// on miss a value, and none where a one-hot category says it already.
    /// </summary>
    public bool Indicator { get; init; } = true;

    /// <summary>How categories become numbers; if null, text is encoded one-hot and numbers stay as they are. With an encoding numbers are categories too.</summary>
    public CategoryEncoding? Encode { get; init; }

    /// <summary>
    /// How dates become numbers; if null, a column of text in which every value is a date, all written in one way, becomes elapsed days. With
    /// <see cref="Encode"/> its dates are categories.
    /// </summary>
    public DateEncoding? Dates { get; init; }

    /// <summary>Whether the day or the month comes first, in dates such as 01/02/2024; if null a day above 12 has to show it. Dates with points begin with the day.</summary>
    public DateOrder? DateOrder { get; init; }

    /// <summary>The categories in their order, for an ordinal encoding; if null numbers are in numeric order and text in ordinal order.</summary>
    public IReadOnlyList<string>? Order { get; init; }

    /// <summary>Categories with fewer rows are taken together as "(other)", at least 1. Not for frequencies, or where an order is given.</summary>
    public int MinFrequency
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), FormattableString.Invariant($"MinFrequency is {value}; expected 1 or more rows."));
    } = 1;

    /// <summary>Of more categories the most frequent stay, and the rest are taken together as "(other)", at least 1. Not for frequencies, or where an order is given.</summary>
    public int MaxCategories
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), FormattableString.Invariant($"MaxCategories is {value}; expected 1 or more categories."));
    } = 100;

    /// <summary>What becomes of a category that the rows fitted on did not have.</summary>
    public UnknownCategory Unknown { get; init; }

    /// <summary>What is done to numbers, in order.</summary>
    public IReadOnlyList<NumberStep> Steps { get; init; } = [];
}
