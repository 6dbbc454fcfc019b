namespace NumericsCore.Data.Tests;

/// <summary>Which cells are missing, by the kind of their column.</summary>
public class MissingWordsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("  ")]
    [InlineData("\" \"")]
    [InlineData("\"\t\n \"")]
    [InlineData("\u00A0")]
    [InlineData("\"\u3000\u2003\"")]
    public void A_blank_cell_is_missing_in_any_column(string cell)
    {
        Table table = Csv.Read($"x,y\n1,a\n{cell},{cell}\n3,c\n");
        Assert.Equal([1, double.NaN, 3], Csv.Numbers(table, "x"));
        Assert.Equal(["a", null, "c"], Csv.Texts(table, "y"));
        Assert.Equal([new("", 1)], table["x"].MissingWords);
        Assert.Equal([new("", 1)], table["y"].MissingWords);
    }

    [Theory]
    [InlineData("NA")]
    [InlineData("na")]
    [InlineData("Na")]
    [InlineData("N/A")]
    [InlineData("NaN")]
    [InlineData("-nan")]
    [InlineData("+NaN")]
    [InlineData("-nan(ind)")]
    [InlineData("NULL")]
    [InlineData("None")]
    [InlineData("?")]
    [InlineData(".")]
    [InlineData("#N/A")]
    [InlineData("#n/a")]
    [InlineData("#N/A N/A")]
    [InlineData("#NA")]
    [InlineData("<NA>")]
    [InlineData("1.#IND")]
    [InlineData("-1.#IND")]
    [InlineData("1.#QNAN")]
    [InlineData("-1.#QNAN")]
    [InlineData("\"NA\"")]
    [InlineData("\" NA \"")]
    public void A_word_is_missing_among_numbers(string cell)
    {
        Table table = Csv.Read($"x\n1\n{cell}\n3\n");
        Assert.Equal([1, double.NaN, 3], Csv.Numbers(table, "x"));
        Assert.Equal(1, table["x"].MissingCount);
        Assert.True(table["x"].IsMissing(1));
        Assert.Equal(1, Assert.Single(table["x"].MissingWords).Value);
    }

    [Theory]
    [InlineData("#N/A", true)]
    [InlineData("<NA>", true)]
    [InlineData("NaN", true)]
    [InlineData("?", true)]
    [InlineData("null", true)]
    [InlineData("n/a", true)]
    [InlineData("NA", false)]
    [InlineData("Na", false)]
    [InlineData("None", false)]
    [InlineData("Nan", false)]
    [InlineData("Null", false)]
    [InlineData(".", false)]
    [InlineData("#n/a", false)]
    public void Among_text_a_word_is_missing_only_where_it_can_be_nothing_else(string cell, bool missing)
    {
        Table table = Csv.Read($"y\n{cell}\nb\n{cell}\n");
        Assert.Equal(missing ? [null, "b", null] : [cell, "b", cell], Csv.Texts(table, "y"));
        Assert.Equal(missing ? 2 : 0, table["y"].MissingCount);
        Assert.Equal(missing ? [new KeyValuePair<string, int>(cell, 2)] : [], table["y"].MissingWords);
    }

    [Fact]
    public void Sodium_and_North_America_are_classes()
    {
        Assert.Equal(["K", "Na"], ClassLabels.From(Csv.Read("y\nNa\nK\nNa\n")["y"]).Names);
        Assert.Equal(["EU", "NA"], ClassLabels.From(Csv.Read("y\nNA\nEU\n")["y"]).Names);
    }

    [Fact]
    public void The_words_can_be_set_for_each_kind()
    {
        var options = new CsvOptions { MissingValues = ["-999", "none"], MissingTexts = ["–", "none"] };
        Table table = Csv.Read("x,y,z\n1,NA,a\n-999,none,–\n-9,b,NONE\nNone,?,c\n", options);
        Assert.Equal([1, double.NaN, -9, double.NaN], Csv.Numbers(table, "x"));
        Assert.Equal(["NA", null, "b", "?"], Csv.Texts(table, "y"));
        Assert.Equal(["a", null, "NONE", "c"], Csv.Texts(table, "z"));
        Assert.Equal([new("-999", 1), new("none", 1)], table["x"].MissingWords);
        Assert.Equal(["NA", "b"], Csv.Texts(Csv.Read("y\nNA\nb\n", new CsvOptions { MissingTexts = [] }), "y"));
    }

    [Fact]
    public void A_column_can_have_words_of_its_own_or_none()
    {
        var options = new CsvOptions { MissingOf = new Dictionary<string, IReadOnlyList<string>> { ["x"] = ["-999"], ["y"] = [], ["é"] = ["none", "–"] } };
        Table table = Csv.Read("x,y,e\u0301,z\n-999,?,none,-999\n1,b,NA,NA\n2,,–,3\n", options);
        Assert.Equal([double.NaN, 1, 2], Csv.Numbers(table, "x"));
        Assert.Equal(["?", "b", null], Csv.Texts(table, "y"));
        Assert.Equal([null, "NA", null], Csv.Texts(table, "é"));
        Assert.Equal([-999, double.NaN, 3], Csv.Numbers(table, "z"));
        Assert.Equal([new("-999", 1)], table["x"].MissingWords);
        Assert.Equal([new("none", 1), new("–", 1)], table["é"].MissingWords);
        // that NA is no missing value of x makes it text
        Assert.Equal(["1", "NA", null], Csv.Texts(Csv.Read("x,w\n1,1\nNA,1\n-999,1\n", options), "x"));
        Assert.Contains(Csv.Read("x,y\n1,b\n", options).Notes, static note => note is { Message: "words for missing values are given for 'é', which is no column", Remedy: TableRemedy.MissingWords });
    }

    [Fact]
    public void Words_of_columns_that_are_null_or_of_one_name_twice_are_refused()
    {
        Assert.Equal("MissingOf", Assert.Throws<ArgumentException>(() => new CsvOptions { MissingOf = new Dictionary<string, IReadOnlyList<string>> { ["x"] = [null!] } }).ParamName);
        Assert.Equal("MissingOf", Assert.Throws<ArgumentException>(() => new CsvOptions { MissingOf = new Dictionary<string, IReadOnlyList<string>> { ["é"] = [], ["e\u0301"] = [] } }).ParamName);
        Assert.Throws<ArgumentNullException>(() => new CsvOptions { MissingOf = null! });
        Assert.Equal(new CsvOptions(), new CsvOptions());
    }

    [Fact]
    public void NaN_that_no_word_marks_as_missing_is_text()
    {
        Table table = Csv.Read("a\n1\nNaN\n", new CsvOptions { MissingValues = [], MissingTexts = [] });
        Assert.Equal(["1", "NaN"], Csv.Texts(table, "a"));
    }

    [Fact]
    public void A_column_that_turns_to_text_counts_its_missing_words_as_text()
    {
        Table table = Csv.Read("y\n1\nNA\n\n?\n\"\"\nword\n?\n");
        Assert.Equal(["1", "NA", null, null, "word", null], Csv.Texts(table, "y"));
        Assert.Equal([new("", 1), new("?", 2)], table["y"].MissingWords);
        Assert.Equal([new("", 2)], Csv.Read("y,x\n,1\n,2\nword,3\n")["y"].MissingWords);
    }

    [Fact]
    public void Rows_dropped_are_said_with_their_columns_and_words()
    {
        Table table = Csv.Read("a,b,c\n1,#N/A,x\n2,3,\n,4,y\n5,NA,z\n6,7,w\n");
        Assert.Empty(table.Notes);
        Table complete = table.DropMissing();
        var note = Assert.Single(complete.Notes);
        Assert.Equal("4 of 5 rows were dropped for missing values: 'a' misses 1 (blank), 'b' misses 2 ('NA', '#N/A'), 'c' misses 1 (blank)", note.ToString());
        Assert.Equal(TableRemedy.MissingWords, note.Remedy);
        Assert.Single(complete.DropMissing().Notes);
    }

    [Fact]
    public void A_column_made_in_code_has_no_words() => Assert.Empty(new NumericColumn("x", [1, double.NaN]).MissingWords);

    [Fact]
    public void A_word_that_is_null_is_refused_before_anything_is_read()
    {
        var e = Assert.Throws<ArgumentException>(() => new CsvOptions { MissingValues = ["NA", null!] });
        Assert.StartsWith("Element 1 is null; expected text.", e.Message, StringComparison.Ordinal);
        Assert.Equal("MissingTexts", Assert.Throws<ArgumentException>(() => new CsvOptions { MissingTexts = [null!] }).ParamName);
        Assert.Equal("KeepText", Assert.Throws<ArgumentException>(() => new CsvOptions { KeepText = [null!] }).ParamName);
        Assert.Throws<ArgumentNullException>(() => new CsvOptions { MissingValues = null! });
    }
}
