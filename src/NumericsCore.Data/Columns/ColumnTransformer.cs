using System.Text;
using System.Text.Json;
using NumericsCore.Data.Names;

namespace NumericsCore.Data;

/// <summary>
/// Makes features of the columns of a table, in the manner of scikit-learn's class of this name: what is missing is filled in, categories are encoded,
/// numbers take steps. It is fitted on the training rows alone, and then transforms every table by what it learnt there.
/// </summary>
public sealed class ColumnTransformer
{
    private readonly FittedColumn[] _columns;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;

    private ColumnTransformer(FittedColumn[] columns, IReadOnlyList<ColumnInteraction> interactions)
    {
        _columns = columns;
        Products = new FittedInteractions(columns, interactions);
        _inputNames = [.. columns.Select(static column => column.Name)];
        var taken = new HashSet<string>(CanonicalForm.Comparer);
        _outputNames = [.. columns.SelectMany(static column => column.OutputNames).Concat(Products.Names).Select(name => Free(name, taken))];
        Notes = [.. columns.OfType<FittedCategories>().Where(static column => column.Note is not null).Select(static column => new TableNote(column.Note!, column.Name))];
    }

    /// <summary>The columns that it takes, in order.</summary>
    public IReadOnlyList<string> InputNames => _inputNames;

    /// <summary>
    /// The columns that it makes, in order: of a one-hot encoding NAME=CATEGORY, of an indicator "NAME missing", else the column's own name; of interactions FIRST*SECOND, behind all others; with a
    /// prime where two would have the same.
    /// </summary>
    public IReadOnlyList<string> OutputNames => _outputNames;

    /// <summary>The pairs of columns whose products are features too.</summary>
    public IReadOnlyList<ColumnInteraction> Interactions => Products.Pairs;

    /// <summary>What was decided that its user should know: the rare categories that are taken together.</summary>
    public IReadOnlyList<TableNote> Notes { get; }

    internal IReadOnlyList<FittedColumn> Columns => _columns;

    internal FittedInteractions Products { get; }

    /// <summary>
    /// Fits to the rows of a table: all its columns become features. Without steps, numbers stay as they are and text is encoded one-hot.
    /// </summary>
    /// <param name="table">The training rows, at least one, without the target.</param>
    /// <param name="steps">What is done to which columns.</param>
    /// <exception cref="ArgumentException">There are no rows, or two steps are for one column.</exception>
    /// <exception cref="TableException">There is no such column; it cannot be used, has no value, or none that the steps are for.</exception>
    public static ColumnTransformer Fit(Table table, params IReadOnlyList<ColumnSteps> steps) => Fit(table, steps, []);

    /// <summary>Fits to the rows of a table, and makes products of pairs of columns besides.</summary>
    /// <param name="table">The training rows, at least one, without the target.</param>
    /// <param name="steps">What is done to which columns.</param>
    /// <param name="interactions">The pairs, each once, whose features are multiplied with each other.</param>
    /// <exception cref="ArgumentException">
    /// There are no rows, two steps are for one column, an interaction is of no columns of the table, comes twice, has more than 10,000 products, or is of a column of several features with itself.
    /// </exception>
    /// <exception cref="TableException">There is no such column; it cannot be used, has no value, or none that the steps are for.</exception>
    public static ColumnTransformer Fit(Table table, IReadOnlyList<ColumnSteps> steps, IReadOnlyList<ColumnInteraction> interactions)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(steps);
        ArgumentNullException.ThrowIfNull(interactions);
        if (table.RowCount == 0) throw new ArgumentException("A transformer is fitted on at least one row.", nameof(table));
        var planOf = new Dictionary<Column, ColumnSteps>();
        foreach (var plan in steps)
        {
            foreach (string name in plan.Columns)
            {
                if (!planOf.TryAdd(table[name], plan)) throw new ArgumentException($"Steps for column {Quoted.One(name)} are given twice.", nameof(steps));
            }
        }

