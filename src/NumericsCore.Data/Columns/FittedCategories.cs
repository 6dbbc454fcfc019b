using System.Globalization;
using System.Text.Json;

namespace NumericsCore.Data;

/// <summary>A column of categories: what is missing is filled in, then a category becomes one number, or one a category.</summary>
internal sealed class FittedCategories : FittedColumn
{
    /// <summary>The name of the categories that are taken together.</summary>
    public const string Other = "(other)";

    private readonly bool _ofNumbers;
    private readonly CategoryEncoding _encoding;
    private readonly UnknownCategory _unknown;
    private readonly (string Name, string Value)? _fill;
    private readonly bool _indicator;
    private readonly string[] _categories;
    private readonly string[] _others;
    private readonly double[] _frequencies;
    private readonly Dictionary<string, int> _placeOf = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">There is no category, one comes twice, or the numbers do not fit.</exception>
    private FittedCategories(string name, bool ofNumbers, CategoryEncoding encoding, UnknownCategory unknown, (string, string)? fill, bool indicator, string[] categories, string[] others, double[] frequencies)
        : base(name)
    {
        (_ofNumbers, _encoding, _unknown, _fill, _indicator, _categories, _others, _frequencies) = (ofNumbers, encoding, unknown, fill, indicator, categories, others, frequencies);
        if (categories.Length == 0) throw new ArgumentException("There is no category.", nameof(categories));
        if (frequencies.Length != (encoding == CategoryEncoding.Frequency ? categories.Length : 0) || frequencies.Any(static f => f is not (> 0 and <= 1)))
            throw new ArgumentException("The frequencies are not one above 0 and up to 1 for each category.", nameof(frequencies));
        for (int i = 0; i < categories.Length + others.Length; i++)
        {
            string category = i < categories.Length ? categories[i] : others[i - categories.Length];
            if (!_placeOf.TryAdd(category, Math.Min(i, categories.Length))) throw new ArgumentException($"The category {Quoted.One(category)} comes twice.", nameof(categories));
        }

        string[] encoded = encoding == CategoryEncoding.OneHot ? [.. categories.Concat(others.Length > 0 ? [Other] : []).Select(category => $"{name}={category}")] : [name];
        OutputNames = indicator ? [.. encoded, $"{name} missing"] : encoded;
    }

    public override bool TakesText => !_ofNumbers;

    public override IReadOnlyList<string> OutputNames { get; }

    public override bool IsOfAnySize => _encoding != CategoryEncoding.OneHot;

    /// <summary>What the user should know of it; null for nothing.</summary>
    public string? Note => _others.Length == 0 ? null : FormattableString.Invariant($"{_others.Length} rare categories of {_categories.Length + _others.Length} are taken together as {Other}: {Quoted.List(_others)}");

    public override string Description
    {
        get
        {
            string filled = _fill is var (kind, value) ? $"missing: {kind} {Quoted.One(value)}{(_indicator ? " with indicator" : "")}, " : "";
            string others = _others.Length == 0 ? "" : FormattableString.Invariant($", {_others.Length} more as {Other}");
            return FormattableString.Invariant($"{filled}{KindOf(_encoding)} of {(_categories.Length == 1 ? "1 category" : $"{_categories.Length} categories")}{others}{(_unknown == UnknownCategory.Error ? ", unknown ones an error" : "")}");
        }
    }

    /// <summary>Fits on the categories of rows.</summary>
    /// <exception cref="TableException">There is none, or one that the order does not have.</exception>
    public static FittedCategories Fit(Column column, ColumnSteps plan)
    {
        var encoding = plan.Encode ?? CategoryEncoding.OneHot;
        string[] there = [.. Enumerable.Range(0, column.Count).Where(row => !column.IsMissing(row)).Select(row => TextOf(column, row)!)];
        bool misses = there.Length < column.Count;
        (string, string)? fill = plan.Impute is not { } imputation ? null : (imputation.Name, column is NumericColumn numbers
            ? NumericColumn.Written(imputation.NumberFor([.. numbers.Values.ToArray().Where(static value => !double.IsNaN(value))], column.Name))
            : imputation.TextFor(there, column.Name));
        // a category that only missing cells have says of itself where they are
        bool indicator = fill is { Item2: var filled } && plan.Indicator && misses && !(encoding == CategoryEncoding.OneHot && !there.Contains(filled));
        string[] values = misses && fill is not null ? [.. there, .. Enumerable.Repeat(fill.Value.Item2, column.Count - there.Length)] : there;
        if (values.Length == 0) throw new TableException("every value of the rows to fit on is missing, so there is no category; leave the column out", column: column.Name, remedy: TableRemedy.LeaveOut);
        var counts = values.GroupBy(static value => value, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.Count(), StringComparer.Ordinal);
        var order = column is NumericColumn ? Comparer<string>.Create(static (a, b) => NumberOf(a).CompareTo(NumberOf(b))) : (IComparer<string>)StringComparer.Ordinal;
        string[] categories = plan.Order is { } given ? Ordered(given, counts.Keys, column.Name) : [.. counts.Keys.Order(order)];
        string[] others = [];
        if (encoding != CategoryEncoding.Frequency && plan.Order is null)
        {
            var frequent = categories.Where(category => counts[category] >= plan.MinFrequency).OrderByDescending(category => counts[category]).Take(plan.MaxCategories).ToHashSet(StringComparer.Ordinal);
            // one that is rare alone is no group; and there has to be one that is not
            if (frequent.Count > 0 && categories.Length - frequent.Count > 1)
                (categories, others) = ([.. categories.Where(frequent.Contains)], [.. categories.Where(category => !frequent.Contains(category))]);
        }

        double[] frequencies = encoding == CategoryEncoding.Frequency ? [.. categories.Select(category => (double)counts[category] / values.Length)] : [];
        return new(column.Name, column is NumericColumn, encoding, plan.Unknown, fill, indicator, categories, others, frequencies);
    }

