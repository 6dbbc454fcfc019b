using Microsoft.Data.Analysis;
using Microsoft.ML.Data;

namespace NumericsCore.Columnar.Tests;

/// <summary>Data frames of Microsoft.Data.Analysis.</summary>
public class DataFrameTests
{
    [Fact]
    public void Each_kind_of_column_becomes_one_of_a_table()
    {
        var frame = new DataFrame(
            new DoubleDataFrameColumn("double", [1.5, null, -2]),
            new Int64DataFrameColumn("long", [9007199254740993, 2, null]),
            new Int32DataFrameColumn("int", [1, 2, 3]),
            new SingleDataFrameColumn("float", [0.5f, 1.5f, null]),
            new DecimalDataFrameColumn("decimal", [1.50m, null, 2m]),
            new BooleanDataFrameColumn("bool", [true, null, false]),
            new StringDataFrameColumn("text", ["a", null, ""]),
            new DateTimeDataFrameColumn("date", [new DateTime(2024, 1, 31), null, new DateTime(2024, 2, 1)]));
        var table = frame.ToNumericsTable();
        Assert.Equal("DataFrame", table.Name);
        Assert.Equal(frame.Columns.Select(static column => column.Name), table.Columns.Select(static column => column.Name));
        Assert.Equal([1.5, double.NaN, -2], ((NumericColumn)table["double"]).Values.ToArray());
        Assert.Equal<string?[]>(["9007199254740993", "2", null], Texts(table, "long"));
        Assert.Equal([1, 2, 3], ((NumericColumn)table["int"]).Values.ToArray());
        Assert.Equal([0.5, 1.5, double.NaN], ((NumericColumn)table["float"]).Values.ToArray());
        Assert.Equal<string?[]>(["1.50", null, "2"], Texts(table, "decimal"));
        Assert.Equal<string?[]>(["True", null, "False"], Texts(table, "bool"));
        Assert.Equal<string?[]>(["a", null, null], Texts(table, "text"));
        Assert.Equal<string?[]>(["2024-01-31", null, "2024-02-01"], Texts(table, "date"));
        Assert.Equal([ColumnKind.Number, ColumnKind.Integer, ColumnKind.Integer, ColumnKind.Number, ColumnKind.Number, ColumnKind.Boolean, ColumnKind.Text, ColumnKind.Date], table.Describe().Select(static column => column.Kind));
    }

    [Fact]
    public void A_frame_from_CSV_is_the_table_of_that_CSV()
    {
        const string text = "a,b,c\n1.5,x,2024-01-31\n2.25,,2024-02-01\n,y,2024-02-02\n";
        var frame = DataFrame.LoadCsvFromString(text);
        Assert.Null(Samples.Difference(Table.ReadCsv(new StringReader(text), "frame"), frame.ToNumericsTable("frame")));
    }

    [Fact]
    public void Vectors_are_a_fault_of_their_column_and_an_empty_frame_is_no_table()
    {
        var vectors = new VBufferDataFrameColumn<float>("vectors", [new VBuffer<float>(2, [1, 2])]);
        var table = new DataFrame(vectors, new Int32DataFrameColumn("n", [1])).ToNumericsTable();
        Assert.Contains("column 'vectors': it has values of type VBuffer<Single>", table["vectors"].Fault!.Message, StringComparison.Ordinal);
        Assert.Equal(1, table.Select("n").ToMatrix().RowCount);
        Assert.Equal("DataFrame: there are no rows", Assert.Throws<TableException>(() => new DataFrame(new Int32DataFrameColumn("n", 0)).ToNumericsTable()).Message);
        Assert.Throws<TableException>(() => new DataFrame().ToNumericsTable());
    }

    private static string?[] Texts(Table table, string column) => [.. Enumerable.Range(0, table.RowCount).Select(table[column].Text)];
}
