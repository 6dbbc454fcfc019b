using System.Globalization;

namespace NumericsCore.Data.Tests;

/// <summary>A target keeps its text: numbers decide the order of classes, and nothing else.</summary>
public class LabelTextTests
{
    private static ClassLabels Labels(string cells, CsvOptions? options = null) =>
        ClassLabels.From(Csv.Read("y,x\n" + string.Concat(cells.Split(' ').Select(cell => cell + ",0\n")), options)["y"]);

    /// <summary>A column of fractions is a measurement, whose texts are given up, where more than half of its first 64 are other ones.</summary>
    [Theory]
    [InlineData(64, 32, true)]
    [InlineData(65, 33, false)]
    [InlineData(63, 63, true)]
    [InlineData(200, 32, true)]
    [InlineData(200, 33, false)]
    public void Fractions_keep_their_text_while_few_differ(int rows, int distinct, bool keeps)
    {
        var column = Csv.Read("y,x\n" + string.Concat(Enumerable.Range(0, rows).Select(row => FormattableString.Invariant($"{row % distinct}.50,0\n"))))["y"];
        Assert.Equal(keeps ? "1.50" : "1.5", column.Text(1));
    }

    [Theory]
    [InlineData("01 1 01 1", "01 1", "0 1 0 1")]
    [InlineData("1 1.0 1.00 1", "1 1.0 1.00", "0 1 2 0")]
    [InlineData("02 01 02", "01 02", "1 0 1")]
    [InlineData("10 9 09 9", "09 9 10", "2 1 0 1")]
    [InlineData("9007199254740993 9007199254740992 5", "5 9007199254740992 9007199254740993", "2 1 0")]
    [InlineData("-9007199254740992 -9007199254740993 1", "-9007199254740993 -9007199254740992 1", "1 0 2")]
    [InlineData("12345678901234567890123 12345678901234567890124 12345678901234567890123", "12345678901234567890123 12345678901234567890124", "0 1 0")]
    [InlineData("+1 1", "+1 1", "0 1")]
    [InlineData("0 -0 0.0", "-0 0 0.0", "1 0 2")]
    [InlineData("1e3 1000 1E3", "1000 1E3 1e3", "2 0 1")]
    [InlineData("5. .5 0.5 5", ".5 0.5 5 5.", "3 0 1 2")]
    [InlineData("0.1 0.10 0.1000000000000000055511151231257827", "0.1 0.10 0.1000000000000000055511151231257827", "0 1 2")]
    [InlineData("1e-5 0.00001 1E-05", "0.00001 1E-05 1e-5", "2 0 1")]
    [InlineData("100000000000000 1000000000000000 1E+15", "100000000000000 1000000000000000 1E+15", "0 1 2")]
    [InlineData("101E0101 101E0102 101E0101", "101E0101 101E0102", "0 1 0")]
    [InlineData("1E999 2E999 -inf 3", "-inf 3 1E999 2E999", "2 3 0 1")]
    [InlineData("True False True", "False True", "1 0 1")]
    [InlineData("true TRUE false", "false TRUE true", "2 1 0")]
    [InlineData("True 1 0", "0 1 True", "2 1 0")]
    public void Classes_are_as_they_were_written(string cells, string names, string indices)
    {
        var labels = Labels(cells);
        Assert.Equal(names.Split(' '), labels.Names);
        Assert.Equal(indices.Split(' ').Select(int.Parse), labels.Indices.ToArray());
    }

    [Fact]
    public void The_positive_class_is_named_as_it_was_written()
    {
        Column column = Csv.Read("y\n01\n02\n")["y"];
        Assert.Equal(["02", "01"], ClassLabels.From(column, positive: "01").Names);
        Assert.Equal(
            "column 'y': '1' cannot be the positive class, which is one of two; the classes are '01' and '02'",
            Csv.Fails(() => ClassLabels.From(column, positive: "1")).Message);
    }

    [Fact]
    public void Text_comes_with_its_row()
    {
        Table table = Csv.Read("y,x\n1,0\n01,\n1.0,2\n1,3\n").DropMissing();
        Assert.Equal(["1", "1.0"], ClassLabels.From(table["y"]).Names);
        Assert.Equal([0, 1, 1], ClassLabels.From(table.Rows([0, 1, 1])["y"]).Indices.ToArray());
        Assert.Equal([1.0, 1, 1], ((NumericColumn)table["y"]).Values.ToArray());
        Assert.Equal("  y  x\n  1  0\n1.0  2\n  1  3\n(3 rows, 2 columns)", table.ToString());
    }

    [Fact]
    public void Spaces_in_quotes_are_part_of_the_text() =>
        Assert.Equal([" 1", "1"], ClassLabels.From(Csv.Read("y\n\"1\"\n\" 1\"\n 1 \n")["y"]).Names);

    [Theory]
    [InlineData("\0")]
    [InlineData("\0\0")]
    [InlineData("4")]
    [InlineData("0004")]
    [InlineData("0000000004")]
    [InlineData("00000004")]
    public void Texts_of_numbers_met_before_are_not_mistaken_for_others(string cell)
    {
        string[] texts = ["004", cell, "004", "04", cell];
        var labels = ClassLabels.From(Csv.Read("y;x\n" + string.Concat(texts.Select(text => $"\"{text}\";1\n")), new CsvOptions { Delimiter = ';' })["y"]);
        Assert.Equal(texts, labels.Indices.ToArray().Select(index => labels.Names[index]));
    }