    /// <summary>A cell as a category: a number by its value, however it is written.</summary>
    public static string? TextOf(Column column, int row) => column.IsMissing(row) ? null : column is NumericColumn numbers ? NumericColumn.Written(numbers.Values[row]) : column.Text(row);

    protected override CellOutcome WriteNumber(double value, Span<double> outputs) => WriteText(double.IsNaN(value) ? null : NumericColumn.Written(value), outputs);

    protected override CellOutcome WriteText(string? text, Span<double> outputs)
    {
        if (text is null && _fill is null) return CellOutcome.Missing;
        outputs.Clear();
        if (_indicator) outputs[^1] = text is null ? 1 : 0;
        bool known = _placeOf.TryGetValue(text ?? _fill!.Value.Value, out int place);
        if (!known && _unknown == UnknownCategory.Error)
            throw new CellException($"{Quoted.One(text ?? _fill!.Value.Value)} is a category that the rows fitted on did not have; these were {Quoted.List(_categories.Concat(_others))}");
        if (_encoding == CategoryEncoding.OneHot && known) outputs[place] = 1;
        else if (_encoding == CategoryEncoding.Ordinal) outputs[0] = known ? place : -1;
        else if (_encoding == CategoryEncoding.Frequency && known) outputs[0] = _frequencies[place];
        return known ? CellOutcome.Known : CellOutcome.Unknown;
    }

    public override void Save(Utf8JsonWriter json)
    {
        json.WriteString("kind", KindOf(_encoding));
        if (_ofNumbers) json.WriteBoolean("ofNumbers", true);
        if (_fill is var (kind, value))
        {
            json.WriteString("impute", kind);
            json.WriteString("fill", value);
            json.WriteBoolean("indicator", _indicator);
        }

        if (_unknown == UnknownCategory.Error) json.WriteString("unknown", "error");
        json.WriteTexts("categories", _categories);
        if (_others.Length > 0) json.WriteTexts("others", _others);
        if (_encoding == CategoryEncoding.Frequency) json.WriteNumbers("frequencies", _frequencies);
    }

    /// <summary>The encoding of a name, as files and options have it; null for another name.</summary>
    public static CategoryEncoding? EncodingOf(string kind)
    {
        foreach (var encoding in Enum.GetValues<CategoryEncoding>())
        {
            if (KindOf(encoding) == kind) return encoding;
        }

        return null;
    }

    /// <summary>Reads what <see cref="Save"/> has written.</summary>
    /// <exception cref="ModelFileException">It is not that.</exception>
    /// <exception cref="ArgumentException">The parts do not fit.</exception>
    public static FittedCategories Load(string name, CategoryEncoding encoding, SettingsReader reader)
    {
        bool ofNumbers = reader.Has("ofNumbers") && reader.ReadBoolean("ofNumbers");
        (string, string)? fill = reader.ReadStringOrNull("impute") is { } kind ? (kind, reader.ReadString("fill")) : null;
        bool indicator = fill is not null && reader.ReadBoolean("indicator");
        string? unknown = reader.ReadStringOrNull("unknown");
        if (unknown is not (null or "error")) throw reader.Broken($"unknown is {ModelFileException.Quote(unknown)}; expected error");
        return new(
            name, ofNumbers, encoding, unknown is null ? UnknownCategory.Zeros : UnknownCategory.Error, fill, indicator, reader.ReadStrings("categories"),
            reader.Has("others") ? reader.ReadStrings("others") : [], encoding == CategoryEncoding.Frequency ? reader.ReadDoubles("frequencies") : []);
    }

    private static string KindOf(CategoryEncoding encoding) => encoding switch
    {
        CategoryEncoding.OneHot => "one-hot",
        CategoryEncoding.Ordinal => "ordinal",
        _ => "frequency",
    };

    private static string[] Ordered(IReadOnlyList<string> order, IEnumerable<string> there, string column)
    {
        if (there.Except(order, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            throw new TableException($"{Quoted.One(unknown)} is none of the categories in order, which are {Quoted.List(order)}", column: column);
        return [.. order];
    }

    private static double NumberOf(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
