using System.Text;

namespace NumericsCore.Data.Tests;

/// <summary>A column is judged when it is used, not when its file is read.</summary>
public class ColumnUseTests
{
    private const string NotFinite = "is not a finite number in the range of float64";

    [Theory]
    [InlineData("a,b\n1,2\n3,Infinity\n", "data.csv, line 3, column 'b': 'Infinity' ")]
    [InlineData("a\n1\ninf\n", "data.csv, line 3, column 'a': 'inf' ")]
    [InlineData("a\n+inf\n", "data.csv, line 2, column 'a': '+inf' ")]
    [InlineData("a\n-Inf\n", "data.csv, line 2, column 'a': '-Inf' ")]
    [InlineData("a\n+INFINITY\n", "data.csv, line 2, column 'a': '+INFINITY' ")]
    [InlineData("a\n1\n\n1.#INF\n", "data.csv, line 4, column 'a': '1.#INF' ")]
    [InlineData("a\n-1.#inf\n", "data.csv, line 2, column 'a': '-1.#inf' ")]
    [InlineData("a,b\n1,-infinity\n", "data.csv, line 2, column 'b': '-infinity' ")]
    [InlineData("a,b\n1,2\n1e999,-1e999\n1e888,2\n", "data.csv, line 3, column 'a': '1e999' ")]
    [InlineData("a,b\n1,1e999\n2e999,2\n", "data.csv, line 3, column 'a': '2e999' ")]
    [InlineData("a,b\n\"x\ny\",1\nx,1010E01010\n", "data.csv, line 4, column 'b': '1010E01010' ")]
    public void An_infinite_number_is_an_error_when_the_column_becomes_a_feature(string text, string start)
    {
        Table table = Csv.Read(text);
        TableException e = Csv.Fails(() => table.Select(table.Columns.Where(c => c is NumericColumn).Select(c => c.Name)).ToMatrix());
        Assert.Equal(start + NotFinite, e.Message);
    }

    [Fact]
    public void Infinite_numbers_are_infinite_values()
    {
        var column = Assert.IsType<NumericColumn>(Csv.Read("a\n+inf\n-1e999\n1.#INF\n2\n")["a"]);
        Assert.Equal([double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity, 2], column.Values.ToArray());
    }

    [Fact]
    public void The_line_of_an_infinite_number_is_that_of_its_row_whatever_rows_were_taken()
    {
        Table table = Csv.Read("a,b\n1,2\n,3\n\n4,inf\n5,6\n");
        TableException e = Csv.Fails(() => table.DropMissing().ToMatrix());
        Assert.Equal(("data.csv", 5, "b"), (e.Table, e.Line, e.Column));
        Assert.Equal(5, Csv.Fails(() => table.Rows([3, 2]).ToMatrix()).Line);
        Assert.Equal(5, Csv.Fails(() => table.Rows([2, 3]).ToMatrix()).Line);
        Assert.Equal([5.0, 6, 1, 2], table.Rows([3, 0]).ToMatrix().Values.ToArray());
    }

    [Fact]
    public void A_long_value_is_cut_in_the_message() => Assert.Equal(
        $"data.csv, line 2, column 'a': '{new string('9', 40)}...' {NotFinite}",
        Csv.Fails(() => Csv.Read($"a\n{new string('9', 400)}\n").ToMatrix()).Message);

    [Fact]
    public void A_long_value_is_not_cut_within_a_character() => Assert.Contains(
        $"('{new string('a', 39)}...' in row 0)", Csv.Fails(() => Csv.Read($"a\n{new string('a', 39)}\U0001F600bc\n").ToMatrix()).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("inf")]
    [InlineData("101E0101")]
    [InlineData("-1e400")]
    public void A_column_left_out_may_hold_anything(string cell)
    {
        Table table = Csv.Read($"id,a\n1,2\n{cell},3\n").Without("id");
        Assert.Equal([2.0, 3.0], table.ToMatrix().Values.ToArray());
    }

    [Fact]
    public void Text_in_another_encoding_is_an_error_when_it_is_used()
    {
        Table table = Csv.ReadFile(Encoding.Latin1.GetBytes("a,b\n1,x\n2,\u00E9\n3,\u00E8\n"));
        Assert.Equal([1.0, 2.0, 3.0], table.Without("b").ToMatrix().Values.ToArray());
        Column b = table["b"];
        const string Problem = ", line 3, column 'b': the text is not UTF-8; save the file as UTF-8";
        const string Message = Problem + ", or leave the column out with Without(\"b\")";
        Assert.EndsWith(Message, Csv.Fails(() => _ = ((TextColumn)b).Values).Message, StringComparison.Ordinal);
        Assert.EndsWith(Message, Csv.Fails(() => ClassLabels.From(b)).Message, StringComparison.Ordinal);
        Assert.EndsWith(Message, Csv.Fails(() => b.DetectTargetKind()).Message, StringComparison.Ordinal);
        Assert.EndsWith(Message, Csv.Fails(() => table.ToMatrix()).Message, StringComparison.Ordinal);
        Assert.EndsWith(Message, Csv.Fails(() => ClassLabels.From(table.Rows([0, 1])["b"])).Message, StringComparison.Ordinal);
        Assert.EndsWith(Problem, b.Fault!.Problem, StringComparison.Ordinal);
        Assert.Equal(TableRemedy.LeaveOut, b.Fault.Remedy);
        Assert.Null(table["a"].Fault);
    }

