namespace NumericsCore.Data.Tests;

/// <summary>Files that are written in another way than the options say: what works, and what the message says.</summary>
public class DialectTests
{
    [Theory]
    [InlineData("sep=;\na;t\n1.5;0\n", ',')]
    [InlineData("SEP=;\r\na;t\r\n1.5;0\r\n", ',')]
    [InlineData("\"sep=;\"\na;t\n1.5;0\n", ',')]
    [InlineData("sep=\t\na\tt\n1.5\t0\n", ',')]
    [InlineData("sep=|\na|t\n1.5|0\n", ',')]
    [InlineData("sep=,\na,t\n1.5,0\n", ',')]
    [InlineData("sep=;\na;t\n1.5;0\n", ';')]
    [InlineData("sep=,\na;t\n1.5;0\n", ';')]
    [InlineData("\uFEFFsep=;\na;t\n1.5;0\n", ',')]
    public void A_first_line_may_name_the_delimiter(string text, char delimiter)
    {
        Table table = Csv.Read(text, new CsvOptions { Delimiter = delimiter });
        Assert.Equal([1.5, 0.0], table.ToMatrix().Values.ToArray());
        Assert.Equal(["a", "t"], table.Columns.Select(c => c.Name));
    }

    [Fact]
    public void A_delimiter_beyond_ASCII_is_none_and_the_line_a_header()
    {
        Table table = Csv.ReadFile([.. Csv.Utf8("sep="), 0xE9, .. Csv.Utf8("\n1\n")]);
        Assert.Equal("sep=\u00E9", Assert.Single(table.Columns).Name);
        Assert.Equal("sep=;;", Assert.Single(Csv.Read("sep=;;\n1\n").Columns).Name);
    }

    [Fact]
    public void Lines_are_counted_from_the_line_that_names_the_delimiter()
    {
        Assert.StartsWith("data.csv, line 4: 3 fields found", Csv.Fails("sep=;\na;b\n1;2\n1;2;3\n"), StringComparison.Ordinal);
        Table table = Csv.Read("sep=;\nx;y\n1;2\nword;3\n");
        Assert.Equal(["1", "word"], Csv.Texts(table, "x"));
    }

