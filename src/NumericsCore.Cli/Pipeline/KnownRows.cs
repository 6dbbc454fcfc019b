using NumericsCore.Data;

namespace NumericsCore.Cli.Pipeline;

/// <summary>The rows of a table that a saved model can be asked about: all columns, with those rows left out that miss the target or what is not filled in.</summary>
/// <param name="Table">The rows.</param>
/// <param name="RowsRead">How many the file has.</param>
internal sealed record KnownRows(Table Table, int RowsRead)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="TableException">The file is no table, columns are not there or cannot be used.</exception>
    /// <exception cref="InputException">No row is left.</exception>
    public static KnownRows Read(string file, CsvOptions csv, TablePipeline pipeline)
    {
        var table = TableFile.Read(file, csv with { KeepText = [pipeline.Target] });
        pipeline.RequireColumns([.. table.Columns.Select(static column => column.Name)], table.Name, table.Notes);
        string[] needed = [.. pipeline.InputNames.Where(name => !pipeline.FillsIn(name)), pipeline.Target];
        if (table.RowCount == 0 || !Enumerable.Range(0, table.RowCount).Any(row => needed.All(name => !table[name].IsMissing(row))))
            throw new InputException(FormattableString.Invariant($"{file}: of its {table.RowCount} rows none has a target and every feature"));
        return new KnownRows(table.DropMissing(needed), table.RowCount);
    }

    /// <summary>At most so many rows, chosen by a seed, in the order of the file.</summary>
    public Table Sample(int most, ulong seed) =>
        Table.RowCount <= most ? Table : Table.Rows(Shuffle.Permutation(Table.RowCount, seed).AsSpan(0, most).ToArray().Order().ToArray());
}