        if (steps.Count(static plan => plan.Columns.Count == 0) > 1) throw new ArgumentException("Steps for all other columns are given twice.", nameof(steps));
        var others = steps.FirstOrDefault(static plan => plan.Columns.Count == 0) ?? new ColumnSteps();
        return new([.. table.Columns.Select(column => FitMissing(table, column, planOf.GetValueOrDefault(column, others)))], [.. interactions]);
    }

    /// <summary>The features of a table.</summary>
    /// <param name="table">Has the columns of <see cref="InputNames"/>, in whatever order; others are not looked at.</param>
    /// <exception cref="TableException">
    /// A column is not there, is text and not numbers, or misses a value that is not filled in; or a number has no finite result.
    /// </exception>
    public FeatureMatrix Transform(Table table) => TransformCounting(table).Features;

    /// <summary>How many cells of each column are a category that the rows fitted on did not have; columns with none are left out.</summary>
    /// <param name="table">As for <see cref="Transform(Table)"/>.</param>
    /// <exception cref="TableException">As for <see cref="Transform(Table)"/>.</exception>
    public IReadOnlyDictionary<string, int> CountUnknown(Table table) => TransformCounting(table).Unknown;

    /// <summary>
    /// A scaler of the resulting columns: numbers get mean 0 and standard deviation 1; one-hot columns, indicators and columns with a scaling
    /// of their own stay as they are.
    /// </summary>
    /// <param name="features">What <see cref="Transform(Table)"/> gave.</param>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    /// <exception cref="TableException">The columns are others, or a deviation is too large or too small for float64.</exception>
    public StandardScaler FitScaler(FeatureMatrix features)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (!features.ColumnNames.SequenceEqual(_outputNames, CanonicalForm.Comparer)) throw new TableException("the columns are not those that the transformer makes");
        bool[] scaled = [.. _columns.SelectMany(static column => column.OutputNames.Select((_, i) => column.IsOfAnySizeAt(i))), .. Products.AreOfAnySize];
        return StandardScaler.Fit(features, scaled);
    }

    /// <summary>A line for each column: its name, its steps, and how many columns come of it.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (column, steps, features) in SummaryRows()) text.Append(FormattableString.Invariant($"{PrintableText.Of(column)}: {PrintableText.Of(steps)}; {(features == 1 ? "1 feature" : $"{features} features")}\n"));
        return text.Append(FormattableString.Invariant($"({_inputNames.Length} columns, {_outputNames.Length} features)")).ToString();
    }

    /// <summary>For each column, and then for each interaction, its name, its steps, and how many columns come of it.</summary>
    public IReadOnlyList<(string Column, string Steps, int Features)> SummaryRows() =>
        [.. _columns.Select(static column => (column.Name, column.Description, column.OutputNames.Count)), .. Interactions.Select((pair, i) => (pair.ToString(), Products.Counts[i] == 1 ? "product" : "products of all pairs", Products.Counts[i]))];

    /// <summary>Whether files of it have what only the newest form has.</summary>
    internal bool IsOfNewestForm => Interactions.Count > 0 || _columns.Any(static column => column.Missing is not null);

    /// <summary>Writes an array of the columns.</summary>
    internal void Save(Utf8JsonWriter json, string name)
    {
        json.WriteStartArray(name);
        foreach (var column in _columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            if (column.Missing is not null) json.WriteTexts("missing", column.Missing);
            column.Save(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Reads what <see cref="Save"/> has written.</summary>
    /// <exception cref="ModelFileException">It is not that.</exception>
    /// <exception cref="ArgumentException">There is no column, two have one name, or the parts of one do not fit.</exception>
    internal static ColumnTransformer Load(SettingsReader reader, string name, IReadOnlyList<ColumnInteraction> interactions)
    {
        FittedColumn[] columns = reader.ReadParts(name, (json, place) => LoadOne(reader.Nested(json, place)));
        if (columns.Length == 0) throw new ArgumentException("There are no columns.", nameof(reader));
        if (columns.Select(static column => column.Name).Distinct(CanonicalForm.Comparer).Count() < columns.Length) throw new ArgumentException("Two columns have one name.", nameof(reader));
        return new(columns, interactions);
    }

    private static FittedColumn LoadOne(SettingsReader reader)
    {
        string name = reader.ReadString("name"), kind = reader.ReadString("kind");
        if (string.IsNullOrWhiteSpace(name)) throw reader.Broken("name is blank; expected the name of a column");
        string[]? missing = reader.Has("missing") ? reader.ReadStrings("missing") : null;
        FittedColumn column = kind == FittedNumber.Kind ? FittedNumber.Load(name, reader)
            : kind == FittedDates.Kind ? FittedDates.Load(name, reader)
            : FittedCategories.EncodingOf(kind) is { } encoding ? FittedCategories.Load(name, encoding, reader)
            : throw reader.Broken($"there is no column of kind {ModelFileException.Quote(kind)} in this version");
        reader.RequireAllRead();
        column.Missing = missing;
        return column;
    }

    private static FittedColumn FitMissing(Table table, Column column, ColumnSteps plan)
    {
        column.RequireUsable();
        var fitted = FitOne(table, FittedColumn.WithMissing(column, plan.Missing), plan);
        if (plan.Missing.Count > 0) fitted.Missing = [.. plan.Missing];
        return fitted;
    }

    private static FittedColumn FitOne(Table table, Column column, ColumnSteps plan)
    {
        bool isNamed = plan.Columns.Count > 0;
        if (isNamed && plan is { Encode: not null, Dates: not null }) throw new ArgumentException($"Column {Quoted.One(column.Name)} is to be encoded both as categories and as dates; expected one of both.", nameof(plan));
        if (column is NumericColumn numbers)
        {
            FeatureMatrix.RequireNoInfinity(table, numbers);
            if (isNamed && plan.Dates is not null) throw new TableException("is numbers, and no dates", table.Name, column: column.Name);
            if (plan.Encode is null) return FittedNumber.Fit(numbers, plan);
            if (plan.Steps.Count > 0 && plan.Columns.Count > 0) throw new TableException("is encoded as categories, and the steps are for numbers", table.Name, column: column.Name);
        }
        else if (plan.Steps.Count > 0 && isNamed)
        {
            throw new TableException("is text, and the steps are for numbers", table.Name, column: column.Name);
        }
        else if (plan.Encode is null || (plan.Dates is not null && !isNamed))
        {
            var text = (TextColumn)column;
            if (DateForm.Of(text, plan.DateOrder, out string? ambiguous) is { } form) return FittedDates.Fit(text, form, plan);
            if (ambiguous is not null) throw Ambiguous(table, column, ambiguous);
            if (isNamed && plan.Dates is not null) throw NoDates(table, text);
        }

        return FittedCategories.Fit(column, plan);
    }

    private static TableException Ambiguous(Table table, Column column, string example) => new(
        $"{Quoted.One(example)} and all other dates may begin with the day or with the month", table.Name, column: column.Name, remedy: TableRemedy.DateOrder, advice: TableRemedy.DateOrder.Advice());

    private static TableException NoDates(Table table, TextColumn column)
    {
        int row = Array.FindIndex(column.Values.ToArray(), static text => text is not null && !DateText.TryRead(text, out _));
        return row < 0
            ? new TableException("the dates are not all written in one way", table.Name, column: column.Name)
            : new TableException($"{Quoted.One(column.Text(row)!)} is no date such as '2024-01-31' or '2024-01-31T12:30:00'", table.Name, table.LineOf(row), column.Name);
    }

    /// <summary>The features of a table, and what <see cref="CountUnknown"/> says of it.</summary>
    internal (FeatureMatrix Features, IReadOnlyDictionary<string, int> Unknown) TransformCounting(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var unknown = new Dictionary<string, int>();
        int width = _outputNames.Length, start = 0;
        var values = new double[checked(table.RowCount * width)];
        foreach (var fitted in _columns)
        {
            Column column = table[fitted.Name];
            column.RequireUsable();
            if (column is NumericColumn numbers) FeatureMatrix.RequireNoInfinity(table, numbers);
            int outputs = fitted.OutputNames.Count;
            for (int row = 0; row < table.RowCount; row++)
            {
                var outcome = WriteCell(table, fitted, column, row, values.AsSpan(row * width + start, outputs));
                if (outcome == CellOutcome.Missing)
                    throw new TableException(FormattableString.Invariant($"the value in row {row} is missing; leave such rows out with DropMissing(), or fill them in with Impute"), table.Name, column: column.Name);
                if (outcome == CellOutcome.Unknown) unknown[fitted.Name] = unknown.GetValueOrDefault(fitted.Name) + 1;
            }

            start += outputs;
        }

        for (int row = 0; row < table.RowCount && Interactions.Count > 0; row++)
        {
            try
            {
                Products.Write(values.AsSpan(row * width, width));
            }
            catch (CellException e)
            {
                throw new TableException(e.Message, table.Name, table.LineOf(row), cause: e);
            }
        }

        return (FeatureMatrix.Owning(values, table.RowCount, _outputNames), unknown);
    }

    private static CellOutcome WriteCell(Table table, FittedColumn fitted, Column column, int row, Span<double> outputs)
    {
        try
        {
            if (fitted.TakesText || column is TextColumn) return fitted.Write(column.Text(row), outputs);
            return fitted.Write(((NumericColumn)column).Values[row], outputs);
        }
        catch (CellException e)
        {
            throw new TableException(e.Message, table.Name, table.LineOf(row), column.Name, e);
        }
    }

    /// <summary>The name, or what comes next if a column is called that.</summary>
    private static string Free(string name, HashSet<string> taken)
    {
        while (!taken.Add(name)) name += "'";
        return name;
    }
}
