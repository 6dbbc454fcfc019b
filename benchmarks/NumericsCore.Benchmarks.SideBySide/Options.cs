namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>What the command was asked for.</summary>
/// <param name="Quick">Whether a rough figure in less time is enough.</param>
/// <param name="Save">Whether the results are kept.</param>
/// <param name="Only">Parts of names of rows; all rows if empty.</param>
internal sealed record Options(bool Quick, bool Save, IReadOnlyList<string> Only)
{
    /// <summary>How the command is called.</summary>
    public const string Usage = "usage: benchmarks/side-by-side [--quick] [--save] [--only NAME[;NAME...]]";

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="ArgumentException">One is unknown, a name fits no row, or a part of the rows is to be saved.</exception>
    public static Options Parse(ReadOnlySpan<string> arguments)
    {
        var options = new Options(false, false, []);
        for (int i = 0; i < arguments.Length; i++)
        {
            options = arguments[i] switch
            {
                "--quick" => options with { Quick = true },
                "--save" => options with { Save = true },
                "--only" when i + 1 < arguments.Length => options with { Only = arguments[++i].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) },
                var unknown => throw new ArgumentException($"'{unknown}' is not understood.\n{Usage}"),
            };
        }

        foreach (string name in options.Only)
        {
            if (!Rows.All.Any(row => Fits(row, name)))
                throw new ArgumentException($"No row is called '{name}'. The rows are:\n{string.Join('\n', Rows.All.Select(static row => row.Name))}");
        }

        return options is { Save: true, Only.Count: > 0 } ? throw new ArgumentException("--save keeps a whole table; leave out --only.") : options;
    }

    /// <summary>The rows to measure.</summary>
    public IEnumerable<Row> Chosen => Rows.All.Where(row => Only.Count == 0 || Only.Any(name => Fits(row, name)));

    private static bool Fits(Row row, string name) => row.Name.Contains(name, StringComparison.OrdinalIgnoreCase);
}
