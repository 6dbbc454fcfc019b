using NumericsCore.Data;
using NumericsCore.Data.Names;

namespace NumericsCore.Columnar;

/// <summary>Which columns of a file are read, and what they are called.</summary>
internal static class ColumnNaming
{
    /// <summary>The positions in the file of the columns to read.</summary>
    /// <param name="names">The names of all, in the file's order.</param>
    /// <param name="chosen">Those to read, in this order; all if there are none.</param>
    /// <param name="table">What messages call the file.</param>
    /// <exception cref="TableException">There is no such column, or the file has no column at all.</exception>
    public static int[] Choose(string[] names, IReadOnlyList<string> chosen, string table)
    {
        if (chosen.Count == 0) return [.. Enumerable.Range(0, names.Length)];
        return [.. chosen.Select(name => Array.FindIndex(names, other => CanonicalForm.Comparer.Equals(name, other)) is >= 0 and var found
            ? found
            : throw new TableException($"there is no column {Quoted.One(name)}; the columns are {Quoted.List(names)}", table))];
    }

    /// <summary>Begins a column; one without a name is called by its place, and has a fault.</summary>
    public static ValueColumn Begin(string table, string? name, int place, bool isText)
    {
        if (!string.IsNullOrWhiteSpace(name)) return new ValueColumn(table, name, isText);
        var column = new ValueColumn(table, FormattableString.Invariant($"column {place + 1}"), isText);
        column.SetProblem(FormattableString.Invariant($"column {place + 1} has no name in the file; give it one"));
        return column;
    }
}
