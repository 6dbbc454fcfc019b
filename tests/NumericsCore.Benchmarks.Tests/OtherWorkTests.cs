using NumericsCore.Benchmarks.SideBySide;

namespace NumericsCore.Benchmarks.Tests;

/// <summary>How much of the machine others take, from what Linux tells.</summary>
public class OtherWorkTests
{
    [Fact]
    public void Times_are_read_behind_a_name_with_spaces_and_parentheses()
    {
        var times = OtherWork.Parse("cpu  100 20 30 800 50 3 2 5 7 0", "42 (a) b (c)) S 1 42 42 0 -1 4194560 10 0 0 0 11 12 13 14 20 0 7 0 900");
        Assert.Equal((160L, 1010L, 50L), times);
    }

    [Theory]
    [InlineData(60, 40, 0.1)]
    [InlineData(40, 40, 0)]
    [InlineData(30, 40, 0)]
    public void What_is_not_our_own_is_others(long busy, long own, double share) =>
        Assert.Equal(share, OtherWork.Share((1000, 5000, 700), (1000 + busy, 5200, 700 + own)), 1e-12);
}
