using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace NumericsCore.Kernels.Tests;

/// <summary>The promise of equal bits, between builds: every formula's results over fixed arguments are those whose hashes are kept.</summary>
public class FormulaBitsTests
{
    // no breakpoints that the platform's own logarithm would have to compute
    private static readonly double[] s_special =
    [
        0, -0.0, 0.5, -0.5, 1, -1, 2, -2, 3, -3, 1e-12, 1e-7, 0.9999999, 20, -20, 88, -100, 700, -740, 1e10, -1e10, 1e-30, -1e-30,
        float.Epsilon, float.MaxValue, double.Epsilon, double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN,
    ];

    private static readonly Dictionary<string, string[]> s_kept = Read();

    public static TheoryData<Type> Formulas => [.. FormulaCatalog.Formulas];

    [Theory]
    [MemberData(nameof(Formulas))]
    public void The_bits_are_those_of_the_last_version(Type formula)
    {
        string name = Name(formula), actual = $"{name},{Single(formula)},{Double(formula)}", kept = string.Join(',', s_kept.GetValueOrDefault(name, []));
        Assert.True(kept == actual, $"{name} gives other bits. If they are meant to change, say so in CHANGELOG.md, and in bits-golden.csv put '{actual}' for '{kept}'.");
    }

    [Fact]
    public void No_hash_is_kept_of_what_is_no_formula() => Assert.Empty(s_kept.Keys.Except(FormulaCatalog.Formulas.Select(Name)));

    private static string Single(Type formula) =>
        Hash(Results(formula, random => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)), static value => (float)value), static value => BitConverter.SingleToUInt32Bits(float.IsNaN(value) ? float.NaN : value));

    private static string Double(Type formula) =>
        Hash(Results(formula, random => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)), static value => value), static value => BitConverter.DoubleToUInt64Bits(double.IsNaN(value) ? double.NaN : value));

    private static T[] Results<T>(Type formula, Func<Random, T> anyBits, Func<double, T> convert) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        LaneRunner.Run(formula, FormulaArguments.Of(formula, s_special.Select(convert), anyBits, convert));

    private static string Hash<T, TBits>(T[] results, Func<T, TBits> bits) where TBits : unmanaged =>
        Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<TBits>(results.Select(bits).ToArray())))[..16];

    private static string Name(Type formula) =>
        formula.IsGenericType ? $"{formula.Name[..formula.Name.IndexOf('`')]}<{string.Join(';', formula.GetGenericArguments().Select(Name))}>" : formula.Name;

    private static Dictionary<string, string[]> Read()
    {
        using Stream stream = typeof(FormulaBitsTests).Assembly.GetManifestResourceStream("bits-golden.csv")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(static line => line.Split(',')).ToDictionary(static cells => cells[0]);
    }
}
