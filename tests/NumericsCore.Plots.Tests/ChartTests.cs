using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using FsCheck.Xunit;
using NumericsCore.Tests.Culture;

namespace NumericsCore.Plots.Tests;

public class ChartTests
{
    private static readonly double[] s_probabilities = [0.1, 0.4, 0.35, 0.8];
    private static readonly int[] s_labels = [0, 0, 1, 1];
    private static readonly Lazy<History> s_history = new(Train);

    private static readonly Dictionary<string, Func<Chart>> s_charts = new()
    {
        ["training"] = static () => Chart.Training(s_history.Value),
        ["loss"] = static () => Chart.Training(s_history.Value, "loss"),
        ["roc"] = static () => Chart.Roc(s_probabilities, s_labels),
        ["roc of classes"] = static () => Chart.Roc([0.7, 0.2, 0.1, 0.3, 0.3, 0.4, 0.2, 0.6, 0.2], [0, 2, 1], ["a", "b", "c"]),
        ["precision and recall"] = static () => Chart.PrecisionRecall(s_probabilities, s_labels),
        ["thresholds"] = static () => Chart.Thresholds(s_probabilities, s_labels, 0.4),
        ["calibration"] = static () => Chart.Calibration(Calibration.ReliabilityCurve<double>(s_probabilities, s_labels)),
        ["confusion matrix"] = static () => Chart.ConfusionMatrix(ConfusionMatrix.FromLabels([0, 1, 2, 3], [0, 1, 1, 3], ["a", "b", "c", "<script>alert(1)</script>"])),
        ["importances"] = static () => Chart.Importances(["a & b", "c", "日本"], [0.5, 0, -0.1], [0.1, 0, 0.2]),
        ["predicted"] = static () => Chart.PredictedActual([1.5, 2, 3], [1.25, 2, 4]),
        ["residuals"] = static () => Chart.Residuals([1.5, 2, 3], [1.25, 2, 4]),
    };

