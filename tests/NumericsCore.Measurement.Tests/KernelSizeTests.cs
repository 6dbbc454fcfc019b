namespace NumericsCore.Measurement.Tests;

public class KernelSizeTests
{
    [Theory]
    [InlineData("1", SizeForm.Count, "1")]
    [InlineData("4096", SizeForm.Count, "4K")]
    [InlineData("3000", SizeForm.Count, "3000")]
    [InlineData("16M", SizeForm.Count, "16M")]
    [InlineData("1024x10", SizeForm.Matrix, "1024x10")]
    [InlineData("1Kx10", SizeForm.Matrix, "1024x10")]
    [InlineData("32x784x512", SizeForm.Product, "32x784x512")]
    [InlineData("b32", SizeForm.Batch, "b32")]
    internal void A_size_is_read_and_written(string text, SizeForm form, string written)
    {
        var size = KernelSize.Parse(text);
        Assert.Equal((form, written), (size.Form, size.Text));
        Assert.Equal(size.Extents, KernelSize.Parse(written).Extents);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5M")]
    [InlineData("1k")]
    [InlineData("2x")]
    [InlineData("2x3x4x5")]
    [InlineData("b2x3")]
    [InlineData("b")]
    [InlineData("4096M")]
    public void A_text_that_is_no_size_is_refused(string text)
    {
        Assert.False(KernelSize.TryParse(text, out _));
        Assert.Equal($"'{text}' is no size; expected one such as 16M, 1024x10, 32x784x512 or b32.", Assert.Throws<FormatException>(() => KernelSize.Parse(text)).Message);
    }

    [Fact]
    public void Each_kernel_has_a_name_of_its_own_and_sizes_of_its_form()
    {
        Assert.Distinct(BenchKernel.All.Select(static kernel => kernel.Name));
        Assert.All(BenchKernel.All, static kernel => Assert.All(kernel.Sizes.Concat(kernel.QuickSizes), size => Assert.Equal(kernel.Form, size.Form)));
    }
}
