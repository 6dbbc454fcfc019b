using System.Globalization;

namespace NumericsCore.Kernels.Tests;

/// <summary>Values of the elementary functions to 106 bits, computed by mpmath with 1400 bits: function, x, and (high + low)·2^exponent.</summary>
internal sealed record Golden(string Function, double X, ExactValue Value)
{
    public static IReadOnlyList<Golden> All { get; } = Read();

    private static List<Golden> Read()
    {
        using Stream stream = typeof(Golden).Assembly.GetManifestResourceStream("elementary-golden.csv")!;
        using StreamReader reader = new(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Parse)];
    }

    private static Golden Parse(string line)
    {
        string[] cells = line.Split(',');
        double[] numbers = [.. cells.Skip(1).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
        return new(cells[0], numbers[0], new(new(numbers[1], numbers[2]), (int)numbers[3]));
    }
}
