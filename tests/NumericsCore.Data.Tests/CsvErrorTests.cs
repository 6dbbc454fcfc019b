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
    [InlineData("\n\na,b,a\n1,2,3\n", "data.csv, line 3, column 'a': columns 1 and 3 of the header have the same name")]
    [InlineData("a,b\n1,2\n3\n", "data.csv, line 3: 1 field found, but the header has 2")]
    [InlineData("a,b\n1,2\n\n\n3,4,5\n", "data.csv, line 5: 3 fields found, but the header has 2")]
    [InlineData("a,b\n\"x\ny\nz\",2\n1,2,3\n", "data.csv, line 5: 3 fields found, but the header has 2")]
    [InlineData("a,b\n1,2\n\"x,3\n4,5\n", "data.csv, line 3: " + Quote)]
    [InlineData("a,b\n1,2\n\"x\"y,3\n", "data.csv, line 3: " + Quote)]
    [InlineData("a,b\n5\" pipe,3\n", "data.csv, line 2: " + Quote)]
    [InlineData("\"a,b\n1,2\n", "data.csv, line 1: " + Quote)]
    [InlineData("a,b\n\n1,2\n3,\"4", "data.csv, line 4: " + Quote)]
    public void A_bad_file_is_an_error_that_says_where(string text, string message) => Assert.Equal(message, Csv.Fails(text));

    [Fact]
    public void The_exception_carries_the_place()
    {
        TableException e = Csv.Fails(() => Csv.Read("a,b\n1\n"));
        Assert.Equal(("data.csv", 2, null), (e.Table, e.Line, e.Column));
        e = Csv.Fails(() => Csv.Read(""));
        Assert.Equal(("data.csv", null, null), (e.Table, e.Line, e.Column));
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
