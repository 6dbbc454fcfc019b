using Microsoft.Data.Sqlite;

namespace NumericsCore.Data.Tests;

/// <summary>Tables of a real database, within the process.</summary>
public sealed class SqliteTests : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");

    public SqliteTests() => _connection.Open();

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void A_query_is_the_table_of_the_CSV_it_came_from()
    {
        string file = Repository.FullPath("docs/data/breast_cancer.csv");
        string[][] lines = [.. File.ReadLines(file).Select(static line => line.Split(','))];
        Run($"create table cancer ({string.Join(", ", lines[0].Select(static name => $"\"{name}\" real"))})");
        foreach (string[] row in lines.Skip(1)) Run($"insert into cancer values ({string.Join(", ", row)})");
        var fromDatabase = Query("select * from cancer");
        var fromCsv = Table.ReadCsv(file);
        Assert.Equal(fromCsv.RowCount, fromDatabase.RowCount);
        Assert.All(fromCsv.Columns.Zip(fromDatabase.Columns), static pair =>
        {
            Assert.Equal(pair.First.Name, pair.Second.Name);
            Assert.Equal(((NumericColumn)pair.First).Values.ToArray(), ((NumericColumn)pair.Second).Values.ToArray());
        });
    }

    [Fact]
    public void Values_of_each_type_and_null()
    {
        Run("create table t (i integer, r real, s text, b blob, d text)");
        Run("insert into t values (9007199254740993, 0.1, 'a', x'01', '2024-01-31'), (null, null, null, null, null), (2, 2, '', null, '2024-02-01')");
        var table = Query("select * from t");
        Assert.Equal<string?[]>(["9007199254740993", null, "2"], Texts(table, "i"));
        Assert.Contains(table.Notes, static note => note.Column == "i");
        Assert.Equal([0.1, double.NaN, 2], ((NumericColumn)table["r"]).Values.ToArray());
        Assert.Equal<string?[]>(["a", null, null], Texts(table, "s"));
        Assert.Equal("query, column 'b': it has values of type Byte[]; expected numbers, text, true and false, or dates", table["b"].Fault!.Problem);
        Assert.Equal(ColumnKind.Date, table.Describe().Single(static column => column.Name == "d").Kind);
        Assert.Equal(2, table.Select("r").DropMissing().ToMatrix().RowCount);
    }

    [Fact]
    public void A_column_of_numbers_and_text_is_text_as_in_CSV()
    {
        Run("create table mixed (x)");
        Run("insert into mixed values (1), (2.5), (null), ('word'), (3)");
        Assert.Equal<string?[]>(["1", "2.5", null, "word", "3"], Texts(Query("select x from mixed"), "x"));
    }

    [Fact]
    public void An_error_of_the_provider_is_the_tables_with_its_cause()
    {
        Run("create table few (x)");
        Run("insert into few values (1), (-9223372036854775808)");
        var e = Assert.Throws<TableException>(() => Query("select abs(x) as size from few"));
        Assert.StartsWith("query: row 1 cannot be read: SQLite Error 1: 'integer overflow'", e.Message, StringComparison.Ordinal);
        Assert.IsType<SqliteException>(e.InnerException);
        Assert.Equal("query, column 'x': two columns have this name", Assert.Throws<TableException>(() => Query("select x, x from few")).Message);
        Assert.Equal("query: there are no rows", Assert.Throws<TableException>(() => Query("select x from few where x > 5")).Message);
    }

    private Table Query(string sql)
    {
        using var command = new SqliteCommand(sql, _connection);
        using var reader = command.ExecuteReader();
        return Table.From(reader);
    }

    private void Run(string sql)
    {
        using var command = new SqliteCommand(sql, _connection);
        command.ExecuteNonQuery();
    }

    private static string?[] Texts(Table table, string column) => [.. Enumerable.Range(0, table.RowCount).Select(table[column].Text)];
}
