using CsvHelper;

namespace NumericsCore.Data.Csv;

/// <summary>Opens CSV at its first record, behind a line that names the delimiter.</summary>
internal static class CsvStart
{
    /// <summary>A reader of the stream from its start.</summary>
    /// <param name="stream">Read again from the start where a line names another delimiter than the comma.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="options">Whether a header is expected.</param>
    /// <param name="delimiter">The one that was asked for; what the file names, if that was the comma.</param>
    /// <exception cref="TableException">There is no record.</exception>
    public static CsvReader Open(Stream stream, string name, CsvOptions options, ref char delimiter)
    {
        CsvReader csv = Create(stream, delimiter);
        try
        {
            bool more = csv.Read();
            if (more && Dialect.SeparatorLine(csv.RawRecord) is { } named)
            {
                // A delimiter that was asked for stays.
                if (delimiter == ',' && named != delimiter)
                {
                    if (!stream.CanSeek) throw new TableException($"a pipe is read once, and its first line names the delimiter '{named}'; ask for it", name, remedy: TableRemedy.Delimiter, advice: TableRemedy.Delimiter.Advice());
                    delimiter = named;
                    csv.Dispose();
                    csv = Create(stream, delimiter);
                    more = csv.Read();
                }
                if (more && Dialect.SeparatorLine(csv.RawRecord) is not null) more = csv.Read();
            }
            return more
                ? csv
                : throw new TableException(options.ReadsHeader ? "the file is empty; a header line with the names of the columns was expected" : "the file is empty; rows were expected", name);
        }
        catch
        {
            csv.Dispose();
            throw;
        }
    }

    private static CsvReader Create(Stream stream, char delimiter)
    {
        if (stream.CanSeek) stream.Position = 0;
        return CsvReader.Create(stream, new CsvReaderOptions
        {
            Separator = delimiter,
            // The header is read as a record like the others, for its line number and the same checks.
            HasHeader = false,
            TrackLineNumbers = true,
            TrimWhitespace = true,
            MalformedData = CsvMalformedDataHandling.Throw,
            PoolStrings = true,
        }, leaveOpen: true);
    }
}