    public static TheoryData<string> Names() => [.. s_charts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_svg_says_what_it_shows_and_asks_for_nothing_from_elsewhere(string name)
    {
        var chart = s_charts[name]();
        string svg = chart.ToSvg();
        var root = XDocument.Parse(svg).Root!;
        Assert.Equal(chart.Title, root.Element(Svg.Namespace + "title")!.Value);
        Assert.Equal(chart.Description, root.Element(Svg.Namespace + "desc")!.Value);
        Assert.True(chart.Description.Length > 40);
        Assert.Equal("img", root.Attribute("role")!.Value);
        Assert.Equal(FormattableString.Invariant($"0 0 {chart.Width} {chart.Height}"), root.Attribute("viewBox")!.Value);
        Assert.All(root.Attribute("aria-labelledby")!.Value.Split(' '), id => Assert.Single(root.Descendants(), element => element.Attribute("id")?.Value == id));
        Assert.Equal(1, Count(svg, "://"));
        Assert.DoesNotContain(root.Descendants(), static element => element.Name.LocalName is "script" or "image" or "a" or "foreignObject");
        // every colour has one for dark schemes
        var known = Palette.All.Select(static color => color.Light).Append("none").ToHashSet();
        Assert.All(root.Descendants().Where(static element => element.Name.LocalName is not ("style" or "clipPath") && element.Parent!.Name.LocalName != "clipPath").Attributes().Where(static attribute => attribute.Name.LocalName is "fill" or "stroke"), attribute => Assert.Contains(attribute.Value, known));
        Assert.True(svg.Length < 100_000, $"{svg.Length} characters");
    }

    // notebooks find all of this by the names; .ci/samples shows it in one
    [Theory]
    [MemberData(nameof(Names))]
    public void A_notebook_finds_how_a_chart_is_shown(string name)
    {
        var chart = s_charts[name]();
        object attribute = Assert.Single(typeof(Chart).GetCustomAttributes(inherit: false), static attribute => attribute.GetType().Name == "TypeFormatterSourceAttribute");
        Assert.Equal(["text/html"], Assert.IsType<string[]>(Get(attribute, "PreferredMimeTypes")));
        object source = Activator.CreateInstance(Assert.IsAssignableFrom<Type>(Get(attribute, "FormatterSourceType")))!;
        var formatters = ((IEnumerable<object>)source.GetType().GetMethod("CreateTypeFormatters")!.Invoke(source, null)!).ToDictionary(static formatter => (string)Get(formatter, "MimeType")!);
        Assert.Equal(["text/html", "text/plain"], formatters.Keys.Order());
        Assert.Equal($"{chart.Title}: {chart.Description}", Format(formatters["text/plain"], chart));

        var image = XElement.Parse(Format(formatters["text/html"], chart)!);
        Assert.Equal(("img", $"{chart.Title}: {chart.Description}"), (image.Name.LocalName, image.Attribute("alt")!.Value));
        Assert.Equal((chart.Width, chart.Height), ((int)image.Attribute("width")!, (int)image.Attribute("height")!));
        string[] link = image.Attribute("src")!.Value.Split(',');
        Assert.Equal("data:image/svg+xml;base64", link[0]);
        Assert.Equal(chart.ToSvg(), Encoding.UTF8.GetString(Convert.FromBase64String(link[1])));
        Assert.All(formatters.Values, static formatter => Assert.Null(Format(formatter, "no chart")));

        static object? Get(object instance, string property) => instance.GetType().GetProperty(property)!.GetValue(instance);
        static string? Format(object formatter, object value)
        {
            using var writer = new StringWriter();
            bool isFormatted = (bool)formatter.GetType().GetMethod("Format", [typeof(object), typeof(TextWriter)])!.Invoke(formatter, [value, writer])!;
            return isFormatted ? writer.ToString() : null;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_numbers_give_the_same_bytes_in_every_culture(string name)
    {
        string svg = s_charts[name]().ToSvg();
        Assert.Equal(svg, Cultures.In(Cultures.Persian, () => s_charts[name]().ToSvg()));
    }

    [Fact]
    public void A_png_has_two_pixels_for_a_unit_and_the_same_bytes_each_time()
    {
        byte[] png = s_charts["roc"]().ToPng();
        Assert.Equal(960, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.Equal(720, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        Assert.Equal(png, s_charts["roc"]().ToPng());
        Assert.NotEqual(png, s_charts["thresholds"]().ToPng());
        Assert.Equal(200, BinaryPrimitives.ReadInt32BigEndian(s_charts["roc"]().WithSize(100, 150).ToPng().AsSpan(16)));
    }

    [Property(MaxTest = 15)]
    public void Names_of_strangers_are_text(string?[] names)
    {
        string[] columns = [.. names.Select(static name => name ?? "]]>&<script>\0\ud800").Append("<svg onload=\"x\">")];
        var chart = Chart.Importances(columns, new double[columns.Length]);
        var root = XDocument.Parse(chart.ToSvg()).Root!;
        Assert.Equal(Svg.Valid(chart.Description).ReplaceLineEndings("\n"), root.Element(Svg.Namespace + "desc")!.Value);
        Assert.DoesNotContain(root.Descendants(), static element => element.Name.LocalName == "script" || element.Attribute("onload") is not null);
    }

    [Property(MaxTest = 50)]
    public void A_thinned_curve_keeps_its_ends_and_strays_nowhere(double[] steps)
    {
        var points = steps.Select((step, i) => ((double)i / steps.Length, Math.Abs(double.IsFinite(step) ? step % 1 : 0))).Append((1.0, 1.0)).ToArray();
        var thin = Curves.Thin(points);
        Assert.Equal(points[0], thin[0]);
        Assert.Equal(points[^1], thin[^1]);
        Assert.Subset(points.ToHashSet(), thin.ToHashSet());
        Assert.True(Curves.Thin([.. Enumerable.Range(0, 20_000).Select(static i => (i / 20_000.0, i % 2 * 0.5))]).Length <= 1001);
    }

    [Property(MaxTest = 25)]
    public void Numbers_of_any_size_are_drawn_or_refused(double[] numbers, bool isSmall)
    {
        double[] any = [.. numbers.Select(number => isSmall ? number * double.Epsilon : number), 5e-324, 0];
        foreach (var draw in (Func<Chart>[])[() => Chart.PredictedActual(any, any), () => Chart.Residuals(any, new double[any.Length]), () => Chart.Importances([.. any.Select(static _ => "a")], any), () => Chart.Course("t", "y", [("a", any)])])
        {
            try
            {
                Assert.EndsWith("</svg>\n", draw().ToSvg(), StringComparison.Ordinal);
            }
            catch (ArgumentException e)
            {
                Assert.Contains("expected a number from -1e100 to 1e100", e.Message, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>Text has a contrast of 4.5 and what is drawn one of 3, as the Web Content Accessibility Guidelines 2.2 ask for at level AA.</summary>
    [Fact]
    public void Colours_stand_out_from_the_ground_in_both_schemes()
    {
        Assert.All((PaletteColor[])[Palette.Text, Palette.Muted], static color => Assert.True(Least(color) >= 4.5, $"{color}: {Least(color)}"));
        Assert.All(Palette.Series, static color => Assert.True(Least(color) >= 4.5, $"{color}: {Least(color)}"));
        Assert.Equal(21, Contrast("#FFFFFF", "#000000"), 1e-9);
    }

    [Fact]
    public void Average_precision_is_that_of_scikit_learn() => Assert.Contains("average precision is 0.8333;", Chart.PrecisionRecall(s_probabilities, s_labels).Description, StringComparison.Ordinal);

    [Fact]
    public void A_calibration_counts_the_rows_that_came_true() => Assert.Contains(": 0.75 came true in 3 of 4.", Chart.Calibration(Calibration.ReliabilityCurve<double>([0.75, 0.75, 0.75, 0.75], [1, 1, 0, 1])).Description, StringComparison.Ordinal);

    [Fact]
    public void A_file_has_the_kind_of_its_ending_and_nothing_is_left_of_a_failure()
    {
        string folder = Directory.CreateTempSubdirectory("plots").FullName;
        try
        {
            var chart = s_charts["roc"]();
            s_history.Value.Plot(Path.Combine(folder, "a.svg"));
            chart.Save(Path.Combine(folder, "b.PNG"));
            ConfusionMatrix.FromLabels([0, 1], [0, 1], ["a", "b"]).Plot(Path.Combine(folder, "c.svg"));
            Assert.StartsWith("<?xml", File.ReadAllText(Path.Combine(folder, "a.svg")), StringComparison.Ordinal);
            Assert.Equal(0x89, File.ReadAllBytes(Path.Combine(folder, "b.PNG"))[0]);
            Assert.Contains(".svg or .png", Assert.Throws<ArgumentException>(() => chart.Save(Path.Combine(folder, "d.jpg"))).Message, StringComparison.Ordinal);
            Assert.Contains("no folder", Assert.Throws<IOException>(() => chart.Save(Path.Combine(folder, "no", "e.svg"))).Message, StringComparison.Ordinal);
            Assert.Equal(["a.svg", "b.PNG", "c.svg"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void What_cannot_be_drawn_is_said()
    {
        Assert.Contains("no negative row", Assert.Throws<ArgumentException>(static () => Chart.Roc([0.1, 0.2], [1, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("one class", Assert.Throws<ArgumentException>(static () => Chart.Roc([0.1, 0.9], [1], ["a", "b"])).Message, StringComparison.Ordinal);
        Assert.Contains("no positive row", Assert.Throws<ArgumentException>(static () => Chart.PrecisionRecall([0.1, 0.2], [0, 0])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(static () => Chart.Thresholds(s_probabilities, s_labels, 1.5));
        Assert.Contains("actual[1] is NaN; expected", Assert.Throws<ArgumentException>(static () => Chart.Residuals([1, double.NaN], [1, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("at most 20", Assert.Throws<ArgumentException>(static () => Chart.ConfusionMatrix(ConfusionMatrix.FromLabels([0], [0], [.. Enumerable.Range(0, 21).Select(static i => i.ToString(CultureInfo.InvariantCulture))], 0))).Message, StringComparison.Ordinal);
        Assert.Contains("height is 99;", Assert.Throws<ArgumentOutOfRangeException>(static () => s_charts["roc"]().WithSize(100, 99)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(static () => Chart.Importances(["a"], [1, 2]));
        Assert.Throws<KeyNotFoundException>(static () => Chart.Training(s_history.Value, "auc"));
        Assert.Contains("no epoch", Assert.Throws<ArgumentException>(static () => Chart.Training(new History())).Message, StringComparison.Ordinal);
    }

    private static History Train()
    {
        var x = Tensor.Uniform([20, 2], seed: 1);
        var model = new Sequential(new Dense(1));
        model.Compile(new Sgd(0.1), new MeanSquaredError(), Metric.MeanAbsoluteError);
        return model.Fit(x, x.Sum(axis: 1, keepDims: true), epochs: 3, validationSplit: 0.2);
    }

    private static double Least(PaletteColor color) => Math.Min(Contrast(color.Light, Palette.Ground.Light), Contrast(color.Dark, Palette.Ground.Dark));

    private static double Contrast(string one, string other)
    {
        double[] lights = [.. new[] { Luminance(one), Luminance(other) }.Order()];
        return (lights[1] + 0.05) / (lights[0] + 0.05);
    }

    private static double Luminance(string hex)
    {
        double[] parts = [.. Enumerable.Range(0, 3).Select(i => int.Parse(hex.AsSpan(1 + 2 * i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0).Select(static c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))];
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    }

    private static int Count(string text, string part) => (text.Length - text.Replace(part, "", StringComparison.Ordinal).Length) / part.Length;
}
