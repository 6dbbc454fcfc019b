using System.Globalization;

namespace NumericsCore.Kernels.Tests;

/// <summary>A value to 106 bits, computed by mpmath with 1400 bits. A line of the file: function, arguments, and high, low, exponent with the value (high + low)·2^exponent.</summary>
internal sealed record Golden(string Function, double[] Arguments, ExactValue Value)
{
    /// <summary>The embedded table of that name, whose function takes so many arguments.</summary>
    public static IReadOnlyList<Golden> Read(string resource, int arity)
    {
        using Stream stream = typeof(Golden).Assembly.GetManifestResourceStream(resource)!;
        using StreamReader reader = new(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => Parse(line.Split(','), arity))];
    }

    private static Golden Parse(string[] cells, int arity)
    {
        double[] numbers = [.. cells.Skip(1).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
        return new(cells[0], numbers[..arity], new(new(numbers[arity], numbers[arity + 1]), (int)numbers[arity + 2]));
    }
}
