namespace NumericsCore.Tests.Culture;

public class CultureCallsTests
{
    [Fact]
    public void Calls_that_follow_the_culture_are_found()
    {
        string[] found = [.. CultureCalls.Of(typeof(Follows).Assembly).Where(static line => line.Contains(nameof(Follows), StringComparison.Ordinal) && !line.Contains(nameof(CultureCallsTests) + ".", StringComparison.Ordinal))];
        Assert.Equal(8, found.Length);
        Assert.DoesNotContain(found, static line => line.Contains("Invariant", StringComparison.Ordinal));
    }

    private sealed record Follows(double? Number)
    {
        public string Interpolated() => $"{Number}";

        public static string Text() => 1.5f.ToString("N2");

        public static string Joined() => string.Join(", ", new[] { 1.5, 2 });

        public static double Parsed() => double.Parse("1.5") + decimal.ToDouble(decimal.Parse("2"));

        public static string Upper() => "i".ToUpper();

        public static IEnumerable<string> Sorted() => new[] { "b", "a" }.Order();

        public string Invariant() => FormattableString.Invariant($"{Number}") + string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Number}")
            + "i".ToUpperInvariant() + string.Join(", ", new[] { "a" }.Order(StringComparer.Ordinal));
    }
}
