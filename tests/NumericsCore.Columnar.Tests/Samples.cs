using System.Globalization;
using System.Text;

namespace NumericsCore.Columnar.Tests;

/// <summary>What the cells of a made column are.</summary>
internal enum SampleKind
{
    Double,
    Integer,
    LargeInteger,
    Decimal,
    Truth,
    Text,
    Date,
    Time,
    Instant,
}

/// <summary>A column to write in each format: cells of one .NET type, null where missing.</summary>
internal sealed record SampleColumn(string Name, SampleKind Kind, object?[] Cells)
{
    public const int Scale = 4;

    /// <summary>A cell as people write it in CSV.</summary>
    public string? Text(int row) => Cells[row] switch
    {
        null => null,
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        decimal number => number.ToString("F4", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString(Cells.All(static cell => cell is null or DateTime { TimeOfDay.Ticks: 0, Kind: DateTimeKind.Unspecified }) ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss.FFFFFFK", CultureInfo.InvariantCulture),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture),
    };

    /// <summary>The cells as another type.</summary>
    public T?[] As<T>() where T : struct => [.. Cells.Select(static cell => (T?)cell)];
}

/// <summary>Made tables.</summary>
internal static class Samples
{
    private static readonly string[] Words = ["red", "blue", "grün", "日本", "a,b", "say \"x\"", " edge", "two\nlines", "x" + new string('y', 1200)];

    /// <summary>A table of 1 to 40 rows and 1 to 9 columns. A column has a value in its first row, so that its kind shows.</summary>
    public static SampleColumn[] Table(int seed)
    {
        var random = new Random(seed);
        int rows = random.Next(1, 41);
        return [.. Enumerable.Range(0, random.Next(1, 10)).Select(c => Column(random, $"c{c}", (SampleKind)random.Next(9), rows))];
    }

    /// <summary>The table as CSV, read.</summary>
    public static Table ReadCsv(SampleColumn[] columns)
    {
        var text = new StringBuilder(string.Join(',', columns.Select(static column => column.Name)) + "\n");
        for (int row = 0; row < columns[0].Cells.Length; row++)
            text.Append(string.Join(',', columns.Select(column => column.Text(row) is { } cell ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : "")) + (columns.Length == 1 && columns[0].Cells[row] is null ? "\"\"\n" : "\n"));
        return Data.Table.ReadCsv(new StringReader(text.ToString()), "table", new CsvOptions { Delimiter = ',', Decimal = '.', HasHeader = true, KeepText = [.. columns.Select(static column => column.Name)] });
    }

    /// <summary>What differs between two tables; null for nothing: kinds, values, the text of each cell.</summary>
    public static string? Difference(Table one, Table other)
    {
        if (one.RowCount != other.RowCount) return $"{one.RowCount} rows, {other.RowCount} rows";
        if (!one.Columns.Select(static column => column.Name).SequenceEqual(other.Columns.Select(static column => column.Name))) return "other columns";
        foreach (var (a, b) in one.Columns.Zip(other.Columns))
        {
            if (ColumnDescription.Of(a) != ColumnDescription.Of(b)) return $"{ColumnDescription.Of(a)} / {ColumnDescription.Of(b)}";
            for (int row = 0; row < one.RowCount; row++)
            {
                if (a.Text(row) != b.Text(row)) return $"{a.Name}, row {row}: {a.Text(row)} / {b.Text(row)}";
                if (a is NumericColumn x && b is NumericColumn y && !x.Values[row].Equals(y.Values[row])) return $"{a.Name}, row {row}: {x.Values[row]:R} / {y.Values[row]:R}";
            }

            if (one.Notes.Count(note => note.Column == a.Name) != other.Notes.Count(note => note.Column == a.Name)) return $"{a.Name}: other notes";
        }

        return null;
    }

    private static SampleColumn Column(Random random, string name, SampleKind kind, int rows)
    {
        double missing = random.Next(3) * 0.2;
        return new(name, kind, [.. Enumerable.Range(0, rows).Select(row => row > 0 && random.NextDouble() < missing ? null : Cell(random, kind))]);
    }

    private static object Cell(Random random, SampleKind kind) => kind switch
    {
        SampleKind.Double => random.Next(3) switch
        {
            0 => random.Next(-50, 50) / 8.0,
            1 => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-300, 300)),
            _ => (double)random.Next(-1000, 1000),
        },
        SampleKind.Integer => (long)random.Next(-5, 1000),
        SampleKind.LargeInteger => random.NextInt64(long.MinValue, long.MaxValue),
        SampleKind.Decimal => new decimal(random.Next(), random.Next(2) == 0 ? 0 : random.Next(10_000), 0, random.Next(2) == 0, SampleColumn.Scale),
        SampleKind.Truth => random.Next(2) == 0,
        SampleKind.Text => Words[random.Next(Words.Length)],
        SampleKind.Date => DateOnly.FromDayNumber(random.Next(500_000, 800_000)),
        SampleKind.Time => new DateTime(2024, 1, 31).AddDays(random.Next(-20_000, 20_000)).AddMicroseconds(random.Next(3) == 0 ? random.NextInt64(86_400_000_000) : 0),
        _ => DateTime.UnixEpoch.AddMicroseconds(random.NextInt64(-4_000_000_000_000_000, 4_000_000_000_000_000)),
    };
}
