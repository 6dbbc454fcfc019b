using System.Reflection;

namespace NumericsCore.Tests.Culture;

/// <summary>No code of the project that these tests belong to lets the current culture decide what a number looks like or how text is compared.</summary>
public class CultureCodeTests
{
    private const string Suffix = ".Tests";

    [Fact]
    public void No_call_follows_the_culture()
    {
        // by name, for the folder may hold assemblies of other projects
        string tests = typeof(CultureCodeTests).Assembly.GetName().Name!;
        Assert.EndsWith(Suffix, tests, StringComparison.Ordinal);
        string[] found = [.. CultureCalls.Of(Assembly.Load(tests[..^Suffix.Length])).Distinct()];
        Assert.True(found.Length == 0, string.Join('\n', found));
    }
}
