namespace NumericsCore.Columnar.Tests;

/// <summary>Files of other programs, which Files/README.md tells of.</summary>
public class ForeignFileTests
{
    [Theory]
    [InlineData("duckdb-v1-snappy.parquet")]
    [InlineData("duckdb-v2-zstd.parquet")]
    public void Parquet_of_DuckDB(string file)
    {
        var table = ColumnarFile.Read(Path.Combine("Files", file));
        Assert.Equal(6, table.RowCount);
        foreach (string name in new[] { "row_id", "i8", "i16", "i32", "u8", "u16", "u32", "h" }) Assert.Equal([0, 1, 2, 3, 4, 5], ((NumericColumn)table[name]).Values.ToArray());
        Assert.Equal("9007199254740993", table["i64"].Text(0));
        Assert.Equal("18446744073709551615", table["u64"].Text(1));
        Assert.Equal([0.0, 1 / 3.0, 2 / 3.0], ((NumericColumn)table["f64"]).Values[..3].ToArray());
        Assert.Equal(["0.50", "0.125", "1234567890123.45", "12345678901234567890.1234567890"], new[] { "d4", "d9", "d18", "d38" }.Select(name => table[name].Text(0)));
        Assert.Equal(["True", "text 0", "sad", "2024-01-31"], new[] { "b", "s", "e", "d" }.Select(name => table[name].Text(0)));
        Assert.Equal("2024-01-31T12:30:00.123456", table["ts"].Text(0));
        Assert.Equal("2024-01-31", table["tm"].Text(0));
        Assert.Equal("2024-01-31T10:30:01Z", table["tz"].Text(1));
        Assert.Equal(["2024-01-31T12:30:01", "2024-01-31T12:30:01"], new[] { "tns", "tms" }.Select(name => table[name].Text(1)));
        Assert.Equal(45_000.5, ((NumericColumn)table["tt"]).Values[0]);
        Assert.Equal([0, double.NaN, 2, double.NaN, 4, double.NaN], ((NumericColumn)table["nn"]).Values.ToArray());
        Assert.Equal<string?[]>(["x", null, "x", null, "x", null], ((TextColumn)table["sn"]).Values.ToArray());
        Assert.Equal(6, table["allnull"].MissingCount);
        Assert.Equal("00000000-0000-0000-0000-000000000001", table["u"].Text(0));
        string[] kinds = [.. table.Describe().Where(static column => column.Kind == ColumnKind.Date).Select(static column => column.Name)];
        Assert.Equal(["d", "ts", "tm", "tz", "tns", "tms"], kinds);
        string[] unusable = [.. table.Columns.Where(static column => column.Fault is not null).Select(static column => column.Name)];
        Assert.Equal(["iv", "bin", "l", "st", "m"], unusable);
        Assert.StartsWith($"{Path.Combine("Files", file)}, column 'l': it has values of type list of INT_64; expected numbers", Assert.Throws<TableException>(() => ((TextColumn)table["l"]).Values.Length).Message, StringComparison.Ordinal);
        Assert.Equal(6, table.Select("row_id", "f64").ToMatrix().RowCount);
    }

    [Theory]
    [InlineData("arrow-js.arrow")]
    [InlineData("arrow-js.arrows")]
    public void Arrow_of_JavaScript(string file)
    {
        var table = ColumnarFile.Read(Path.Combine("Files", file));
        Assert.Equal([1.5, double.NaN, 3, -0.25], ((NumericColumn)table["n"]).Values.ToArray());
        Assert.Equal([1, 2, double.NaN, 4], ((NumericColumn)table["i"]).Values.ToArray());
        Assert.Equal("9007199254740993", table["big"].Text(0));
        Assert.Equal<string?[]>(["a", "é", null, "long text here"], ((TextColumn)table["s"]).Values.ToArray());
        Assert.Equal<string?[]>(["ok", "sad", "ok", null], ((TextColumn)table["e"]).Values.ToArray());
        Assert.Equal([1, 0, double.NaN, 1], ((NumericColumn)table["b"]).Values.ToArray());
        Assert.Equal<string?[]>(["2024-01-31", "2024-02-01", null, "1969-12-31"], ((TextColumn)table["d"]).Values.ToArray());
        Assert.Equal<string?[]>(["2024-01-31T12:30:00.123Z", "2024-01-31T12:30:01Z", null, "1969-12-31T23:59:59.999Z"], ((TextColumn)table["ts"]).Values.ToArray());
        Assert.Contains("list of int32", table["l"].Fault!.Message, StringComparison.Ordinal);
        Assert.NotNull(table["st"].Fault);
    }
}
