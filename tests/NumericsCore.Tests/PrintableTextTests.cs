namespace NumericsCore.Tests;

public class PrintableTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("caf\u00E9 \u65E5 'x'", "caf\u00E9 \u65E5 'x'")]
    [InlineData("\u001B[2J", @"\u001B[2J")]
    [InlineData("a\nb\r\tc\0", @"a\u000Ab\u000D\u0009c\u0000")]
    [InlineData("\u009B31m\u007F", @"\u009B31m\u007F")]
    [InlineData("\u202Eabc\u2066\u2028\u200F", @"\u202Eabc\u2066\u2028\u200F")]
    public void What_a_terminal_would_obey_is_written_out(string text, string printable) => Assert.Equal(printable, PrintableText.Of(text));

    [Fact]
    public void A_matrix_shows_the_names_of_its_classes_so()
    {
        var matrix = ConfusionMatrix.FromLabels([0, 1], [0, 1], ["\u001B[2J", "b\u0007"]);
        Assert.DoesNotContain(matrix.ToString(), c => c != '\n' && char.IsControl(c));
        Assert.Contains(@"positive class: b\u0007", matrix.ToString(), StringComparison.Ordinal);
    }
}
