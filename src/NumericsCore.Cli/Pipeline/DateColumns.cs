using NumericsCore.Data;

namespace NumericsCore.Cli.Pipeline;

/// <summary>Columns of dates among those of text.</summary>
internal static class DateColumns
{
    /// <summary>How the dates of a column are written; null where it is none of dates, or its values were named as categories.</summary>
    public static DateForm? FormOf(Column column, ColumnSettings settings) => FormOf(column, settings, out _);

    /// <summary>Throws where all dates of a column may begin with the day or with the month.</summary>
    /// <exception cref="InputException">They may.</exception>
    public static void RequireOneMeaning(string file, Column column, ColumnSettings settings)
    {
        if (FormOf(column, settings, out string? ambiguous) is not null || ambiguous is null) return;
        string dates = ShellWord.Of($"{column.Name}=dmy"), encode = ShellWord.Of($"{column.Name}=one-hot");
        throw new InputException($"{file}, column '{column.Name}': '{ambiguous}' and all other dates may begin with the day or with the month; say --dates {dates} or --dates {ShellWord.Of($"{column.Name}=mdy")}, leave the column out with --ignore {ShellWord.Of(column.Name)}, or take each text for a category with --encode {encode}");
    }

    /// <summary>What to say of columns of a table in which day and month cannot be told apart.</summary>
    public static IEnumerable<string> Notes(string file, Table table)
    {
        foreach (var column in table.Columns.OfType<TextColumn>().Where(static column => column.Fault is null))
        {
            if (DateForm.Of(column, null, out string? ambiguous) is null && ambiguous is not null)
                yield return $"{file}: column '{column.Name}': '{ambiguous}' and all other dates may begin with the day or with the month, which --dates dmy or mdy says in training";
        }
    }

    private static DateForm? FormOf(Column column, ColumnSettings settings, out string? ambiguous)
    {
        ambiguous = null;
        if (column is not TextColumn text || settings.Encode.Names(column.Name)) return null;
        settings.DateOrder.TryGet(column.Name, out var order);
        return DateForm.Of(text, order, out ambiguous);
    }
}
