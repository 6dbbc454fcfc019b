using System.Globalization;
using System.IO.Compression;
using System.Text;
using FsCheck.Xunit;
using NumericsCore.Data.Csv;

namespace NumericsCore.Data.Tests;

/// <summary>Files as other programs and other countries write them.</summary>
public class ForeignFileTests
{
    private static readonly CsvOptions s_german = new() { Delimiter = ';', Decimal = ',', Thousands = '.' };

    [Fact]
    public void Decimal_commas_and_marks_between_thousands()
    {
        var table = Csv.Read("a;b;c\n1,5;1.234.567,25;-0,5\n,5;12;1e3\n1;1.000;2,5e-1\n", s_german);
        Assert.Equal([1.5, 0.5, 1], Numbers(table, "a"));
        Assert.Equal([1234567.25, 12, 1000], Numbers(table, "b"));
        Assert.Equal([-0.5, 1000, 0.25], Numbers(table, "c"));
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("1.23.456")]
    [InlineData("1234.567")]
    [InlineData(".123")]
    [InlineData("1,2,3")]
    [InlineData("12.")]
    [InlineData("1,2x")]
    [InlineData("-")]
    public void What_is_no_such_number_is_text(string cell) => Assert.IsType<TextColumn>(Csv.Read($"a;b\n{cell};1\n", s_german)["a"]);

    [Fact]
    public void Spaces_that_do_not_break_a_line_are_marks_too()
    {
        var options = new CsvOptions { Delimiter = ';', Decimal = ',', Thousands = ' ' };
        Assert.Equal([1234.5, 1234.5, 1234.5], Numbers(Csv.Read("a;b\n1 234,5;0\n1\u00A0234,5;0\n1\u202F234,5;0\n", options), "a"));
    }

    /// <summary>A number written in another culture's way is the number.</summary>
    [Property(MaxTest = 300)]
    public bool A_number_written_with_marks_is_read_as_itself(double value, bool swiss)
    {
        if (!double.IsFinite(value) || Math.Abs(value) > 1e15) return true;
        var format = new NumberFormatInfo { NumberDecimalSeparator = swiss ? "." : ",", NumberGroupSeparator = swiss ? "'" : "." };
        decimal exact = Math.Round((decimal)value, 6);
        bool read = new CellNumbers(swiss ? '.' : ',', swiss ? '\'' : '.').TryParse(Encoding.UTF8.GetBytes(exact.ToString("N6", format)), out double found);
        return read && found == double.Parse(exact.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("utf-16", null, true)]
    [InlineData("utf-16BE", null, true)]
    [InlineData("utf-8", null, true)]
    [InlineData("latin1", "latin1", false)]
    [InlineData("windows-1252", "windows-1252", false)]
    [InlineData("utf-16", "utf-16", false)]
    public void Encodings_by_their_mark_and_by_name(string written, string? asked, bool mark)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(written) ?? Encoding.GetEncoding(written);
        byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes("größe;x\nä;1\nü;2\n")];
        var table = Csv.ReadFile(bytes, new CsvOptions { Delimiter = ';', Encoding = asked });
        Assert.Equal("ä", ((TextColumn)table["größe"]).Values[0]);
        Assert.Equal([1, 2], Numbers(table, "x"));
    }

    [Fact]
    public void An_encoding_that_there_is_not_and_bytes_that_are_none_of_it()
    {
        Assert.Contains("there is no encoding 'nosuch'; expected a name such as", Assert.Throws<TableException>(() => Csv.ReadFile("a\n1\n"u8.ToArray(), new CsvOptions { Encoding = "nosuch" })).Message, StringComparison.Ordinal);
        var error = Assert.Throws<TableException>(() => Csv.ReadFile([0xFF, 0xFE, 0x00, 0xD8, 0x61, 0x00], null));
        Assert.Contains("no text in the encoding", error.Message, StringComparison.Ordinal);
        Assert.Equal(TableRemedy.Encoding, error.Remedy);
    }

    [Fact]
    public void Packed_files_are_unpacked_and_broken_ones_refused()
    {
        byte[] packed = Packed("a,b\n1,x\n2,y\n");
        Assert.Equal([1, 2], Numbers(Csv.ReadFile(packed), "a"));
        packed[^6] ^= 1;
        packed[12] ^= 0x55;
        Assert.Contains("begins as a gzip file, but cannot be unpacked", Assert.Throws<TableException>(() => Csv.ReadFile(packed)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_packed_file_with_any_bit_wrong_is_a_table_or_refused()
    {
        byte[] packed = Packed("a,b\n1,x\n2,y\n");
        int refused = 0;
        for (int bit = 0; bit < packed.Length * 8; bit++)
        {
            byte[] broken = [.. packed];
            broken[bit / 8] ^= (byte)(1 << (bit % 8));
            if (Record.Exception(() => Csv.ReadFile(broken)) is not { } error) continue;
            Assert.IsType<TableException>(error);
            refused++;
        }

        Assert.InRange(refused, packed.Length * 3, packed.Length * 8);
        for (int length = 0; length < packed.Length; length++)
            if (Record.Exception(() => Csv.ReadFile(packed[..length])) is { } error) Assert.IsType<TableException>(error);
    }

    [Fact]
    public void Comments_are_no_rows_and_lines_keep_their_numbers()
    {
        var options = new CsvOptions { Comment = '#' };
        var table = Csv.Read("# made, by a \"program\na,b\n#1,2\n1,#2\n\"#q\n#r\",3\n", options);
        Assert.Equal<string?[]>(["1", "#q\n#r"], ((TextColumn)table["a"]).Values.ToArray());
        Assert.Equal("data.csv, line 4: 1 field found, but the header has 2", Assert.Throws<TableException>(() => Csv.Read("#\na,b\n1,2\n3\n", options)).Message);
    }

    [Fact]
    public void Runs_of_blanks_separate_fields()
    {
        var table = Csv.Read("  a   b \t c\n 1  2.5   'x  \n10  \"p  q\"\t3\n", new CsvOptions { BlankRuns = true });
        Assert.Equal(["a", "b", "c"], table.Columns.Select(static column => column.Name));
        Assert.Equal([1, 10], Numbers(table, "a"));
        Assert.Equal("p  q", ((TextColumn)table["b"]).Values[1]);
    }

    [Fact]
    public void Options_that_no_file_can_have()
    {
        Assert.Throws<ArgumentException>(() => new CsvOptions { Decimal = ';' });
        Assert.Throws<ArgumentException>(() => new CsvOptions { Thousands = 'x' });
        Assert.Throws<ArgumentException>(() => new CsvOptions { Comment = '"' });
        Assert.Throws<ArgumentException>(() => Csv.Read("a\n1\n", new CsvOptions { Decimal = ',', Thousands = ',' }));
    }

    private static byte[] Packed(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }

    private static double[] Numbers(Table table, string column) => ((NumericColumn)table[column]).Values.ToArray();
}
