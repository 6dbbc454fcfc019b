using NumericsCore.Docs.Tests.Programs;

namespace NumericsCore.Docs.Tests;

public class OutputPatternTests
{
    [Theory]
    [InlineData("a\nb", "a\nb\n")]
    [InlineData("a\r\nb", "a\nb")]
    [InlineData("a  \n\n", "a\n")]
    [InlineData("", "\n")]
    [InlineData("took … s", "took 0.12 s")]
    [InlineData("took …", "took ")]
    [InlineData("… of …", "1 of 2")]
    [InlineData("a.c (x*)", "a.c (x*)")]
    public void Equal_output_has_no_difference(string expected, string actual) => Assert.Null(OutputPattern.Difference(expected, actual));

    [Theory]
    [InlineData("a", "b", 1)]
    [InlineData("a", "a\nb", 2)]
    [InlineData("a\nb", "a", 2)]
    [InlineData(" a", "a", 1)]
    [InlineData("a.c", "abc", 1)]
    [InlineData("took … s", "took 0.12 ms", 1)]
    [InlineData("a … c", "a b\nc", 1)]
    [InlineData("…", "", 1)]
    public void The_first_differing_line_is_named(string expected, string actual, int line) =>
        Assert.StartsWith($"line {line} of the output differs", OutputPattern.Difference(expected, actual), StringComparison.Ordinal);
}
