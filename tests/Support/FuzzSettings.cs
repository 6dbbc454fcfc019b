using System.Globalization;

namespace NumericsCore.Tests.Support;

/// <summary>How many cases the fuzzers try and from which seed on, by the environment.</summary>
internal static class FuzzSettings
{
    /// <summary>The seed of the first case: NUMERICSCORE_FUZZ_SEED, or 1.</summary>
    public static int FirstSeed => Number("NUMERICSCORE_FUZZ_SEED") ?? 1;

    /// <summary>NUMERICSCORE_FUZZ_CASES, or a test's own number.</summary>
    public static int Cases(int byDefault) => Number("NUMERICSCORE_FUZZ_CASES") ?? byDefault;

    /// <summary>The number that a variable of the environment holds; null if it is not set.</summary>
    public static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
