using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Xunit;
using NumericsCore.Tests.Culture;

namespace NumericsCore.Logging.Tests;

public partial class EpochEntryTests
{
    private static readonly string[] s_metrics = ["accuracy", "mean_absolute_error", "top_5_accuracy", "f1_score", "r2", "auc"];

    /// <summary>Loggers that write a template with the properties in it write the same line as those that ask for the text, in every culture.</summary>
    [Property]
    public void The_template_with_its_properties_is_the_text(PositiveInt epoch, PositiveInt epochs, double[] values, bool validates, PositiveInt culture)
    {
        var result = new EpochResult(epoch.Get, Evaluation(values), validates ? Evaluation([.. Enumerable.Reverse(values)]) : null) { LearningRate = 0.1 };
        (string text, string filled) = Cultures.In(Cultures.All[culture.Get % Cultures.All.Count], () =>
        {
            var entry = new EpochEntry(result, epochs.Get);
            Assert.Equal(result.Values().Count() + 4, entry.Count);
            return (entry.ToString(), Filled(entry));
        });
        Assert.Equal(text, filled);
        Assert.StartsWith(FormattableString.Invariant($"epoch {epoch.Get}/{epochs.Get}: loss "), text, StringComparison.Ordinal);
    }

    private static string Filled(IReadOnlyList<KeyValuePair<string, object?>> entry)
    {
        string template = Assert.IsType<string>(entry[^1].Value);
        return Hole().Replace(template, hole => string.Format(CultureInfo.InvariantCulture, $"{{0{hole.Groups[2].Value}}}", entry.Single(property => property.Key == hole.Groups[1].Value).Value));
    }

    private static EvaluationResult Evaluation(double[] values) =>
        new(values.FirstOrDefault(), values.Skip(1).Zip(s_metrics).ToDictionary(static pair => pair.Second, static pair => pair.First));

    [GeneratedRegex(@"\{(\w+)(:\w+)?\}")]
    private static partial Regex Hole();
}
