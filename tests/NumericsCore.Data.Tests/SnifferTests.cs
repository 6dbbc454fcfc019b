using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace NumericsCore.Data.Tests;

/// <summary>What is found of how a file is written, where nothing is said.</summary>
public class SnifferTests
{
    [Theory]
    [InlineData("a;b\n1;2\n", "fields separated by ';', decimal point, the first line names the columns")]
    [InlineData("a\tb\n1\t2\n", "fields separated by tabs, decimal point, the first line names the columns")]
    [InlineData("a|b\n1|2\n", "fields separated by '|', decimal point, the first line names the columns")]
    [InlineData("\"p q\";\"r s\"\n1.5;2\n", "fields separated by ';', decimal point, the first line names the columns")]
    [InlineData("a;b\n1,5;2\n", "fields separated by ';', decimal comma, the first line names the columns")]
    [InlineData("a;b\n1.234,5;2\n", "fields separated by ';', decimal comma, '.' between thousands, the first line names the columns")]
    [InlineData("a;b\n1,5;2.5\n", "fields separated by ';', decimal point, the first line names the columns")]
    [InlineData("a;b\n1,234;2\n", "fields separated by ';', decimal point, the first line names the columns")]
    [InlineData("a;b\n0,234;2\n", "fields separated by ';', decimal comma, the first line names the columns")]
    [InlineData("sep=|\na|b\n1|2\n", "fields separated by '|', decimal point, the first line names the columns")]
    [InlineData("a  b   c\nx  1.5 2\n y 3  4\n", "fields separated by blanks, decimal point, the first line names the columns")]
    [InlineData("a,b;c\n1,2;3\n", "fields separated by ',', decimal point, the first line names the columns")]
    [InlineData("a\n1\n", "fields separated by ',', decimal point, the first line names the columns")]
    [InlineData("full name\nJane Roe\nJohn Doe\n", "fields separated by ',', decimal point, the first line names the columns")]
    [InlineData("\uFEFFa;b\r\n1,5;2\r\n", "fields separated by ';', decimal comma, the first line names the columns")]
    public void Delimiter_and_decimal_sign(string text, string found) => Assert.Equal(found, Csv.Read(text).Csv!.ToString());

