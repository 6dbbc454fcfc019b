namespace NumericsCore.Data.Csv;

/// <summary>Lines of text, as bytes: comments become empty lines, which readers skip, and runs of blanks one tab. What stands in quotes stays.</summary>
/// <param name="text">UTF-8.</param>
/// <param name="comment">The first character of a line that is a comment; null for none.</param>
/// <param name="blankRuns">Whether fields are separated by runs of spaces and tabs.</param>
internal sealed class PreparedLines(Stream text, char? comment, bool blankRuns) : ForwardStream
{
    private readonly byte[] _given = new byte[1 << 16];
    private int _count;
    private int _at;
    // what is known of the line so far
    private bool _lineStarts = true;
    private bool _inComment;
    private bool _inQuotes;
    private bool _blankWaits;

    public override int Read(Span<byte> buffer)
    {
        int written = 0;
        // a byte becomes two at most: a tab, and itself
        while (written == 0 && buffer.Length >= 2)
        {
            if (_at == _count)
            {
                _count = text.Read(_given);
                _at = 0;
                if (_count == 0) return 0;
            }

            while (_at < _count && written + 2 <= buffer.Length) Take(_given[_at++], buffer, ref written);
        }

        return written;
    }

    private void Take(byte next, Span<byte> buffer, ref int written)
    {
        if (!_inQuotes && next is (byte)'\n' or (byte)'\r')
        {
            _lineStarts = true;
            // blanks at the end of a line are dropped
            _inComment = _blankWaits = false;
            buffer[written++] = next;
            return;
        }

        if (_lineStarts && !_inQuotes)
        {
            if (blankRuns && next is (byte)' ' or (byte)'\t') return;
            _lineStarts = false;
            _inComment = comment is { } sign && next == sign;
        }

        if (_inComment) return;
        if (next == '"') _inQuotes = !_inQuotes;
        if (blankRuns && !_inQuotes && next is (byte)' ' or (byte)'\t')
        {
            _blankWaits = true;
            return;
        }

        if (_blankWaits) buffer[written++] = (byte)'\t';
        _blankWaits = false;
        buffer[written++] = next;
    }
}