    [Fact]
    public void Numbers_made_in_code_are_as_the_invariant_culture_writes_them() =>
        Assert.Equal(["0", "1.5", "1E+300"], ClassLabels.From(new NumericColumn("y", [1.5, -0.0, 0, 1e300])).Names);

    [Fact]
    public void True_and_false_are_features_of_1_and_0()
    {
        Table table = Csv.Read("x,y\nTrue,1\nfalse,2\nNA,3\nTRUE,4\n").DropMissing();
        Assert.Equal([1, 1, 0, 2, 1, 4.0], table.ToMatrix().Values.ToArray());
        Assert.Equal(TargetKind.Classes, table["x"].DetectTargetKind());
    }

    [Theory]
    [InlineData("True\n1\n", "True 1")]
    [InlineData("0.5\nFalse\n", "0.5 False")]
    [InlineData("True\nmaybe\n", "True maybe")]
    [InlineData("NA\nTrue\n2\n", "NA True 2")]
    public void True_among_other_values_is_text(string cells, string texts) =>
        Assert.Equal(texts.Split(' '), Csv.Texts(Csv.Read("x\n" + cells), "x"));

    [Theory]
    [InlineData(1000)]
    [InlineData(4096)]
    public void Thousands_of_codes_keep_their_text(int codes)
    {
        string[] written = [.. Enumerable.Range(0, 2 * codes).Select(i => (i % codes).ToString("D6", CultureInfo.InvariantCulture))];
        Assert.Equal(written[..codes], Labels(string.Join(' ', written)).Names);
    }

    [Theory]
    [InlineData(4097, "D6", 1)]
    [InlineData(70, "F2", 0.01)]
    public void Text_that_was_not_kept_is_an_error_that_says_how_to_keep_it(int codes, string format, double step)
    {
        string[] written = [.. Enumerable.Range(0, 2 * codes).Select(i => i % codes * step).Select(x => format == "D6" ? ((int)x).ToString(format, CultureInfo.InvariantCulture) : x.ToString(format, CultureInfo.InvariantCulture))];
        string cells = string.Join(' ', written);
        Assert.Equal(
            "column 'y': the text of its numbers was not kept, as there are too many ways of writing them for classes; if it is a target of classes all the same, read it with CsvOptions.KeepText = [\"y\"]",
            Csv.Fails(() => Labels(cells)).Message);
        Assert.Equal(written[..codes], Labels(cells, new CsvOptions { KeepText = ["y"] }).Names);
    }

    [Fact]
    public void Columns_that_want_too_much_text_leave_room_for_others()
    {
        // 60 columns of 4,000 codes are more texts than are kept; a column of two classes after them keeps its own
        string header = string.Join(',', Enumerable.Range(0, 60).Select(c => $"id{c}")) + ",y\n";
        string text = header + string.Concat(Enumerable.Range(0, 4000).Select(row =>
            string.Join(',', Enumerable.Range(0, 60).Select(c => (60 * row + c).ToString("D8", CultureInfo.InvariantCulture))) + (row % 2 == 0 ? ",01\n" : ",1\n")));
        Table table = Csv.Read(text);
        Assert.Equal(["01", "1"], ClassLabels.From(table["y"]).Names);
        int lost = Enumerable.Range(0, 60).Count(c => Csv.Fails(() => ClassLabels.From(table[$"id{c}"])).Message.Contains("was not kept", StringComparison.Ordinal));
        Assert.InRange(lost, 60 - 32, 60 - 30);
        Assert.Equal(239_999, ((NumericColumn)table["id59"]).Values[3999]);
    }

    [Fact]
    public void An_integer_that_a_number_does_not_hold_is_noted()
    {
        Table table = Csv.Read("id,t,e,f\n9007199254740992,1,1e300,1\n1234567890123456789,2,100000000000000000000,2\n9007199254740993,3,0.12345678901234567,3\n");
        var note = Assert.Single(table.Notes);
        Assert.Equal(("id", TableRemedy.LeaveOut), (note.Column, note.Remedy));
        Assert.Equal("the integer 1234567890123456789 in line 3 has more digits than a float64 holds, and is rounded where it is used as a number", note.Message);
        Assert.Empty(table.Without("id").Notes);
        Assert.Single(table.Rows([0]).Notes);
    }

    [Fact]
    public void Among_measurements_an_integer_of_many_digits_is_no_identifier() => Assert.Empty(
        Csv.Read("x\n" + string.Concat(Enumerable.Range(0, 70).Select(i => FormattableString.Invariant($"{i}.5\n"))) + "9007199254740993\n").Notes);

    [Fact]
    public void An_integer_beyond_the_texts_that_are_kept_is_noted_too()
    {
        string text = "id\n" + string.Concat(Enumerable.Range(0, 6000).Select(i => FormattableString.Invariant($"{i:D8}\n"))) + "9007199254740993\n";
        Assert.Contains("9007199254740993 in line 6002", Assert.Single(Csv.Read(text).Notes).Message, StringComparison.Ordinal);
    }
}
