using System.Globalization;
using System.Text;

namespace NumericsCore.Data.Tests;

public class CsvReadingTests
{
    [Fact]
    public void Columns_keep_their_order_and_take_their_types_from_the_cells()
    {
        Table table = Csv.Read("mass,name,count\n1.5,a,1\n-2e-3,b,2\n");
        Assert.Equal(["mass", "name", "count"], table.Columns.Select(c => c.Name));
        Assert.Equal([1.5, -2e-3], Csv.Numbers(table, "mass"));
        Assert.Equal(["a", "b"], Csv.Texts(table, "name"));
        Assert.Equal([1.0, 2.0], Csv.Numbers(table, "count"));
        Assert.Equal("data.csv", table.Name);
    }

    [Theory]
    [InlineData("0", 0.0)]
    [InlineData("007", 7.0)]
    [InlineData("+5", 5.0)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5.0)]
    [InlineData("1E5", 1e5)]
    [InlineData("-1.25e+02", -125.0)]
    [InlineData("4.9406564584124654e-324", double.Epsilon)]
    [InlineData("1.7976931348623157e308", double.MaxValue)]
    [InlineData("0.1000000000000000055511151231257827021181583404541015625", 0.1)]
    [InlineData("123456789012345678901234567890", 123456789012345678901234567890.0)]
    [InlineData("\"2.5\"", 2.5)]
    [InlineData(" 2.5\t", 2.5)]
    [InlineData("1e-999", 0.0)]
    public void A_number_is_read_exactly(string cell, double expected) => Assert.Equal([expected], Csv.Numbers(Csv.Read($"x\n{cell}\n"), "x"));

    [Theory]
    [InlineData("1e")]
    [InlineData("-")]
    [InlineData("0x1F")]
    [InlineData("1_000")]
    [InlineData("1 000")]
    [InlineData("12%")]
    [InlineData("(5)")]
    [InlineData("1.2.3")]
    [InlineData("2026-11-23")]
    [InlineData("yes")]
    [InlineData("T")]
    [InlineData("NaN(1)")]
    public void Anything_else_is_text(string cell) => Assert.Equal([cell], Csv.Texts(Csv.Read($"x\n{cell}\n"), "x"));

    [Fact]
    public void A_comma_in_a_number_makes_it_text_and_never_another_number()
    {
        Assert.Equal(["1,5", "1,000"], Csv.Texts(Csv.Read("x\n\"1,5\"\n\"1,000\"\n"), "x"));
        Assert.Equal(["1,5", "2"], Csv.Texts(Csv.Read("x;y\n1,5;1\n2;2\n", new CsvOptions { Delimiter = ';', Decimal = '.' }), "x"));
    }

    [Fact]
    public void A_column_without_any_value_is_numeric_and_all_missing() =>
        Assert.Equal([double.NaN, double.NaN], Csv.Numbers(Csv.Read("x,y\n,1\nNA,2\n"), "x"));

    [Fact]
    public void A_column_that_turns_to_text_keeps_the_text_of_the_numbers_before()
    {
        Table table = Csv.Read("id,n,late\n007,1,\n1e999,2,\n,3,NA\nA7,4,z\n42,5,\n");
        Assert.Equal(["007", "1e999", null, "A7", "42"], Csv.Texts(table, "id"));
        Assert.Equal([1.0, 2, 3, 4, 5], Csv.Numbers(table, "n"));
        Assert.Equal([null, null, "NA", "z", null], Csv.Texts(table, "late"));
    }

    [Fact]
    public void A_column_that_turns_to_text_after_thousands_of_rows_keeps_them_all()
    {
        string[] cells = [.. Enumerable.Range(0, 5000).Select(i => i == 4321 ? "last, \"not\" least" : i.ToString(CultureInfo.InvariantCulture))];
        string text = "i,x\n" + string.Concat(cells.Select((cell, i) => $"{i},\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n"));
        Table table = Csv.ReadFile(Csv.Utf8(text));
        Assert.Equal(cells, Csv.Texts(table, "x"));
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => (double)i), Csv.Numbers(table, "i"));
    }

    [Fact]
    public void Quotes_keep_delimiters_line_breaks_quotes_and_spaces()
    {
        Table table = Csv.Read("\"a,b\",c\n\"x, \"\"y\"\"\",1\n\"two\nlines\",2\n\"  kept \",3\n  dropped ,4\n");
        Assert.Equal(["x, \"y\"", "two\nlines", "  kept ", "dropped"], Csv.Texts(table, "a,b"));
        Assert.Equal([1.0, 2, 3, 4], Csv.Numbers(table, "c"));
    }

    [Theory]
    [InlineData("\n", false)]
    [InlineData("\r\n", false)]
    [InlineData("\r\n", true)]
    [InlineData("\n", true)]
    public void Line_ends_and_a_byte_order_mark_make_no_difference(string lineEnd, bool byteOrderMark)
    {
        byte[] bytes = Csv.Utf8(string.Join(lineEnd, "größe,art", "1,é", "", "2,日本"), byteOrderMark);
        Table table = Csv.ReadFile(bytes);
        Assert.Equal([1.0, 2.0], Csv.Numbers(table, "größe"));
        Assert.Equal(["é", "日本"], Csv.Texts(table, "art"));
    }

    [Fact]
    public void Another_delimiter_can_be_set() =>
        Assert.Equal([2.5], Csv.Numbers(Csv.Read("a\tb\n1\t2.5\n", new CsvOptions { Delimiter = '\t' }), "b"));

    [Fact]
    public void The_current_culture_changes_nothing()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        commas.NumberFormat.NumberGroupSeparator = ".";
        commas.NumberFormat.NegativeSign = "~";
        try
        {
            CultureInfo.CurrentCulture = commas;
            Table table = Csv.Read("x,y\n-1.5,0\n2.25,1\n");
            Assert.Equal([-1.5, 2.25], Csv.Numbers(table, "x"));
            Assert.Equal(["-1.5", "2.25"], ClassLabels.From(table["x"]).Names);
            Assert.Contains("-1.5", table.ToString(), StringComparison.Ordinal);
            var e = Assert.Throws<ArgumentException>(() => new StandardScaler(["x"], [0], [-1.5]));
            Assert.Contains("is -1.5;", e.Message, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void The_reader_given_is_left_open()
    {
        var reader = new StringReader("x\n1\n");
        Table.ReadCsv(reader, "text");
        Assert.Equal(-1, reader.Read());
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    public void UTF_16_with_a_byte_order_mark_is_read_too(char delimiter)
    {
        byte[] bytes = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes($"x{delimiter}y\n1{delimiter}é\n")];
        Assert.Equal(["é"], Csv.Texts(Csv.ReadFile(bytes, new CsvOptions { Delimiter = delimiter }), "y"));
    }

    [Fact]
    public void UTF_16_that_is_longer_as_UTF_8_is_read_to_its_end()
    {
        string[] cells = [.. Enumerable.Range(0, 6000).Select(i => $"\u65E5\u672C\u8A9E\u65E5\u672C\u8A9E{i % 100}")];
        byte[] bytes = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("x,\u65E5\n" + string.Concat(cells.Select((cell, i) => $"{i},{cell}\n")))];
        Table table = Csv.ReadFile(bytes);
        Assert.Equal(cells, Csv.Texts(table, "\u65E5"));
        Assert.Equal(5999, Csv.Numbers(table, "x")[^1]);
    }

    [Fact]
    public void A_text_that_comes_again_is_stored_once()
    {
        var texts = Csv.Texts(Csv.Read("x,y\nred,1\nblue,2\nred,3\n"), "x");
        Assert.Same(texts[0], texts[2]);
    }
}
