using System.IO.Compression;
using System.Text;

namespace NumericsCore.Data.Csv;

/// <summary>A file as UTF-8 text in one form.</summary>
/// <param name="Stream">The file's own stream, if it is that already. It may not be seekable.</param>
/// <param name="Options">How it is written, nothing left to find.</param>
/// <param name="Notes">What its user should know of what was found.</param>
internal sealed record CsvText(Stream Stream, CsvOptions Options, IReadOnlyList<TableNote> Notes);

/// <summary>The bytes of a file as UTF-8 text in one form: unpacked, transcoded, without comments and runs of blanks.</summary>
internal static class CsvSource
{
    /// <summary>The text, and how it is written.</summary>
    /// <param name="file">Stands at its start.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="options">What is known of how it is written.</param>
    /// <exception cref="TableException">There is no such encoding, or the beginning cannot be unpacked or is not in its encoding.</exception>
    /// <exception cref="ArgumentException">The delimiter is none that can be.</exception>
    public static CsvText Open(Stream file, string name, CsvOptions options) => Unbroken(name, () => Find(file, name, options));

    /// <summary>The text as a stream that can be read twice.</summary>
    public static CsvText OpenSeekable(Stream file, string name, CsvOptions options) => Unbroken(name, () =>
    {
        var text = Find(file, name, options);
        if (text.Stream.CanSeek) return text;
        var copy = new MemoryStream();
        text.Stream.CopyTo(copy);
        copy.Position = 0;
        return text with { Stream = copy };
    });

    private static CsvText Find(Stream file, string name, CsvOptions options)
    {
        options.RequireDelimiter();
        Stream text = file;
        byte[] start = Peek(ref text, 4);
        if (start is [0x1F, 0x8B, ..])
        {
            text = new GZipStream(text, CompressionMode.Decompress, leaveOpen: true);
            start = Peek(ref text, 4);
        }

        if (EncodingOf(start, options.Encoding, name) is { } encoding) text = Encoding.CreateTranscodingStream(text, encoding, Encoding.UTF8, leaveOpen: true);
        byte[] sample = Peek(ref text, CsvSniffer.SampleBytes);
        (options, var notes) = CsvSniffer.Find(sample, isWhole: sample.Length < CsvSniffer.SampleBytes, options);
        if (options.Comment is not null || options.BlankRuns) text = new PreparedLines(text, options.Comment, options.BlankRuns);
        return new(text, options, notes);
    }

    private static CsvText Unbroken(string name, Func<CsvText> open)
    {
        try
        {
            return open();
        }
        catch (Exception e) when (IsBroken(e))
        {
            throw Broken(name, e);
        }
    }

    /// <summary>Whether an exception says that a file cannot be unpacked, or is not in its encoding.</summary>
    public static bool IsBroken(Exception e) => e is InvalidDataException or DecoderFallbackException;

    /// <summary>The error of a file that cannot be unpacked, or is not in its encoding.</summary>
    public static TableException Broken(string name, Exception cause) => cause is InvalidDataException
        ? new TableException("it begins as a gzip file, but cannot be unpacked", name, cause: cause)
        : new TableException("its bytes are no text in the encoding that was asked for", name, cause: cause, remedy: TableRemedy.Encoding, advice: TableRemedy.Encoding.Advice());

    private static Encoding? EncodingOf(byte[] start, string? asked, string name)
    {
        if (start is [0xFF, 0xFE, ..]) return new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true);
        if (start is [0xFE, 0xFF, ..]) return new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true);
        if (asked is null || start is [0xEF, 0xBB, 0xBF, ..]) return null;
        try
        {
            var encoding = CodePagesEncodingProvider.Instance.GetEncoding(asked, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(asked, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            return encoding is UTF8Encoding ? null : encoding;
        }
        catch (ArgumentException e)
        {
            throw new TableException($"there is no encoding {Quoted.One(asked)}; expected a name such as utf-8, utf-16, latin1 or windows-1252", name, cause: e);
        }
    }

    private static byte[] Peek(ref Stream stream, int count)
    {
        var bytes = new byte[count];
        int read = stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false);
        if (stream.CanSeek) stream.Position = 0;
        else stream = new Rejoined(bytes[..read], stream);
        return bytes[..read];
    }

    /// <summary>A stream whose first bytes were read already.</summary>
    private sealed class Rejoined(byte[] start, Stream rest) : ForwardStream
    {
        private int _at;

        public override int Read(Span<byte> buffer)
        {
            int count = Math.Min(buffer.Length, start.Length - _at);
            if (count == 0) return rest.Read(buffer);
            start.AsSpan(_at, count).CopyTo(buffer);
            _at += count;
            return count;
        }
    }
}

/// <summary>A stream that is read forward alone.</summary>
internal abstract class ForwardStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
