namespace NumericsCore.Columnar;

/// <summary>What a file of columns is.</summary>
internal enum ColumnarFormat
{
    /// <summary>Parquet.</summary>
    Parquet,

    /// <summary>The file format of Arrow IPC, which is Feather version 2.</summary>
    ArrowFile,

    /// <summary>The stream format of Arrow IPC.</summary>
    ArrowStream,

    /// <summary>Feather version 1, which is no Arrow.</summary>
    OldFeather,

    /// <summary>Parquet whose metadata is encrypted.</summary>
    EncryptedParquet,
}

/// <summary>Tells formats by their first bytes.</summary>
internal static class ColumnarFormats
{
    /// <summary>How many bytes tell it.</summary>
    public const int StartLength = 8;

    /// <summary>The format; null for what is none of them, such as text.</summary>
    /// <param name="start">The first bytes, up to <see cref="StartLength"/>.</param>
    public static ColumnarFormat? Of(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("ARROW1\0\0"u8)) return ColumnarFormat.ArrowFile;
        if (start.Length < StartLength) return null;
        // what no UTF-8 begins with
        if (start is [0xFF, 0xFF, 0xFF, 0xFF, ..]) return ColumnarFormat.ArrowStream;
        // a header may begin with these letters, but no text goes on with a control character
        if (start[4] is >= 0x20 and < 0x7F or (byte)'\t' or (byte)'\r' or (byte)'\n') return null;
        if (start.StartsWith("PAR1"u8)) return ColumnarFormat.Parquet;
        if (start.StartsWith("PARE"u8)) return ColumnarFormat.EncryptedParquet;
        return start.StartsWith("FEA1"u8) ? ColumnarFormat.OldFeather : null;
    }

    /// <summary>The format of a file; null for what is none of them, also for pipes and devices, whose bytes may be read once.</summary>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ColumnarFormat? Of(string path)
    {
        // a pipe has no length, and one that is opened and closed ends for who writes to it
        if (new FileInfo(path) is { Exists: true, Length: < StartLength }) return null;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var start = new byte[StartLength];
        return Of(start.AsSpan(0, file.CanSeek ? file.ReadAtLeast(start, StartLength, throwOnEndOfStream: false) : 0));
    }

    /// <summary>What messages call it.</summary>
    public static string NameOf(ColumnarFormat format) => format switch
    {
        ColumnarFormat.Parquet or ColumnarFormat.EncryptedParquet => "Parquet",
        ColumnarFormat.OldFeather => "Feather",
        _ => "Arrow",
    };
}
