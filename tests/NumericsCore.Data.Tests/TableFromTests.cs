using System.Data;
using System.Numerics;

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
        Assert.Equal("True", table["Insured"].Text(0));
        Assert.Equal([ColumnKind.Integer, ColumnKind.Number, ColumnKind.Boolean, ColumnKind.Text, ColumnKind.Date, ColumnKind.Integer, ColumnKind.Text], table.Describe().Select(static column => column.Kind));
        Assert.Equal<string?[]>(["Large", "Small"], ((TextColumn)table["Size"]).Values.ToArray());
        Assert.Equal<string?[]>(["1970-01-03", "2000-01-01"], ((TextColumn)table["Sent"]).Values.ToArray());
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

    [Fact]
    public void Numbers_keep_their_digits()
    {
        var table = Table.From([
            new Exact(9007199254740993, ulong.MaxValue, 1.50m, BigInteger.Pow(10, 30) + 1, Int128.MaxValue, (Half)0.5, 0.1),
            new Exact(-1, 0, 0.1234567890123456789m, 0, 0, Half.NaN, double.NaN)]);
        Assert.Equal<string?[]>(["9007199254740993", "18446744073709551615", "1.50", "1000000000000000000000000000001", "170141183460469231731687303715884105727", "0.5", "0.1"], [.. table.Columns.Select(static column => column.Text(0))]);
        Assert.Equal<string?[]>(["-1", "0", "0.1234567890123456789", "0", "0", null, null], [.. table.Columns.Select(static column => column.Text(1))]);
        Assert.Equal([9007199254740992.0, 18446744073709551616.0, 1.5, 1e30, 170141183460469231731687303715884105727.0, 0.5, 0.1], table.Columns.Select(static column => ((NumericColumn)column).Values[0]));
        Assert.Equal(["Long", "Unsigned", "Big", "Wide"], table.Notes.Select(static note => note.Column));
    }

    [Fact]
    public void Dates_and_times_are_text_that_date_steps_know()
    {
        var moment = new DateTime(2024, 1, 31, 12, 30, 0, 5, DateTimeKind.Unspecified);
        var table = Table.From([
            new Moment(moment, DateTime.SpecifyKind(moment, DateTimeKind.Utc), new DateTimeOffset(moment, TimeSpan.FromHours(2)), moment.Date, new TimeOnly(1, 0), new DateOnly(2024, 1, 31)),
            new Moment(moment.Date, DateTime.UnixEpoch, new DateTimeOffset(moment.Date, TimeSpan.Zero), DateTime.MinValue, TimeOnly.MinValue, null)]);
        Assert.Equal<string?[]>(["2024-01-31T12:30:00.005", "2024-01-31T12:30:00.005Z", "2024-01-31T12:30:00.005+02:00", "2024-01-31", "3600", "2024-01-31"], [.. table.Columns.Select(static column => column.Text(0))]);
        Assert.Equal<string?[]>(["2024-01-31T00:00:00", "1970-01-01T00:00:00Z", "2024-01-31T00:00:00+00:00", "0001-01-01", "0", null], [.. table.Columns.Select(static column => column.Text(1))]);
        Assert.Equal([ColumnKind.Date, ColumnKind.Date, ColumnKind.Date, ColumnKind.Date, ColumnKind.Integer, ColumnKind.Date], table.Describe().Select(static column => column.Kind));
        Assert.Equal([0.0, 1], ColumnTransformer.Fit(Table.From([new Day(new DateTime(2024, 1, 31)), new Day(new DateTime(2024, 2, 1))])).Transform(Table.From([new Day(new DateTime(2024, 1, 31)), new Day(new DateTime(2024, 2, 1))])).Values.ToArray());
    }

    [Fact]
    public void Values_without_a_text_are_a_fault_of_their_column()
    {
        var table = Table.From([new Odd([1, 2], [1], new Uri("http://x/"), Guid.Empty, new object(), 'c', 1), new Odd(null, null, null, Guid.Empty, null, 'd', "x")]);
        Assert.Equal(["Bytes", "List", "Nothing"], table.Columns.Where(static column => column.Fault is not null).Select(static column => column.Name));
        Assert.Equal("Odd, column 'List': it has values of type List<Int32>; expected numbers, text, true and false, or dates", table["List"].Fault!.Problem);
        Assert.Throws<TableException>(() => ClassLabels.From(table["Bytes"]));
        Assert.Equal<string?[]>(["http://x/", "00000000-0000-0000-0000-000000000000", "c", "1"], [.. new[] { "Link", "Id", "Letter", "Mixed" }.Select(name => table[name].Text(0))]);
    }

    [Fact]
    public void A_property_that_throws_is_the_tables_error()
    {
        var e = Assert.Throws<TableException>(() => Table.From([new Throwing()]));
        Assert.Equal("Throwing, column 'Value': row 0 cannot be read: no value", e.Message);
        Assert.IsType<InvalidOperationException>(e.InnerException);
    }

    private static double[] Numbers(Table table, string column) => ((NumericColumn)table[column]).Values.ToArray();

    private sealed record Parcel(int Id, decimal? Weight, bool Insured, Size Size, DateOnly Sent, TimeSpan Way, string? Name);

    private sealed record Exact(long Long, ulong Unsigned, decimal Decimal, BigInteger Big, Int128 Wide, Half Half, double Double);

    private sealed record Moment(DateTime Local, DateTime Utc, DateTimeOffset Zone, DateTime Midnight, TimeOnly Time, DateOnly? Date);

    private sealed record Day(DateTime Date);

    private sealed record Odd(byte[]? Bytes, List<int>? List, Uri? Link, Guid Id, object? Nothing, char Letter, object Mixed);

    private sealed class Throwing
    {
        public double Value => throw new InvalidOperationException($"no {nameof(Value).ToLowerInvariant()}");
    }
}
