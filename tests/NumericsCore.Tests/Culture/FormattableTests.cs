using System.Globalization;
using FsCheck.Xunit;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Culture;

/// <summary>Without a format no culture changes a text; with one, the numbers are those of the culture that is given.</summary>
public class FormattableTests
{
    private static readonly Dictionary<string, IFormattable> s_values = new()
    {
        ["tensor"] = Make.Of([2, 2], -1.5, 1e-7, 1234567.25, double.NegativeInfinity),
        ["parameter"] = new Parameter(Make.Vector(-0.25, 1.0 / 3)),
        ["point"] = new RocPoint(0.5, -0.25, double.NegativeInfinity),
        ["scores"] = new ClassScores("a", 0.5, 0.25, 1e-7, -3),
        ["averages"] = new AveragedScores(0.5, -1e-9, 0.25),
        ["counts"] = new BinaryCounts(1, 2, 3, -4),
        ["report"] = new ClassificationReport(ConfusionMatrix.FromCounts(new long[,] { { 3, 1 }, { 2, 4 } }, MatrixRows.Actual, ["a", "b"], 1)),
        ["result"] = new EvaluationResult(-1.5, new Dictionary<string, double> { ["accuracy"] = 0.75, ["error"] = -2.5 }),
        ["epoch"] = new EpochResult(-1, new EvaluationResult(-1.5, new Dictionary<string, double> { ["accuracy"] = 0.75 }), null),
        ["gradient check"] = GradientCheck.Run(static x => x.Square().Sum(), Make.Vector(-1.5, 0.25)),
    };

    public static TheoryData<string> Names => [.. s_values.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Without_a_format_every_way_to_print_gives_the_invariant_text(string name)
    {
        var value = s_values[name];
        string expected = Cultures.In(CultureInfo.InvariantCulture, () => value.ToString()!);
        foreach (var culture in Cultures.All)
        {
            Assert.All(Cultures.In(culture, () => Printed(value, culture)), text => Assert.Equal(expected, text));
            Assert.Equal(expected, value.ToString("", culture));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_format_without_a_culture_is_invariant(string name)
    {
        var value = s_values[name];
        string expected = value.ToString("F3", CultureInfo.InvariantCulture);
        Assert.NotEqual(expected, value.ToString());
        foreach (var culture in Cultures.All) Assert.Equal(expected, Cultures.In(culture, () => $"{value:F3}"));
    }

    /// <summary>Marks that stand for nothing else are put back, so that the text is the invariant one.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_format_with_a_culture_has_its_numbers(string name)
    {
        var value = s_values[name];
        foreach (var culture in Cultures.All)
        {
            string text = string.Create(culture, $"{value:F3}");
            Assert.Contains("0" + culture.NumberFormat.NumberDecimalSeparator, text, StringComparison.Ordinal);
            Assert.Equal(WithoutSpaces(value.ToString("F3", null)), WithoutSpaces(Cultures.ToInvariant(text, culture)));
        }
    }

    [Fact]
    public void French_Swedish_and_Persian_numbers()
    {
        var tensor = Make.Vector(-1.5, 0.25);
        Assert.Equal("Tensor [2] float64 [-1,50;  0,25]", tensor.ToString("F2", Cultures.French));
        Assert.Equal("Tensor [2] float64 [\u22121,50;  0,25]", tensor.ToString("F2", Cultures.Swedish));
        Assert.Equal("Tensor [2] float64 [\u200e\u22121/50,   0/25]", tensor.ToString("F2", Cultures.Persian));
        Assert.Equal("Tensor [2, 1] float32\n[[1\u202f234,5];\n [    0,0]]", Tensor.From(new float[,] { { 1234.5f }, { 0 } }).ToString("N1", Cultures.French));
        Assert.Equal("RocPoint { FalsePositiveRate = 0,5; TruePositiveRate = 1; Threshold = -\u221e }", new RocPoint(0.5, 1, double.NegativeInfinity).ToString("G", Cultures.French));
        Assert.Equal(
            "EpochResult { Epoch = 2, Training = EvaluationResult { Loss = 0.250, Metrics = [accuracy = 0.750, error = \u22121.000] }, Validation = , LearningRate = 0.000 }".Replace(".", ",", StringComparison.Ordinal).Replace(", ", "; ", StringComparison.Ordinal),
            new EpochResult(2, new EvaluationResult(0.25, new Dictionary<string, double> { ["accuracy"] = 0.75, ["error"] = -1 }), null).ToString("F3", Cultures.Swedish));
    }

    [Fact]
    public void Metrics_are_printed_by_name() => Assert.Equal(
        "EvaluationResult { Loss = 0.25, Metrics = [accuracy = 0.75, mae = 1E-07] }",
        new EvaluationResult(0.25, new Dictionary<string, double> { ["accuracy"] = 0.75, ["mae"] = 1e-7 }).ToString());

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_no_format_of_real_numbers_is_refused(string name) => Expect.Error<FormatException>(
        "'D3' is no format of real numbers; expected one such as F3, G6 or 0.00.", () => s_values[name].ToString("D3", null));

    /// <summary>As many digits as it takes: no two elements have the same text, of float32 neither.</summary>
    [Property(MaxTest = 200)]
    public void The_general_format_can_be_read_back(double element)
    {
        foreach (var elementType in Enum.GetValues<ElementType>())
        {
            var tensor = Tensor.From([element, element]).To(elementType);
            string text = tensor.ToString("G", Cultures.Swedish);
            string digits = text[(text.IndexOf('[', "Tensor [2]".Length) + 1)..text.IndexOf(';', StringComparison.Ordinal)];
            Assert.Equal(tensor[0].ToScalar(), elementType == ElementType.Float32 ? float.Parse(digits, Cultures.Swedish) : double.Parse(digits, Cultures.Swedish));
        }
    }

    // signs of two characters make columns wider
    private static string WithoutSpaces(string text) => text.Replace(" ", "", StringComparison.Ordinal);

    private static string[] Printed(IFormattable value, CultureInfo culture)
    {
        using var own = new StringWriter(culture);
        own.Write(value);
        using var unasked = new StringWriter();
        unasked.Write((object)value);
        FormattableString text = $"{value}";
        return [value.ToString()!, value.ToString(null, null), value.ToString(null, culture), $"{value}", string.Create(culture, $"{value}"), text.ToString(), text.ToString(culture),
            string.Format(culture, "{0}", value), own.ToString(), unasked.ToString(), string.Concat(value), string.Join("", (object[])[value]), Convert.ToString((object)value, culture)!];
    }
}
