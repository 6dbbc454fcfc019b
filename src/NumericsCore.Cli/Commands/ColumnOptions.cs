using System.CommandLine;
using System.Globalization;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Data;

namespace NumericsCore.Cli.Commands;

/// <summary>The options that say how columns become features.</summary>
internal sealed class ColumnOptions
{
    private const string DropRows = "drop-rows", Constant = "constant", None = "none", Order = "ordinal:", Clip = "clip", Date = "date";
    private static readonly Imputation[] s_imputations = [Imputation.Mean, Imputation.Median, Imputation.MostFrequent];

    private static readonly NumberStep[] s_steps = [NumberStep.Standard, NumberStep.MinMax, NumberStep.Robust, NumberStep.Quantile, NumberStep.Log, NumberStep.Log1p, NumberStep.YeoJohnson, NumberStep.Clip()];

    private readonly Option<string[]> _impute = ColumnChoice.Option("--impute", "What takes the place of a missing value, with a column that says where: mean, median, most-frequent, constant (0, or 'missing'), constant:VALUE, or drop-rows [default]", "KIND");
    private readonly Option<string[]> _encode = ColumnChoice.Option("--encode", "How text becomes numbers, and numbers whose column is named: one-hot [default], ordinal, ordinal:LOW,...,HIGH or frequency; or how dates do: date for elapsed days [default], date:parts for year, month, weekday and hour, date:cyclic for these as sine and cosine", "KIND");
    private readonly Option<string[]> _dates = ColumnChoice.Option("--dates", "Whether dates such as 01/02/2024 begin with the day or with the month, where no day above 12 shows it: dmy or mdy", "ORDER");
    private readonly Option<string[]> _transform = ColumnChoice.Option("--transform", "What is done to numbers, in order, before they are standardised: standard, min-max, robust, quantile, log, log1p, yeo-johnson, clip, clip:FRACTION of the rows on either side, or none [default]", "STEP,STEP,...");
    private readonly Option<string[]> _interact = new("--interact") { Description = "Two columns whose product is a feature too, of categories one for each pair; what --transform and --encode make of them is multiplied. May be given several times.", HelpName = "COLUMN*COLUMN", DefaultValueFactory = static _ => [] };
    private readonly NumberOption<int> _minFrequency = new("--min-frequency", "Categories with fewer training rows are taken together.", NumberRange.Count(1), 1);
    private readonly NumberOption<int> _maxCategories = new("--max-categories", "Of more categories of a column the most frequent stay, the rest are taken together.", NumberRange.Count(1), 100);
    private readonly Option<string> _unknown = Options.Choice("--unknown", "What becomes of a category that no training row has: zeros in all its columns, or an error.", UnknownCategory.Zeros);

    public IEnumerable<Option> All => [_impute, _encode, _dates, _transform, _interact, _minFrequency, _maxCategories, _unknown];

    /// <summary>What was chosen.</summary>
    /// <exception cref="InputException">A choice is none that there is.</exception>
    public ColumnSettings Read(ParseResult parsed) => new()
    {
        Impute = Read(parsed, _impute, ImputationOf),
        Encode = Read(parsed, _encode, static text => EncodingOf(text), static text => !IsOfDates(text)),
        Dates = Read(parsed, _encode, static text => DateEncodingOf(text), IsOfDates),
        DateOrder = Read(parsed, _dates, static text => DateOrderOf(text)),
        Transform = Read(parsed, _transform, StepsOf),
        Interact = parsed.GetRequiredValue(_interact),
        MinFrequency = _minFrequency.Value(parsed),
        MaxCategories = _maxCategories.Value(parsed),
        Unknown = _unknown.Read<UnknownCategory>(parsed),
    };

    private static ColumnChoices<T> Read<T>(ParseResult parsed, Option<string[]> option, Func<string, T> read, Func<string, bool>? isMeant = null)
    {
        // a choice for all dates stands beside one for all other text
        var given = ColumnChoice.Read(parsed, option, isMeant is null ? null : IsOfDates);
        return new(option.Name, [.. given.Where(choice => isMeant?.Invoke(choice.Value) ?? true).Select(choice =>
        {
            try
            {
                return (choice, read(choice.Value));
            }
            catch (FormatException e)
            {
                throw new InputException($"{option.Name} is '{choice}'; expected {e.Message}");
            }
        })]);
    }

    private static bool IsOfDates(string text) => text == Date || text.StartsWith(Date + ":", StringComparison.Ordinal);

    private static DateEncoding DateEncodingOf(string text) => text == Date ? DateEncoding.Elapsed
        : FittedDates.EncodingOf(text[(Date.Length + 1)..]) ?? throw new FormatException("date, date:elapsed, date:parts or date:cyclic for dates, for one column behind its name and '='");

    private static DateOrder? DateOrderOf(string text) => text switch
    {
        "dmy" => DateOrder.DayMonthYear,
        "mdy" => DateOrder.MonthDayYear,
        _ => throw new FormatException("dmy or mdy, for one column behind its name and '='"),
    };

    private static Imputation? ImputationOf(string text)
    {
        if (text == DropRows) return null;
        if (Array.Find(s_imputations, imputation => imputation.Name == text) is { } known) return known;
        if (text == Constant) return Imputation.Constant();
        string value = text.StartsWith(Constant + ":", StringComparison.Ordinal) ? text[(Constant.Length + 1)..] : "";
        if (string.IsNullOrWhiteSpace(value)) throw new FormatException("mean, median, most-frequent, constant, constant:VALUE or drop-rows, for one column behind its name and '='");
        return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? Imputation.Constant(number, value)
            : Imputation.Constant(text: value);
    }

    private static IReadOnlyList<NumberStep> StepsOf(string text) => text == None ? [] : [.. text.Split(',').Select(StepOf)];

    private static NumberStep StepOf(string text)
    {
        if (Array.Find(s_steps, step => step.Name == text) is { } known) return known;
        bool isClip = text.StartsWith(Clip + ":", StringComparison.Ordinal);
        return isClip && double.TryParse(text.AsSpan(Clip.Length + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out double fraction) && fraction is > 0 and < 0.5
            ? NumberStep.Clip(fraction)
            : throw new FormatException($"none, or with commas between them some of {string.Join(", ", s_steps.Select(static step => step.Name))} and {Clip}:FRACTION above 0 and below 0.5, for one column behind its name and '='");
    }

    private static (CategoryEncoding, IReadOnlyList<string>?) EncodingOf(string text)
    {
        if (FittedCategories.EncodingOf(text) is { } encoding) return (encoding, null);
        string[] order = text.StartsWith(Order, StringComparison.Ordinal) ? text[Order.Length..].Split(',') : [];
        return order.Length > 0 && order.All(static category => category.Length > 0) && order.Distinct().Count() == order.Length
            ? (CategoryEncoding.Ordinal, order)
            : throw new FormatException("one-hot, ordinal, ordinal:LOW,...,HIGH with each category once, or frequency, or for dates date, date:parts or date:cyclic, for one column behind its name and '='");
    }
}