    [Fact]
    public void A_column_of_numbers_that_turns_to_text_is_checked_where_it_is_read_again()
    {
        // the word that makes it text comes after the cell that is not UTF-8 and reads as missing or number
        Table table = Csv.ReadFile([.. Encoding.Latin1.GetBytes("a\n1\n\u00E9\nword\n")]);
        Assert.Contains("line 3", Csv.Fails(() => ClassLabels.From(table["a"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_in_another_encoding_can_be_left_out_by_its_Latin_1_text()
    {
        Table table = Csv.ReadFile(Encoding.Latin1.GetBytes("a,\u00E9,\u00E8\n1,2,3\n"));
        Assert.EndsWith(
            ", line 1, column '\u00E9': the name is not UTF-8; save the file as UTF-8, or leave the column out with Without(\"\u00E9\")",
            Csv.Fails(() => table.ToMatrix()).Message, StringComparison.Ordinal);
        Assert.Equal([1.0], table.Without("\u00E9").Without("\u00E8").ToMatrix().Values.ToArray());
    }

    [Fact]
    public void A_column_without_a_name_is_numbered_and_an_error_when_it_is_used()
    {
        Table table = Csv.Read(",a,  ,b\n0,1,5,2\n1,3,6,4\n");
        Assert.Equal(["column 1", "a", "column 3", "b"], table.Columns.Select(c => c.Name));
        Assert.Equal(
            "data.csv, line 1, column 'column 1': column 1 of the header has no name; give it one, or leave the column out with Without(\"column 1\")",
            Csv.Fails(() => table.ToMatrix()).Message);
        Assert.StartsWith("data.csv, line 1, column 'column 3'", Csv.Fails(() => _ = ((NumericColumn)table["column 3"]).Values).Message, StringComparison.Ordinal);
        Assert.Equal([1.0, 2, 3, 4], table.Without("column 1").Without("column 3").ToMatrix().Values.ToArray());
    }

    [Fact]
    public void The_number_of_a_column_without_a_name_takes_no_other_name() =>
        Assert.Equal(["column 1'", "column 1"], Csv.Read(",column 1\n0,1\n").Columns.Select(c => c.Name));

    [Theory]
    [InlineData("caf\u00E9", "cafe\u0301")]
    [InlineData("cafe\u0301", "caf\u00E9")]
    [InlineData("\uD55C\uAE00", "\u1112\u1161\u11AB\u1100\u1173\u11AF")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("\u1EAD", "a\u0323\u0302")]
    [InlineData("a\u0302\u0323", "a\u0323\u0302")]
    [InlineData("\u30AC", "\u30AB\u3099")]
    public void Names_are_the_same_in_any_normal_form(string written, string asked)
    {
        Table table = Csv.Read($"{written},b\n1,2\n");
        Assert.Equal(written, table[asked].Name);
        Assert.True(table.TryGetColumn(asked, out _));
        Assert.Equal(["b"], table.Without(asked).Columns.Select(c => c.Name));
        Assert.Equal(
            $"t, column '{asked}': two columns have this name",
            Csv.Fails(() => _ = new Table([new NumericColumn(written, [1]), new NumericColumn(asked, [1])], "t")).Message);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_an_error_and_not_another_character() => Assert.Equal(
        "data.csv: the character at position 2 is half of a surrogate pair, which no text has", Csv.Fails("a\n\uD800\nb\n"));

    [Fact]
    public void Characters_that_a_terminal_would_obey_are_written_out_in_messages()
    {
        TableException e = Csv.Fails(() => Csv.Read("a,\u001B[2Jb\n1,x\u0007y\n").ToMatrix());
        Assert.StartsWith(@"data.csv, column '\u001B[2Jb': holds text ('x\u0007y' in row 0)", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(e.Message, char.IsControl);
        Assert.DoesNotContain(Csv.Fails(() => Csv.Read("\u001B\n\"\"\n").DropMissing()).Message, char.IsControl);
        Assert.DoesNotContain(Csv.Fails(() => Csv.ReadFile([.. Csv.Utf8("\u001Bx,y\n"), 0xE9, .. Csv.Utf8(",1\n")]).ToMatrix()).Message, char.IsControl);
        Assert.Equal("a\n\\u0009\\u202E\n(1 row, 1 column)", new Table([new TextColumn("a", ["\t\u202E"])]).ToString());
    }
}
