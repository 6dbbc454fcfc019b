namespace NumericsCore.Data.Tests;

public class FeatureMatrixTests
{
    [Fact]
    public void A_table_becomes_a_matrix_row_by_row()
    {
        FeatureMatrix matrix = Csv.Read("a,b\n1,2\n3,4\n5,6\n").ToMatrix();
        Assert.Equal((3, 2), (matrix.RowCount, matrix.ColumnCount));
        Assert.Equal(["a", "b"], matrix.ColumnNames);
        Assert.Equal([1, 2, 3, 4, 5, 6], matrix.Values.ToArray());
        Assert.Equal([3.0, 4.0], matrix.Row(1).ToArray());
        Assert.Equal([5, 6, 1, 2], matrix.Rows([2, 0]).Values.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Rows([3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = matrix.Row(3).Length);
    }

    [Theory]
    [InlineData("a,b\n1,x\n", "data.csv, column 'b': holds text ('x' in row 0), ")]
    [InlineData("a,b\n1,\n2,3\n3,12%\n", "data.csv, column 'b': holds text ('12%' in row 2), ")]
    [InlineData("a,b\n1,5\n2,\"1,5\"\n", "data.csv, column 'b': holds text ('1,5' in row 1), ")]
    public void A_text_column_is_an_error_that_shows_the_first_word(string text, string start) => Assert.Equal(
        start + "but a matrix takes numbers only; leave the column out with Without(\"b\"), turn its words into numbers, or, if it is the target, "
        + "use ClassLabels.From", Csv.Fails(() => Csv.Read(text).ToMatrix()).Message);

    [Fact]
    public void A_text_column_without_a_word_is_an_error_all_the_same()
    {
        Assert.StartsWith("table, column 'b': holds text, but", Csv.Fails(() => new Table([new TextColumn("b", [null])]).ToMatrix()).Message, StringComparison.Ordinal);
        Assert.StartsWith("table, column 'b': holds text, but", Csv.Fails(() => new Table([new TextColumn("b", [])]).ToMatrix()).Message, StringComparison.Ordinal);
        Assert.StartsWith("table, column 'b': holds text ('7' in row 1), but", Csv.Fails(() => new Table([new TextColumn("b", [null, "7"])]).ToMatrix()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_and_infinite_values_are_errors()
    {
        Assert.Equal(
            "data.csv, column 'b': the value in row 1 is missing; leave such rows out with DropMissing()",
            Csv.Fails(() => Csv.Read("a,b\n1,2\n3,\n").ToMatrix()).Message);
        Assert.Equal(
            "table, column 'a': the value in row 0 is infinite; a feature must be finite",
            Csv.Fails(() => new Table([new NumericColumn("a", [double.NegativeInfinity])]).ToMatrix()).Message);
        Assert.Equal(
            "column 'b': the value in row 1 is infinite; a feature must be finite",
            Csv.Fails(() => _ = new FeatureMatrix([1, 2, 3, double.PositiveInfinity], 2, ["a", "b"])).Message);
    }

    [Fact]
    public void Numbers_must_fill_the_shape()
    {
        var e = Assert.Throws<ArgumentException>(() => new FeatureMatrix([1, 2, 3], 2, ["a", "b"]));
        Assert.StartsWith("2 rows of 2 columns are 4 values, but 3 were given.", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new FeatureMatrix([], 0, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FeatureMatrix([], -1, ["a"]));
    }
}
