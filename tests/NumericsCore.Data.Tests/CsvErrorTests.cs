using System.Text;

namespace NumericsCore.Data.Tests;

public class CsvErrorTests
{
    private const string Quote =
        "a quote is misplaced or never closed; a field that contains quotes is written in quotes, with each of its own doubled";

    [Theory]
    [InlineData("", "data.csv: the file is empty; a header line with the names of the columns was expected")]
    [InlineData("\n\r\n", "data.csv: the file is empty; a header line with the names of the columns was expected")]
    [InlineData("a,b\n", "data.csv: there are no rows after the header")]
    [InlineData("a,b\n\n\n", "data.csv: there are no rows after the header")]
    [InlineData("a,,b\n1,2,3\n", "data.csv, line 1: column 2 of the header has no name")]
    [InlineData("a,b,  \n1,2,3\n", "data.csv, line 1: column 3 of the header has no name")]
    [InlineData("\n\na,b,a\n1,2,3\n", "data.csv, line 3, column 'a': columns 1 and 3 of the header have the same name")]
    [InlineData("a,b\n1,2\n3\n", "data.csv, line 3: 1 field found, but the header has 2")]
    [InlineData("a,b\n1,2\n\n\n3,4,5\n", "data.csv, line 5: 3 fields found, but the header has 2")]
    [InlineData("a,b\n\"x\ny\nz\",2\n1,2,3\n", "data.csv, line 5: 3 fields found, but the header has 2")]
    [InlineData("a,b\n1,2\n3,Infinity\n", "data.csv, line 3, column 'b': 'Infinity' is not a finite number in the range of float64")]
    [InlineData("a\n1\ninf\n", "data.csv, line 3, column 'a': 'inf' is not a finite number in the range of float64")]
    [InlineData("a\n-Inf\n", "data.csv, line 2, column 'a': '-Inf' is not a finite number in the range of float64")]
    [InlineData("a\n+INFINITY\n", "data.csv, line 2, column 'a': '+INFINITY' is not a finite number in the range of float64")]
    [InlineData("a,b\n1,-infinity\n", "data.csv, line 2, column 'b': '-infinity' is not a finite number in the range of float64")]
    [InlineData("a,b\n1,2\n1e999,-1e999\n1e888,2\n", "data.csv, line 3, column 'a': '1e999' is not a finite number in the range of float64")]
    [InlineData("a,b\n1,1e999\n2e999,2\n", "data.csv, line 2, column 'b': '1e999' is not a finite number in the range of float64")]
    [InlineData("a,b\n1,2\n\"x,3\n4,5\n", "data.csv, line 3: " + Quote)]
    [InlineData("a,b\n1,2\n\"x\"y,3\n", "data.csv, line 3: " + Quote)]
    [InlineData("a,b\n5\" pipe,3\n", "data.csv, line 2: " + Quote)]
    public void A_bad_file_is_an_error_that_says_where(string text, string message) => Assert.Equal(message, Csv.Fails(text));

    [Fact]
    public void The_exception_carries_the_place()
    {
        TableException e = Csv.Fails(() => Csv.Read("a,b\n1,2\n3,1e400\n"));
        Assert.Equal(("data.csv", 3, "b"), (e.Table, e.Line, e.Column));
        e = Csv.Fails(() => Csv.Read("a,b\n1\n"));
        Assert.Equal(("data.csv", 2, null), (e.Table, e.Line, e.Column));
        e = Csv.Fails(() => Csv.Read(""));
        Assert.Equal(("data.csv", null, null), (e.Table, e.Line, e.Column));
    }

    [Fact]
    public void NaN_that_no_word_marks_as_missing_is_not_finite() => Assert.Equal(
        "data.csv, line 2, column 'a': 'NaN' is not a finite number in the range of float64",
        Csv.Fails("a\nNaN\n", new CsvOptions { MissingValues = [] }));

    [Fact]
    public void A_long_value_is_cut_in_the_message() => Assert.Equal(
        $"data.csv, line 2, column 'a': '{new string('9', 40)}...' is not a finite number in the range of float64",
        Csv.Fails($"a\n{new string('9', 400)}\n"));

    [Fact]
    public void Text_in_another_encoding_is_an_error()
    {
        TableException e = Csv.Fails(() => Csv.ReadFile(Encoding.Latin1.GetBytes("a,b\n1,x\n2,é\n")));
        Assert.EndsWith(", line 3, column 'b': the text is not UTF-8; save the file as UTF-8", e.Message, StringComparison.Ordinal);
        e = Csv.Fails(() => Csv.ReadFile(Encoding.Latin1.GetBytes("a,é\n1,2\n")));
        Assert.EndsWith(", line 1: the text is not UTF-8; save the file as UTF-8", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var e = Assert.Throws<FileNotFoundException>(() => Table.ReadCsv("no-such-file.csv"));
        Assert.Contains("no-such-file.csv", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('"')]
    [InlineData('\n')]
    [InlineData('\0')]
    [InlineData('é')]
    public void A_delimiter_that_cannot_work_is_refused(char delimiter)
    {
        var e = Assert.Throws<ArgumentException>(() => Csv.Read("a\n1\n", new CsvOptions { Delimiter = delimiter }));
        Assert.StartsWith($"The delimiter U+{(int)delimiter:X4} is not an ASCII character", e.Message, StringComparison.Ordinal);
    }
}
