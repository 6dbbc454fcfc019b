using NumericsCore.Cli.Commands;
using NumericsCore.Data;

namespace NumericsCore.Cli.Pipeline;

/// <summary>What an option chose for columns.</summary>
/// <param name="Option">Its name.</param>
/// <param name="Given">As it was given, and what that means.</param>
internal sealed record ColumnChoices<T>(string Option, IReadOnlyList<(ColumnChoice Text, T Value)> Given)
{
    /// <summary>Whether a column is named.</summary>
    public bool Names(string column) => Given.Any(choice => choice.Text.Column == column);

    /// <summary>What was chosen for a column; nothing where nothing was.</summary>
    public bool TryGet(string column, out T value)
    {
        foreach (var (text, chosen) in Given.OrderBy(static choice => choice.Text.Column is null))
        {
            if (text.Column is not null && text.Column != column) continue;
            value = chosen;
            return true;
        }

        value = default!;
        return false;
    }

    /// <summary>The texts that were given.</summary>
    public IEnumerable<string> Texts => Given.Select(static choice => choice.Text.ToString());

    /// <summary>The columns that were named.</summary>
    public IEnumerable<(string Option, string Column)> Columns => Given.Where(static choice => choice.Text.Column is not null).Select(choice => (Option, choice.Text.Column!));
}

/// <summary>How columns become features.</summary>
internal sealed record ColumnSettings
{
    private const string InteractOption = "--interact";

    /// <summary>What takes the place of missing values; null for nothing: the rows are dropped.</summary>
    public required ColumnChoices<Imputation?> Impute { get; init; }

    /// <summary>How categories become numbers, and their order if one was given.</summary>
    public required ColumnChoices<(CategoryEncoding Encoding, IReadOnlyList<string>? Order)> Encode { get; init; }

    /// <summary>How dates become numbers.</summary>
    public required ColumnChoices<DateEncoding> Dates { get; init; }

    /// <summary>Whether dates begin with the day or with the month; null where a column shows it.</summary>
    public required ColumnChoices<DateOrder?> DateOrder { get; init; }

    /// <summary>What is done to numbers, in order.</summary>
    public required ColumnChoices<IReadOnlyList<NumberStep>> Transform { get; init; }

    /// <summary>Pairs of columns whose products are features too, as they were given.</summary>
    public required IReadOnlyList<string> Interact { get; init; }

    /// <summary>Categories with fewer training rows are taken together.</summary>
    public required int MinFrequency { get; init; }

    /// <summary>The most categories of a column.</summary>
    public required int MaxCategories { get; init; }

    /// <summary>What becomes of unknown categories.</summary>
    public required UnknownCategory Unknown { get; init; }

    /// <summary>The options that name columns, and which.</summary>
    public IEnumerable<(string Option, string Column)> Named => [.. Impute.Columns, .. Encode.Columns, .. Dates.Columns, .. DateOrder.Columns, .. Transform.Columns];

    /// <summary>How text becomes numbers, as it was given.</summary>
    public IEnumerable<string> EncodeTexts => Encode.Texts.Concat(Dates.Texts);

    /// <summary>Whether a missing value of a column is filled in.</summary>
    public bool Imputes(string column) => Impute.TryGet(column, out var imputation) && imputation is not null;

    /// <summary>The steps for the columns of a table; null where all are numbers that stay as they are.</summary>
    public IReadOnlyList<ColumnSteps>? StepsFor(Table features)
    {
        bool plain = Interact.Count == 0 && Impute.Given.Count == 0 && Transform.Given.Count == 0 && !Encode.Columns.Any() && !Dates.Columns.Any() && features.Columns.All(static column => column is NumericColumn);
        return plain ? null : [.. features.Columns.Select(StepsFor)];
    }

    /// <summary>The pairs of columns of a table whose products are features too.</summary>
    /// <exception cref="InputException">A text does not name two columns.</exception>
    public IReadOnlyList<ColumnInteraction> InteractionsOf(Table features) => [.. Interact.Select(text => InteractionOf(text, features))];

    /// <summary>What was given, by the options' names, for the record of a training.</summary>
    public IEnumerable<(string Option, IEnumerable<string> Texts)> Given
    {
        get
        {
            if (Impute.Given.Count > 0) yield return (Impute.Option, Impute.Texts);
            if (EncodeTexts.Any()) yield return (Encode.Option, EncodeTexts);
            if (DateOrder.Given.Count > 0) yield return (DateOrder.Option, DateOrder.Texts);
            if (Transform.Given.Count > 0) yield return (Transform.Option, Transform.Texts);
            if (Interact.Count > 0) yield return (InteractOption, Interact);
            if (MinFrequency != 1) yield return ("--min-frequency", [FormattableString.Invariant($"{MinFrequency}")]);
            if (MaxCategories != new ColumnSteps().MaxCategories) yield return ("--max-categories", [FormattableString.Invariant($"{MaxCategories}")]);
            if (Unknown != UnknownCategory.Zeros) yield return ("--unknown", [Options.Word(Unknown)]);
        }
    }

    // names may have an asterisk
    private static ColumnInteraction InteractionOf(string text, Table features)
    {
        for (int at = text.IndexOf('*', StringComparison.Ordinal); at >= 0; at = text.IndexOf('*', at + 1))
        {
            if (features.TryGetColumn(text[..at], out var first) && features.TryGetColumn(text[(at + 1)..], out var second)) return new(first.Name, second.Name);
        }

        throw new InputException($"{InteractOption} is '{text}'; expected two features with a * between them, which are {ColumnNames.List([.. features.Columns.Select(static column => column.Name)])}");
    }

    private ColumnSteps StepsFor(Column column)
    {
        Impute.TryGet(column.Name, out var imputation);
        var dates = DateColumns.FormOf(column, this);
        bool encoded = Encode.TryGet(column.Name, out var encoding) && ((column is TextColumn && dates is null && !Dates.Names(column.Name)) || Encode.Names(column.Name));
        bool asDates = Dates.TryGet(column.Name, out var dateEncoding) && (dates is not null || Dates.Names(column.Name));
        // steps for all columns are for those of numbers; for a column that is named and has none, fitting says so
        bool transformed = Transform.TryGet(column.Name, out var steps) && (Transform.Names(column.Name) || (column is NumericColumn && !encoded));
        return new ColumnSteps(column.Name)
        {
            Impute = imputation,
            Encode = encoded ? encoding.Encoding : null,
            Dates = asDates ? dateEncoding : null,
            // of the whole column, whatever rows are trained on
            DateOrder = dates?.Order,
            Order = encoded ? encoding.Order : null,
            Steps = transformed ? steps : [],
            MinFrequency = MinFrequency,
            MaxCategories = MaxCategories,
            Unknown = Unknown,
        };
    }
}
