namespace NumericsCore.Kernels.Tests;

/// <summary>Parts of device memory.</summary>
public class SliceTests
{
    [Fact]
    public void A_part_lies_within_its_slice()
    {
        var slice = Slices.Wide.Empty<float>(10, offset: 3).Part(2, 8);
        Assert.Equal((5, 8), (slice.Offset, slice.Length));
        Assert.Equal((12, 1), (slice.Part(7, 1).Offset, slice.Part(7, 1).Length));
        Assert.Equal(0, slice.Part(8, 0).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => slice.Part(-1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => slice.Part(7, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => slice.Part(9, 0));
    }
}
