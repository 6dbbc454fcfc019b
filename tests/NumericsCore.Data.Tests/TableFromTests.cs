using System.Data;

namespace NumericsCore.Data.Tests;

/// <summary>Tables of what .NET programs hold.</summary>
public class TableFromTests
{
    private enum Size
    {
        Small,
        Large,
    }

    [Fact]
    public void Records_are_rows_and_their_properties_columns()
    {
        var table = Table.From([new Parcel(1, 2.5m, true, Size.Large, new DateOnly(1970, 1, 3), TimeSpan.FromMinutes(1), "a"), new Parcel(2, null, false, Size.Small, new DateOnly(2000, 1, 1), TimeSpan.Zero, null)]);
        Assert.Equal(["Id", "Weight", "Insured", "Size", "Sent", "Way", "Name"], table.Columns.Select(static column => column.Name));
        Assert.Equal("Parcel", table.Name);
        Assert.Equal([2.5, double.NaN], Numbers(table, "Weight"));
        Assert.Equal([1, 0], Numbers(table, "Insured"));
        Assert.Equal<string?[]>(["Large", "Small"], ((TextColumn)table["Size"]).Values.ToArray());
        Assert.Equal([2, 10957], Numbers(table, "Sent"));
        Assert.Equal([60, 0], Numbers(table, "Way"));
        Assert.Equal<string?[]>(["a", null], ((TextColumn)table["Name"]).Values.ToArray());
    }

    [Fact]
    public void Data_tables_and_readers_of_databases()
    {
        using var data = new DataTable("orders");
        data.Columns.Add("n", typeof(int));
        data.Columns.Add("s", typeof(string));
        data.Rows.Add(1, "x");
        data.Rows.Add(DBNull.Value, DBNull.Value);
        var table = Table.From(data);
        Assert.Equal("orders", table.Name);
        Assert.Equal([1, double.NaN], Numbers(table, "n"));
        Assert.Equal<string?[]>(["x", null], ((TextColumn)table["s"]).Values.ToArray());
        using var reader = data.CreateDataReader();
        Assert.Equal([1, double.NaN], Numbers(Table.From(reader), "n"));
        Assert.Equal("query: there are no rows", Assert.Throws<TableException>(() => Table.From(reader)).Message);
    }

    [Fact]
    public void What_no_table_can_be_made_of()
    {
        Assert.Equal("Parcel: there are no rows", Assert.Throws<TableException>(() => Table.From(Array.Empty<Parcel>())).Message);
        Assert.Contains("no public property", Assert.Throws<TableException>(() => Table.From([new object()])).Message, StringComparison.Ordinal);
        Assert.Equal("String: row 1 is null", Assert.Throws<TableException>(() => Table.From<string>(["a", null!])).Message);
    }

    private static double[] Numbers(Table table, string column) => ((NumericColumn)table[column]).Values.ToArray();

    private sealed record Parcel(int Id, decimal? Weight, bool Insured, Size Size, DateOnly Sent, TimeSpan Way, string? Name);
}
