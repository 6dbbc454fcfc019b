namespace NumericsCore.Data.Tests;

/// <summary>What is understood of a table's columns.</summary>
public class DescribeTests
{
    [Fact]
    public void Each_kind_of_column_has_its_values_counted()
    {
        var table = Read("i,d,b,t,e,m\n1,0.5,true,x,,NA\n01,2,False,y,NA,1e308\n-3,NA,true,x,,1e308\n");
        Assert.Equal(
        [
            new("i", ColumnKind.Integer, 3, 0, 2, -3, -0.333333333333, 1, "1", null),
            new("d", ColumnKind.Number, 3, 1, 2, 0.5, 1.25, 2, "0.5", null),
            new("b", ColumnKind.Boolean, 3, 0, 2, 0, 0.666666666667, 1, "true", null),
            new("t", ColumnKind.Text, 3, 0, 2, null, null, null, "x", null),
            new("e", ColumnKind.Empty, 3, 3, 0, null, null, null, null, null),
            new("m", ColumnKind.Integer, 3, 1, 1, 1e308, 1e308, 1e308, "1e308", null),
        ], table.Describe().Select(static column => column with { Mean = column.Mean is { } mean and < 1e300 ? Math.Round(mean, 12) : column.Mean }));
    }

    [Fact]
    public void A_column_that_cannot_be_used_is_described_with_its_fault()
    {
        var column = Read(",y\n1,2\n3,4\n").Describe()[0];
        Assert.Equal((2, 2, 1.0, 3.0, "1"), (column.Count, column.Distinct, column.Least, column.Greatest, column.Example));
        Assert.Contains("name", column.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_tells_all_of_a_column() =>
        Assert.Equal(
            ["'a': Number, 2 rows, 1 missing, 1 distinct, -1.5 to -1.5, such as '-1.5'", "'t': Text, 2 rows, 0 missing, 2 distinct, such as 'x'"],
            Read("a,t\n-1.5,x\nNA,y\n").Describe().Select(static column => column.ToString()));

    private static Table Read(string text) => Table.ReadCsv(new StringReader(text), "table");
}
