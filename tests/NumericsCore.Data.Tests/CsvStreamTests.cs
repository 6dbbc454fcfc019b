using CsvHelper;
using NumericsCore.Data.Csv;

namespace NumericsCore.Data.Tests;

/// <summary>Streams that give their bytes in pieces, or other bytes the second time.</summary>
public class CsvStreamTests
{
    [Theory]
    [InlineData("a,b\n1,2\n3,4\nword,6\n", "a,b\n1,2\n")]
    [InlineData("a,b\n1,2\n3,4\nword,6\n", "a,b\n1,2,3\n4,5\nword,6\n")]
    [InlineData("a,b\n1,2\n3,4\nword,6\n", "a,b\n\n1,2\n3,\nword,6\n")]
    [InlineData("a,b\n1,2\n3,4\nword,6\n", "a,b\n1,2\n3,4\nword,60\n")]
    [InlineData("a,b\n1,2\n3,4\nword,6\n", "a,b\n1,222222222222\n")]
    [InlineData("a,b\n1,2\n3,4\nword,6\n", "a,b\n1,\"2\n2222222222\"")]
    public void A_file_that_changes_between_two_readings_is_an_error(string first, string second)
    {
        using var stream = new ChangingStream(Csv.Utf8(first), Csv.Utf8(second));
        TableException e = Csv.Fails(() => CsvTableReader.Read(Csv.AsUsual(stream), "data.csv"));
        Assert.True(e.Message is "data.csv: the file changed while it was read" or "data.csv, line 2: 3 fields found, but the header has 2", e.Message);
    }

    [Fact]
    public void A_file_that_is_read_twice_and_stays_is_read()
    {
        byte[] bytes = Csv.Utf8("a,b\n1,2\n3,4\nword,6\n");
        using var stream = new ChangingStream(bytes, bytes);
        Assert.Equal(["1", "3", "word"], Csv.Texts(CsvTableReader.Read(Csv.AsUsual(stream), "data.csv"), "a"));
    }

    [Fact]
    public void A_record_of_no_known_line_is_placed_after_the_last_that_was_read()
    {
        // What a quote that is never closed in a file of more than 2 GiB gives.
        using var stream = new MemoryStream(Csv.Utf8("a,b\n"));
        var reader = new CsvTableReader(Csv.AsUsual(stream), "data.csv");
        TableException e = reader.Misquoted(new CsvFormatException("A single CSV record is too large to buffer."), lastLine: 7);
        Assert.StartsWith("data.csv: after the row of line 7, a quote is misplaced or never closed; ", e.Message, StringComparison.Ordinal);
        Assert.Null(e.Line);
    }

    [Fact]
    public void A_column_of_few_rows_takes_little_memory()
    {
        const int Columns = 20_000;
        string row = string.Join(',', Enumerable.Repeat("1", Columns)) + "\n";
        byte[] bytes = Csv.Utf8(string.Join(',', Enumerable.Range(0, Columns).Select(c => $"f{c}")) + "\n" + string.Concat(Enumerable.Repeat(row, 10)));
        using var stream = new MemoryStream(bytes);
        CsvTableReader.Read(Csv.AsUsual(new MemoryStream(Csv.Utf8("a\n1\n"))), "warm");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Table table = CsvTableReader.Read(Csv.AsUsual(stream), "wide.csv");
        long each = (GC.GetAllocatedBytesForCurrentThread() - before) / Columns;
        Assert.Equal(10, table.RowCount);
        Assert.InRange(each, 1, 1000);
    }

    /// <summary>Other bytes from the second start on.</summary>
    private sealed class ChangingStream(byte[] first, byte[] second) : MemoryStream(first)
    {
        private readonly MemoryStream _second = new(second);
        private int _starts;

        private bool Changed => _starts > 1;

        public override long Length => Changed ? _second.Length : base.Length;

        public override long Position
        {
            get => Changed ? _second.Position : base.Position;
            set
            {
                if (value == 0) _starts++;
                if (Changed) _second.Position = value;
                else base.Position = value;
            }
        }

        // The other ways to read come here in a class that is derived.
        public override int Read(byte[] buffer, int offset, int count) => Changed ? _second.Read(buffer, offset, count) : base.Read(buffer, offset, count);
    }
}
