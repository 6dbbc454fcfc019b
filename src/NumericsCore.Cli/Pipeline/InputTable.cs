using System.Globalization;
using System.Security.Cryptography;
using NumericsCore.Data;

namespace NumericsCore.Cli.Pipeline;

/// <summary>The table to train on, without rows that miss a value.</summary>
/// <param name="File">The file, as the user wrote it.</param>
/// <param name="Sha256">The SHA-256 of its bytes, in lower-case hexadecimal.</param>
/// <param name="RowsRead">The rows in the file.</param>
/// <param name="Features">Columns of numbers, at least one.</param>
/// <param name="Target">The column to predict.</param>
internal sealed record InputTable(string File, string Sha256, int RowsRead, FeatureMatrix Features, Column Target)
{
    private const int MostNames = 40;

    /// <summary>The rows left.</summary>
    public int RowCount => Target.Count;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">The file cannot be read, a column is not there, a feature is text, or no row is left.</exception>
    /// <exception cref="TableException">The file is no table.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static InputTable Read(string file, string target, IReadOnlyList<string> ignored)
    {
        string hash = Hash(file);
        var table = Table.ReadCsv(file);
        foreach (string name in (string[])[target, .. ignored]) RequireColumn(table, name);
        if (ignored.Contains(target)) throw new InputException($"--ignore leaves out '{target}', which is the target");
        string[] features = [.. table.Columns.Select(static column => column.Name).Where(name => name != target && !ignored.Contains(name))];
        if (features.Length == 0) throw new InputException($"{file}: beside the target '{target}' there is no column left to predict it from");
        foreach (string name in features) RequireNumbers(file, table[name]);
        var used = table.Select([.. features, target]);
        RequireCompleteRow(file, used);
        var complete = used.DropMissing();
        return new InputTable(file, hash, table.RowCount, complete.Select(features).ToMatrix(), complete[target]);
    }

    private static string Hash(string file)
    {
        if (Directory.Exists(file)) throw new InputException($"'{file}' is a folder; expected a CSV file");
        if (!System.IO.File.Exists(file)) throw new InputException($"there is no file '{file}'");
        using var stream = System.IO.File.OpenRead(file);
        // It is read twice, once for the hash.
        if (!stream.CanSeek) throw new InputException($"'{file}' is a pipe or a device; save the table as a file first");
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static void RequireColumn(Table table, string name)
    {
        if (table.TryGetColumn(name, out _)) return;
        string[] names = [.. table.Columns.Select(static column => column.Name)];
        string list = string.Join(", ", names.Take(MostNames)) + (names.Length > MostNames ? FormattableString.Invariant($" and {names.Length - MostNames} more") : "");
        string guess = NearestName.Of(name, names) is { } nearest ? $"; did you mean '{nearest}'?" : "";
        throw new InputException($"{table.Name}: there is no column '{name}'; the columns are {list}{guess}");
    }

    private static void RequireNumbers(string file, Column column)
    {
        if (column is not TextColumn text) return;
        string?[] values = text.Values.ToArray();
        int row = Array.FindIndex(values, static value => value is not null && !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        if (row < 0) row = Array.FindIndex(values, static value => value is not null);
        // as NumPy and pandas write infinity
        bool isInfinite = values[row]!.TrimStart('+', '-').Equals("inf", StringComparison.OrdinalIgnoreCase);
        string problem = isInfinite ? "is infinite, but features are finite" : "is text, but features are numbers";
        string remedy = isInfinite ? "leave the row out" : "turn its words into numbers";
        throw new InputException(FormattableString.Invariant(
            $"{file}, column '{column.Name}': '{values[row]}' in row {row + 1} after the header {problem}; leave the column out with --ignore {column.Name}, or {remedy}"));
    }

    private static void RequireCompleteRow(string file, Table table)
    {
        if (Enumerable.Range(0, table.RowCount).Any(row => !table.Columns.Any(column => column.IsMissing(row)))) return;
        var worst = table.Columns.MaxBy(static column => column.MissingCount)!;
        throw new InputException(FormattableString.Invariant(
            $"{file}: each of the {table.RowCount} rows misses a value, so none is left; column '{worst.Name}' alone misses {worst.MissingCount}; leave it out with --ignore {worst.Name}"));
    }
}
