using NumericsCore.Data;

namespace NumericsCore.Columnar;

/// <summary>Reads files of columns, each of which has a type: Parquet, and Arrow IPC files (Feather version 2) and streams.</summary>
/// <remarks>
/// Cells are those that CSV with these values has. Numbers are float64, of which decimals and integers beyond 2⁵³ keep their digits as text; true and false
/// are 1 and 0; dates and timestamps are text as ISO 8601 writes them, in UTC where the file says so, which columns of dates are made of; times of day and
/// durations are seconds; dictionaries are the values that they stand for; nulls and blanks are missing. A column of lists, structs, maps or bytes has a
/// <see cref="Column.Fault"/>, and the table can be used without it.
/// </remarks>
public static class ColumnarFile
{
    /// <summary>Reads a file; its first bytes say in which format.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">The columns to read, in this order; all if there are none.</param>
    /// <exception cref="TableException">
    /// The file is in none of the formats, is truncated or broken, has no rows, or has no such column; or two columns have one name.
    /// </exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static Table Read(string path, params IReadOnlyList<string> columns)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(file, path, columns);
    }

    /// <summary>Reads a stream as <see cref="Read(string, IReadOnlyList{string})"/> reads a file. The stream is read from where it stands, and stays open.</summary>
    /// <param name="stream">The bytes of a file. One that cannot be sought is copied to memory first.</param>
    /// <param name="name">What error messages call it.</param>
    /// <param name="columns">The columns to read, in this order; all if there are none.</param>
    /// <exception cref="TableException">As for a file.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static Table Read(Stream stream, string name, params IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(columns);
        using Stream? copy = stream is { CanSeek: true, Position: 0 } ? null : CopyOf(stream);
        Stream file = copy ?? stream;
        var start = new byte[ColumnarFormats.StartLength];
        int length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        var format = ColumnarFormats.Of(start.AsSpan(0, length)) ?? throw new TableException("is neither a Parquet nor an Arrow file; Table.ReadCsv reads text", name);
        return format switch
        {
            ColumnarFormat.OldFeather => throw new TableException("is a Feather file of version 1, which is not read; write version 2, as pandas and pyarrow do", name),
            ColumnarFormat.EncryptedParquet => throw new TableException("is encrypted Parquet, which is not read", name),
            ColumnarFormat.Parquet => Unbroken(format, name, () => ParquetTable.Read(file, name, columns)),
            _ => Unbroken(format, name, () => ArrowTable.Read(file, name, columns, isStream: format == ColumnarFormat.ArrowStream)),
        };
    }

    private static MemoryStream CopyOf(Stream stream)
    {
        var copy = new MemoryStream();
        stream.CopyTo(copy);
        copy.Position = 0;
        return copy;
    }

    /// <summary>Calls a library whose way to say that a file is broken may be any exception.</summary>
    private static Table Unbroken(ColumnarFormat format, string name, Func<Table> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not TableException)
        {
            throw new TableException($"the {ColumnarFormats.NameOf(format)} file is truncated or broken: {e.Message}", name, cause: e);
        }
    }
}
