namespace NumericsCore.Data;

/// <summary>What would help a file that cannot be read as it is, or that seems to be read in the wrong way.</summary>
public enum TableRemedy
{
    /// <summary>Nothing that an option sets.</summary>
    None,

    /// <summary>Another <see cref="CsvOptions.Delimiter"/>.</summary>
    Delimiter,

    /// <summary><see cref="CsvOptions.HasHeader"/> = false.</summary>
    NoHeader,

    /// <summary>Leaving a column out, or making it good.</summary>
    LeaveOut,

    /// <summary>Other <see cref="CsvOptions.MissingValues"/> or <see cref="CsvOptions.MissingTexts"/>.</summary>
    MissingWords,

    /// <summary>Another <see cref="CsvOptions.Encoding"/>.</summary>
    Encoding,

    /// <summary><see cref="CsvOptions.HasHeader"/> = true.</summary>
    Header,

    /// <summary>Saying whether dates begin with the day or with the month: <see cref="ColumnSteps.DateOrder"/>.</summary>
    DateOrder,
}

/// <summary>The remedies in terms of this library.</summary>
internal static class TableRemedies
{
    /// <summary>Whether all columns would be other ones.</summary>
    public static bool IsOfColumns(this TableRemedy remedy) => remedy is TableRemedy.Delimiter or TableRemedy.NoHeader or TableRemedy.Header;

    /// <summary>Why the columns may be other ones than were meant; null if nothing was noticed.</summary>
    public static TableNote? OtherColumns(this IEnumerable<TableNote> notes) => notes.FirstOrDefault(static note => note.Remedy.IsOfColumns());

    /// <summary>An error about columns, with why they may be other ones than were meant.</summary>
    public static TableException NoColumn(string problem, string table, IEnumerable<TableNote> notes) => notes.OtherColumns() is { } cause
        ? new TableException($"{problem}; {cause.Message}", table, remedy: cause.Remedy, advice: cause.Remedy.Advice())
        : new TableException(problem, table);

    /// <summary>What follows an observation in a message.</summary>
    public static string Advice(this TableRemedy remedy) => remedy switch
    {
        TableRemedy.Delimiter => ", which CsvOptions.Delimiter sets",
        TableRemedy.Encoding => ", which CsvOptions.Encoding names",
        TableRemedy.NoHeader => ", which CsvOptions.HasHeader = false reads as a row",
        TableRemedy.DateOrder => ", which ColumnSteps.DateOrder says",
        TableRemedy.Header => "; CsvOptions.HasHeader = true takes it for names",
        _ => "",
    };
}
