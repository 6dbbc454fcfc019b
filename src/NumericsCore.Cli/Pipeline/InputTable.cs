using NumericsCore.Data;

namespace NumericsCore.Cli.Pipeline;

/// <summary>The table to train on, without rows that miss a value that is not filled in.</summary>
/// <param name="File">The file, as the user wrote it.</param>
/// <param name="Sha256">The SHA-256 of its bytes, in lower-case hexadecimal.</param>
/// <param name="RowsRead">The rows in the file.</param>
/// <param name="Incomplete">The columns used that miss a value.</param>
/// <param name="Features">The columns to predict from, at least one.</param>
/// <param name="Used">Features and target.</param>
/// <param name="Target">The column to predict.</param>
/// <param name="Group">The column whose groups no fold cuts, which is no feature; null for none.</param>
/// <param name="Warnings">What the user should look at.</param>
internal sealed record InputTable(
    string File, string Sha256, int RowsRead, IReadOnlyList<Column> Incomplete, Table Features, Table Used, Column Target, Column? Group, IReadOnlyList<string> Warnings)
{
    private const int MaxNames = 40;

    /// <summary>How the file is written if it is CSV; nothing said of another.</summary>
    public required CsvOptions Csv { get; init; }

    /// <summary>Whether the file is CSV.</summary>
    public required bool IsCsv { get; init; }

    /// <summary>How the file is written, for people.</summary>
    public required string ReadAs { get; init; }

    /// <summary>Whether something of how the file is written was found that is not as in most.</summary>
    public required bool HasFoundForm { get; init; }

    /// <summary>What was understood of each column of the file, where a report shows it.</summary>
    public IReadOnlyList<ColumnDescription>? Described { get; init; }

    /// <summary>The rows left.</summary>
    public int RowCount => Target.Count;

    /// <summary>How many rows were dropped, and for what.</summary>
    public string DroppedText
    {
        get
        {
            int dropped = RowsRead - RowCount;
            if (dropped == 0) return "none dropped for missing values";
            string columns = string.Join(", ", Incomplete.Take(MaxNames).Select(static column => FormattableString.Invariant($"'{column.Name}' misses {column.MissingCount}{FeatureColumn.Words(column)}")));
            string more = Incomplete.Count > MaxNames ? FormattableString.Invariant($" and {Incomplete.Count - MaxNames} more columns") : "";
            return FormattableString.Invariant($"{dropped} dropped for missing values: {columns}{more}");
        }
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">The file cannot be read, a column is not there, a feature is text, or no row is left.</exception>
    /// <exception cref="TableException">The file is no table.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static InputTable Read(TrainSettings settings)
    {
        string file = settings.File;
        var table = HashedFile.Read(file, () => InputWarnings.Advised(() => TableFile.Read(file, settings.Csv)), out string hash);
        foreach (string name in settings.Csv.MissingOf.Keys) FindColumn(table, name);
        var target = FindColumn(table, settings.Target);
        var ignored = settings.Ignored.Select(name => FindColumn(table, name)).ToHashSet();
        if (ignored.Contains(target)) throw new InputException($"--ignore leaves out '{target.Name}', which is the target");
        var group = settings.Evaluation.Group is { } named ? FindColumn(table, named) : null;
        if (group == target) throw new InputException($"--group names '{target.Name}', which is the target");
        if (group?.Fault is { } unusable) throw new InputException(unusable.Problem);
        Column[] features = [.. table.Columns.Where(column => column != target && column != group && !ignored.Contains(column))];
        foreach (var (option, name) in settings.Columns.Named)
        {
            var column = FindColumn(table, name);
            if (!features.Contains(column)) throw new InputException($"{option} names '{name}', which is {(column == target ? "the target" : column == group ? "that of --group" : "left out by --ignore")}; expected a feature");
        }

        if (target.Fault is { } fault) throw new InputException(fault.Problem);
        var warnings = new List<string>();
        if (settings.Known is { } known && known.Sha256 != hash) warnings.Add($"it is not the table that {known.Report} tells of: its SHA-256 is {hash}, and there {known.Sha256}");
        features = [.. features.Where(column => !IsRowIndex(settings, column, warnings))];
        foreach (var column in features)
        {
            FeatureColumn.Require(file, column, settings.Columns.Encode.Names(column.Name));
            DateColumns.RequireOneMeaning(file, column, settings.Columns);
        }

        features = [.. features.Where(column => !IsLeftOut(settings, column, warnings))];
        if (features.Length == 0)
            throw new InputException($"{file}: beside the target '{target.Name}' there is no column left to predict it from{Cause(table)}{string.Concat(warnings.Select(static warning => $"; {warning}"))}");

        string[] names = [.. features.Select(static column => column.Name)];
        string[] others = group is null ? [target.Name] : [target.Name, group.Name];
        var used = table.Select([.. names, .. others]);
        string[] needed = [.. names.Where(name => !settings.Columns.Imputes(name)), .. others];
        RequireCompleteRow(file, used.Select(needed));
        var complete = used.DropMissing(needed);
        foreach (var column in complete.Select(names).Columns.OfType<NumericColumn>()) FeatureMatrix.RequireNoInfinity(complete, column);
        return new InputTable(
            file, hash, table.RowCount, [.. used.Select(needed).Columns.Where(static column => column.MissingCount > 0)],
            complete.Select(names), complete, complete[target.Name], group is null ? null : complete[group.Name], [.. InputWarnings.Of(settings, used, target), .. warnings.Select(warning => $"{file}: {warning}")])
        {
            Csv = table.Csv ?? settings.Csv,
            IsCsv = table.Csv is not null,
            ReadAs = TableFile.ReadAs(table, file),
            Described = settings.Report is null ? null : table.Describe(),
            HasFoundForm = table.Csv is null || CsvForm.IsFound(settings.Csv, table.Csv),
        };
    }

    private static bool IsRowIndex(TrainSettings settings, Column column, List<string> warnings)
    {
        if (!column.IsRowIndex || settings.Columns.Named.Any(named => named.Column == column.Name)) return false;
        warnings.Add($"column '{column.Name}' was left out: it has no name in the file, and numbers or names the rows; --ignore {ShellWord.Of(column.Name)} leaves it out without this warning");
        return true;
    }

    private static bool IsLeftOut(TrainSettings settings, Column column, List<string> warnings)
    {
        if (settings.Columns.Encode.Names(column.Name) || settings.Columns.Dates.Names(column.Name) || DateColumns.FormOf(column, settings.Columns) is not null || FeatureColumn.Identifier(column) is not { } reason) return false;
        string name = ShellWord.Of($"{column.Name}=one-hot");
        warnings.Add($"column '{column.Name}' was left out: {reason} say which row it is and teach nothing of others; --encode {name} takes it all the same, --ignore {ShellWord.Of(column.Name)} leaves it out without this warning");
        return true;
    }

    private static Column FindColumn(Table table, string name)
    {
        if (table.TryGetColumn(name, out var found)) return found;
        string[] names = [.. table.Columns.Select(static column => column.Name)];
        string list = string.Join(", ", names.Take(MaxNames)) + (names.Length > MaxNames ? FormattableString.Invariant($" and {names.Length - MaxNames} more") : "");
        string cause = Cause(table);
        string guess = cause.Length == 0 && NearestName.Of(name, names) is { } nearest ? $"; did you mean '{nearest}'?" : "";
        throw new InputException($"{table.Name}: there is no column '{name}'; the columns are {list}{cause}{guess}");
    }

    /// <summary>Why the columns may be other ones than were meant.</summary>
    private static string Cause(Table table) =>
        table.Notes.OtherColumns() is { } note
            ? $"; {note.Message}{InputWarnings.Advice(note.Remedy)}"
            : "";

    private static void RequireCompleteRow(string file, Table table)
    {
        if (Enumerable.Range(0, table.RowCount).Any(row => !table.Columns.Any(column => column.IsMissing(row)))) return;
        var worst = table.Columns.MaxBy(static column => column.MissingCount)!;
        throw new InputException(FormattableString.Invariant(
            $"{file}: each of the {table.RowCount} rows misses a value, so none is left; column '{worst.Name}' alone misses {worst.MissingCount}{FeatureColumn.Words(worst)}; leave it out with --ignore {ShellWord.Of(worst.Name)}"));
    }
}