    [Theory]
    [InlineData("5.1,3.5,1\n4.9,3,0\n4.7,3.2,1\n4.6,3.1,0\n", false)]
    [InlineData("39, Private, 77516, a\n50, Private, 83311, b\n38, Public, 215646, a\n53, Private, 234721, b\n", false)]
    [InlineData("x,s,n\nx,y,w\nb,s,w\nx,s,n\nx,f,n\n", false)]
    [InlineData("1,1,0\n2,3,1\n4,5,6\n7,8,9\n", false)]
    [InlineData("-1,0\n4,2\n5,2\n6,2\n", false)]
    [InlineData("5.1,3.5,1\n4.9,3,0\n4.7,3.2,1\n", true)]
    [InlineData("5.1,b,1\n4.9,3,0\n4.7,3.2,1\n4.6,3.1,0\n", true)]
    [InlineData("400.5,401.5,402.5\n1,2,3\n4,5,6\n7,8,9\n", true)]
    [InlineData("2019,2021,2024\n1,2,3\n4,5,6\n7,8,9\n", true)]
    [InlineData("name,kind\nx,kind\ny,b\nz,b\nw,b\n", true)]
    [InlineData("a,b\nx,1\na,b\ny,2\nz,3\n", true)]
    [InlineData("flag\ntrue\nfalse\ntrue\nfalse\n", true)]
    [InlineData("1.5,2\n3,4,5\n6,7\n8,9\n", true)]
    public void Header(string text, bool header)
    {
        if (!header)
        {
            var table = Csv.Read(text);
            Assert.Equal("column 1", table.Columns[0].Name);
            var note = Assert.Single(table.Notes);
            Assert.Equal($"no header was found: the first row looks like data, so the columns are called 'column 1' to 'column {table.Columns.Count}'", note.Message);
            Assert.Equal(TableRemedy.Header, note.Remedy);
            Assert.EndsWith($"; {note.Message}; CsvOptions.HasHeader = true takes it for names", Csv.Fails(() => _ = table["y"]).Message, StringComparison.Ordinal);
        }
        else if (Record.Exception(() => Assert.True(Csv.Read(text).Csv!.HasHeader)) is { } error)
        {
            Assert.Contains("but the header has", Assert.IsType<TableException>(error).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("a;b\n1,5;2\n", ';')]
    [InlineData("a;b\n1.234,5;2\n", ';')]
    [InlineData("5.1;3.5\n4.9;3\n4.7;3.2\n4.6;3.1\n", ';')]
    [InlineData("a\tt\n7\t1.5\t0\n12\t2.5\t1\n", '\t')]
    public void A_line_that_names_the_separator_changes_nothing_else(string text, char separator)
    {
        Table plain = Csv.Read(text), told = Csv.Read($"sep={separator}\n{text}");
        Assert.Equal(plain.Csv!.ToString(), told.Csv!.ToString());
        Assert.Equal(plain.ToString(), told.ToString());
        Assert.Equal(plain.Notes.Select(static note => note.Message), told.Notes.Select(static note => note.Message));
    }

    [Fact]
    public void Texts_of_the_first_row_that_stand_again_in_half_of_their_columns_are_data()
    {
        for (int columns = 1; columns <= 6; columns++)
        {
            for (int recurring = 0; recurring <= columns; recurring++)
            {
                // a number in front, and texts of which the first stand below their row too
                string[] first = [.. Enumerable.Range(0, columns).Select(static c => $"t{c}")];
                string[] rows = [.. Enumerable.Range(0, 4).Select(row => $"{row + 1}," + string.Join(',', first.Select((text, c) => row == 0 || (row == 2 && c < recurring) ? text : $"u{c}{row}")))];
                bool isRow = recurring > 0 && recurring >= columns / 2.0;
                Assert.Equal(!isRow, Csv.Read(string.Join('\n', rows) + "\n").Csv!.HasHeader);
            }
        }
    }

    [Fact]
    public void A_row_that_has_a_name_asked_for_is_a_header() =>
        Assert.True(Csv.Read("1.5,k1\n2,k0\n3,k1\n4,k1\n", new CsvOptions { KeepText = ["k1"] }).Csv!.HasHeader);

    [Fact]
    public void The_header_of_R_is_one_name_short()
    {
        foreach (string text in (string[])["\"a\",\"t\"\n\"r1\",1.5,0\n\"r2\",2.5,1\n", "\"a\" \"t\"\n\"1\" 1.5 0\n\"2\" 2.5 1\n", "a\tt\n7\t1.5\t0\n12\t2.5\t1\n"])
        {
            var table = Csv.Read(text);
            Assert.Equal(["column 1", "a", "t"], table.Columns.Select(static column => column.Name));
            Assert.Equal([1.5, 2.5], Csv.Numbers(table, "a"));
            Assert.True(table.Columns[0].IsRowIndex);
            Assert.NotNull(table.Columns[0].Fault);
            Assert.Contains(table.Notes, static note => note.Message.Contains("as R writes it", StringComparison.Ordinal));
        }

        // decimal commas between commas are no names of rows
        Assert.Equal("data.csv, line 2: 3 fields found, but the header has 2; if the rows begin with names, as R writes them, begin the header with a name for these", Csv.Fails("a,b\n1,5,2\n0,5,3\n"));
    }

    [Theory]
    [InlineData(",x\n0,1\n1,1\n2,1\n", true)]
    [InlineData(",x\nb,1\na,1\n", true)]
    [InlineData("Unnamed: 0,x\n0,1\n7,1\n", true)]
    [InlineData("Unnamed: 0,x\n0,1\n0,1\n", false)]
    [InlineData(",x\n0.5,1\n1,1\n", false)]
    [InlineData(",x\n0,1\n,1\n", false)]
    [InlineData("id,x\n0,1\n1,1\n", false)]
    public void Row_numbers_of_data_frames_are_known(string text, bool index) => Assert.Equal(index, Csv.Read(text).Columns[0].IsRowIndex);

    [Fact]
    public void What_is_given_stays()
    {
        Assert.Equal("a;b", Csv.Read("a;b\n1;2\n", new CsvOptions { Delimiter = ',' }).Columns[0].Name);
        Assert.Equal(["1,5"], Csv.Texts(Csv.Read("a;b\n1,5;2\n", new CsvOptions { Decimal = '.' }), "a"));
        Assert.Equal("5.1", Csv.Read("5.1,a\n4.9,b\n4.7,a\n4.6,a\n", new CsvOptions { HasHeader = true }).Columns[0].Name);
        Assert.Equal("column 1", Csv.Read("x,y\n4.9,b\n", new CsvOptions { HasHeader = false }).Columns[0].Name);
    }

    [Theory]
    [InlineData('.', ',', "1.234,5")]
    [InlineData(',', '.', "1,234.5")]
    public void Marks_between_thousands_leave_one_sign_before_decimals(char thousands, char sign, string cell)
    {
        foreach (string delimiter in (string[])[";", "  "])
        {
            string text = $"a{delimiter}b{delimiter}c\n{cell}{delimiter}2{delimiter}x\n{cell}{delimiter}3{delimiter}y\n";
            foreach (char trained in ".,")
            {
                var table = Csv.Read(text, new CsvOptions { Thousands = thousands, Trained = new CsvOptions { Decimal = trained } });
                Assert.Equal((sign, 1234.5), (table.Csv!.Decimal, Csv.Numbers(table, "a")[0]));
            }

            Assert.Equal(1234.5, Csv.Numbers(Csv.Read(text, new CsvOptions { Thousands = thousands }), "a")[0]);
        }
    }

    [Fact]
    public void What_was_found_reads_the_file_alike()
    {
        foreach (string text in (string[])["a;b\n1.234,5;2\n", "5.1,3.5,1\n4.9,3,0\n4.7,3.2,1\n4.6,3.1,0\n", "sep=|\na|b\n1|2\n", "a t\n1 1.5 0\n2 2.5 1\n"])
        {
            var table = Csv.Read(text);
            Assert.Equal(table.ToString(), Csv.Read(text, table.Csv).ToString());
        }
    }

    [Fact]
    public void A_long_file_is_judged_by_its_beginning()
    {
        var text = new StringBuilder("a;b\n");
        for (int i = 0; i < 20_000; i++) text.Append(CultureInfo.InvariantCulture, $"{i},5;x\n");
        Assert.Equal(20_000, Csv.Read(text.ToString()).Columns[0].Count);
        Assert.Equal(0.5, Csv.Numbers(Csv.Read(text.ToString()), "a")[0]);
    }

    /// <summary>A table with names of letters is read alike whether its delimiter is found or given.</summary>
    [Property(MaxTest = 200)]
    public Property Found_or_given_a_delimiter_reads_the_same() => Prop.ForAll(
        Gen.Elements(',', ';', '\t', '|').Zip(Gen.Choose(2, 5)).Zip(Gen.Choose(1, 8).SelectMany(static rows => Gen.Choose(-999, 999).ListOf(rows * 5))).ToArbitrary(),
        static sample =>
        {
            var ((delimiter, width), cells) = sample;
            var text = new StringBuilder(string.Join(delimiter, "pqrst".Take(width))).Append('\n');
            for (int row = 0; row < cells.Count / 5; row++) text.AppendJoin(delimiter, cells.Skip(row * 5).Take(width).Select(static cell => (cell / 10.0).ToString(CultureInfo.InvariantCulture))).Append('\n');
            return Csv.Read(text.ToString()).ToString() == Csv.Read(text.ToString(), new CsvOptions { Delimiter = delimiter, HasHeader = true, Decimal = '.' }).ToString();
        });
}
