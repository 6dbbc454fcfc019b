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
}

/// <summary>The remedies in terms of this library.</summary>
internal static class TableRemedies
{
    /// <summary>What follows an observation in a message.</summary>
    public static string Advice(this TableRemedy remedy) => remedy switch
    {
        TableRemedy.Delimiter => ", which CsvOptions.Delimiter sets",
        TableRemedy.NoHeader => ", which CsvOptions.HasHeader = false reads as a row",
        _ => "",
    };
}
