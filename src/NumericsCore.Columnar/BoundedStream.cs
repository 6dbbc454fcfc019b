namespace NumericsCore.Columnar;

/// <summary>
/// A file that is read once or a little more: whoever goes on beyond that looks for pages that are not there, which Parquet.Net does without end in some
/// broken files.
/// </summary>
internal sealed class BoundedStream(Stream file) : Stream
{
    private const int MaxEmptyReads = 1000;
    private const int MaxTimesRead = 16;
    private const int Margin = 1 << 20;

    private long _left = MaxTimesRead * file.Length + Margin;
    private int _emptyReads;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int read = file.Read(buffer);
        _left -= read;
        if (read == 0) _emptyReads++;
        return _left >= 0 && _emptyReads <= MaxEmptyReads ? read : throw new EndOfStreamException("a page is not where the metadata says");
    }

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
