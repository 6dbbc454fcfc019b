namespace NumericsCore.Kernels.Tests;

public class CacheSizesTests
{
    [Theory]
    [InlineData("32K\n", 32 << 10)]
    [InlineData("1024K", 1 << 20)]
    [InlineData("2M", 2 << 20)]
    [InlineData("", null)]
    [InlineData("K", null)]
    [InlineData("-1K", null)]
    [InlineData("0K", null)]
    [InlineData("99999999K", null)]
    [InlineData("12G", null)]
    [InlineData("12", null)]
    public void Sizes_are_read_as_Linux_writes_them(string text, int? bytes) => Assert.Equal(bytes, CacheSizes.Parse(text));

    [Fact]
    public void This_machine_has_caches_of_a_plausible_size()
    {
        Assert.InRange(CacheSizes.Level1, 4 << 10, 1 << 20);
        Assert.InRange(CacheSizes.Level2, 64 << 10, 1 << 28);
    }
}
