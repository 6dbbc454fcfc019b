using System.Globalization;
using System.Text.RegularExpressions;
using NumericsCore.Tests.Support;

namespace NumericsCore.Measurement.Tests;

/// <summary>The table of functions that anybody compares a device with.</summary>
public partial class FunctionTests
{
    [Fact]
    public void Each_elementwise_operation_is_in_the_table_and_has_its_line_in_the_file()
    {
        var symbols = new Dictionary<string, string> { ["operator -"] = "negate subtract", ["operator +"] = "add", ["operator *"] = "multiply", ["operator /"] = "divide" };
        var operations = Operation().Matches(Repository.Read("src/NumericsCore/Tensors/Tensor.Elementwise.cs")).Select(static match => match.Groups[1].Value)
            .SelectMany(name => symbols.TryGetValue(name, out string? words) ? words.Split(' ') : [Capital().Replace(name, "_$1").ToLowerInvariant()]).Distinct().Order(StringComparer.Ordinal);
        string[] table = [.. TableFunction.All.Select(static function => function.Name).Order(StringComparer.Ordinal)];
        Assert.Equal(operations, table);
        Assert.Equal(table, GoldenFunctions.Shipped.Functions.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_largest_errors_are_those_of_the_page()
    {
        var rows = File.ReadLines(Repository.FullPath("docs/accuracy.md")).Select(static line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(static cells => cells.Length == 7 && double.TryParse(cells[2], CultureInfo.InvariantCulture, out _)).ToList();
        Assert.True(rows.Count > 25);
        Assert.All(rows, static cells => Assert.Equal(
            (double.Parse(cells[2], CultureInfo.InvariantCulture), double.Parse(cells[4], CultureInfo.InvariantCulture)),
            (GoldenFunctions.Shipped.Of(cells[1], "float32").MaxUlps!.Value, GoldenFunctions.Shipped.Of(cells[1], "float64").MaxUlps!.Value)));
    }

    [Fact]
    public void Functions_of_one_argument_and_of_more_have_the_shipped_bits()
    {
        var some = TableFunction.All.Where(static function => function.Name is "exp" or "power" or "where" or "round");
        Assert.All(FunctionCheck.Run(Device.Cpu, some, GoldenFunctions.Shipped), static row => Assert.True(row.Agrees, $"{row}: if the change is meant, run benchmarks/NumericsCore.Benchmarks -- golden-functions"));
    }

    [Fact]
    public void Another_bit_is_another_hash_and_a_NaN_is_as_good_as_another()
    {
        Assert.NotEqual(BitHash.Of((float[])[1f, 0f]), BitHash.Of((float[])[1f, -0f]));
        Assert.NotEqual(BitHash.Of((float[])[1f]), BitHash.Of((float[])[MathF.BitIncrement(1f)]));
        Assert.Equal(BitHash.Of((float[])[BitConverter.UInt32BitsToSingle(0x7fc00001)]), BitHash.Of((float[])[BitConverter.UInt32BitsToSingle(0xffc00000)]));
        Assert.Equal(BitHash.Of((double[])[BitConverter.UInt64BitsToDouble(0x7ff8000000000001)]), BitHash.Of((double[])[double.NaN]));
        var wrong = FunctionCheck.Run(Device.Cpu, [TableFunction.All[0] with { Call = static x => x[0] }], GoldenFunctions.Shipped);
        Assert.All(wrong, static row => Assert.False(row.Agrees));
    }

    [Fact]
    public void The_arguments_have_every_binade_both_signs_and_the_special_values()
    {
        float[] x = FunctionArguments.One<float>();
        Assert.Equal(Enumerable.Range(-149, 277), x.Where(static value => float.IsFinite(value) && value != 0).Select(static value => MathF.ILogB(value)).Distinct().Order());
        Assert.All([0f, float.Epsilon, float.MaxValue, float.PositiveInfinity, 1f, 88.72283f], value => Assert.True(Array.Exists(x, other => BitConverter.SingleToUInt32Bits(other) == BitConverter.SingleToUInt32Bits(value)) && Array.Exists(x, other => BitConverter.SingleToUInt32Bits(other) == BitConverter.SingleToUInt32Bits(-value))));
        Assert.Contains(x, float.IsNaN);
        Assert.Equal(Enumerable.Range(-1074, 2098), FunctionArguments.One<double>().Where(static value => double.IsFinite(value) && value != 0).Select(Math.ILogB).Distinct().Order());
        float[][] pairs = FunctionArguments.Several<float>(2);
        Assert.Contains(pairs[0].Zip(pairs[1]), static pair => pair is { First: float.PositiveInfinity, Second: 0 });
    }

    [GeneratedRegex(@"public (?:static )?Tensor (operator .|\w+)\(")]
    private static partial Regex Operation();

    // PRelu is p_relu, and Log1p is log1p
    [GeneratedRegex("(?<!^)([A-Z])")]
    private static partial Regex Capital();
}