    [Theory]
    [InlineData("\"p q\";\"r s\"\n1.5;2\n", "data.csv, line 1: a quote is misplaced", "';'")]
    [InlineData("a;b\n1,5;2\n", "data.csv, line 2: 2 fields found, but the header has 1", "';'")]
    [InlineData("a\tb\n1\t2,5\n", "data.csv, line 2: 2 fields found, but the header has 1", "tabs")]
    [InlineData("a|b\n1,5|\"x\"\n", "data.csv, line 2: ", "'|'")]
    public void A_file_with_another_delimiter_is_an_error_that_names_it(string text, string start, string delimiter)
    {
        TableException e = Csv.Fails(() => Csv.Read(text, new CsvOptions { Delimiter = ',' }));
        Assert.StartsWith(start, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("as R writes", e.Message, StringComparison.Ordinal);
        Assert.EndsWith($"; the fields look separated by {delimiter}, which CsvOptions.Delimiter sets", e.Message, StringComparison.Ordinal);
        Assert.EndsWith($"; the fields look separated by {delimiter}", e.Problem, StringComparison.Ordinal);
        Assert.Equal(TableRemedy.Delimiter, e.Remedy);
    }

    [Theory]
    [InlineData("a;b\n1;2\n", ',', "';'")]
    [InlineData("a\tb\n1\t2\n", ',', "tabs")]
    [InlineData("a,b\n1,2\n", ';', "','")]
    public void One_column_that_could_be_several_is_noted_and_explains_the_column_that_is_not_there(string text, char delimiter, string likely)
    {
        Table table = Csv.Read(text, new CsvOptions { Delimiter = delimiter });
        Assert.Equal($"the fields look separated by {likely}", Assert.Single(table.Notes).Message);
        Assert.EndsWith(
            $"; the fields look separated by {likely}, which CsvOptions.Delimiter sets", Csv.Fails(() => _ = table["b"]).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\n1\n")]
    [InlineData("a;b\n1\n")]
    [InlineData("name\n\"x;y\"\n")]
    public void One_column_is_no_mistake(string text) => Assert.Empty(Csv.Read(text).Notes);

    [Theory]
    [InlineData("a,t,\n1,0,\n2,1,\n")]
    [InlineData("a,t,\n1,0\n2,1,\n")]
    [InlineData("a,t\n1,0,\n2,1,\n")]
    [InlineData("a,t,\n1,0,\n2,1\n")]
    [InlineData("a,t,,\n1,0,,\n2,1\n")]
    [InlineData("a,t\n1,0,,\n2,1,,\n")]
    [InlineData(",a,t\n,1,0\n,2,1\n")]
    [InlineData("a,t,\n1,0,\" \"\n2,1,NA\n")]
    public void A_column_without_name_and_value_is_left_out_and_noted(string text)
    {
        Table table = Csv.Read(text);
        Assert.Equal([1.0, 0, 2, 1], table.ToMatrix().Values.ToArray());
        Assert.All(table.Notes, note => Assert.EndsWith("has neither a name nor a value, and was left out", note.Message, StringComparison.Ordinal));
        Assert.NotEmpty(table.Notes);
    }

    [Fact]
    public void A_value_in_a_column_without_a_name_is_not_lost()
    {
        Table table = Csv.Read("a,t,\n1,0,\n2,1,7\n");
        Assert.Empty(table.Notes);
        Assert.NotNull(table["column 3"].Fault);
        Assert.Equal(
            "data.csv, line 2, column 'column 3': column 3 has no name in the header; give it one, or leave the column out with Without(\"column 3\")",
            Csv.Fails(() => Csv.Read("a,t\n1,0,\n2,1,7\n").ToMatrix()).Message);
    }

    [Theory]
    [InlineData("a,t,\n1\n", "data.csv, line 2: 1 field found, but the header has 3")]
    [InlineData("a,t\n1,0,\n2\n", "data.csv, line 3: 1 field found, but the header has 3")]
    [InlineData("a,t\n1,0\n2,1,\n", "data.csv, line 3: 3 fields found, but the header has 2")]
    [InlineData("a,t\n1,0,\n2,1,x,y\n", "data.csv, line 3: 4 fields found, but the header has 3")]
    public void A_row_with_a_field_more_or_less_is_an_error(string text, string message) => Assert.Equal(message, Csv.Fails(text));

    [Fact]
    public void A_header_that_may_lack_the_name_of_the_rows_is_explained()
    {
        Assert.Equal(
            "data.csv, line 2: 3 fields found, but the header has 2; if the rows begin with names, as R writes them, begin the header with a name for these",
            Csv.Fails("\"a\",\"t\"\n\"2\",1.5,0\n\"1\",2.5,1\n"));
        Assert.Equal("data.csv, line 3: 3 fields found, but the header has 2", Csv.Fails("a,t\n1,0\n1,2,3\n"));
    }

    [Theory]
    [InlineData("1.5,1,k1\n2.5,0,k0\n", true)]
    [InlineData("5,3\n4,2\n", true)]
    [InlineData("7\n8\n", true)]
    [InlineData("-1,0\n4,2\n", true)]
    [InlineData("x,1.5\n1,2\n", false)]
    [InlineData("0,1,2\n1.5,2.5,3.5\n", false)]
    [InlineData("country,2019,2020\nFR,1,2\n", false)]
    [InlineData("a,b\nx,y\n", false)]
    [InlineData("1,2\nx,y\n", false)]
    public void A_header_of_numbers_above_numbers_looks_like_data(string text, bool noted)
    {
        Table table = Csv.Read(text);
        Assert.Equal(noted ? [TableRemedy.NoHeader] : [], table.Notes.Select(note => note.Remedy));
        if (noted) Assert.EndsWith("; the first line looks like data, not like names, which CsvOptions.HasHeader = false reads as a row", Csv.Fails(() => _ = table["y"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_equal_numbers_in_the_first_line_are_explained()
    {
        TableException e = Csv.Fails(() => Csv.Read("1,1,0\n2,3,1\n"));
        Assert.Equal(
            "data.csv, line 1, column '1': columns 1 and 2 of the header have the same name; the first line looks like data, not like names, which CsvOptions.HasHeader = false reads as a row",
            e.Message);
        Assert.Equal(TableRemedy.NoHeader, e.Remedy);
    }

    [Fact]
    public void A_file_without_a_header_numbers_its_columns()
    {
        var options = new CsvOptions { HasHeader = false };
        Table table = Csv.Read("1,x,\n2,y,\nword,z,3\n", options);
        Assert.Equal(["column 1", "column 2", "column 3"], table.Columns.Select(c => c.Name));
        Assert.Equal(["1", "2", "word"], Csv.Texts(table, "column 1"));
        Assert.Equal([double.NaN, double.NaN, 3], Csv.Numbers(table, "column 3"));
        Assert.Empty(table.Notes);
        Assert.Equal("data.csv, line 2: 1 field found, but the first row has 2", Csv.Fails("1,2\n3\n", options));
        Assert.Equal("data.csv: the file is empty; rows were expected", Csv.Fails("\n", options));
        Assert.Equal(1, Csv.Read("sep=;\n1;2\n", options).RowCount);
    }
}
