using System.Globalization;

namespace NumericsCore;

/// <summary>
/// The equations by which something is computed, in the order of computation, with the settings in force. An arrow gives a letter a new
/// value that the next step starts from; an equals sign names a value of this step alone.
/// </summary>
public sealed class FormulaDescription
{
    internal FormulaDescription(string name, IEnumerable<FormulaLine> lines, IEnumerable<FormulaSetting> settings, IEnumerable<string> sources)
    {
        Name = name;
        Lines = [.. lines];
        Settings = [.. settings];
        Sources = [.. sources];
    }

    /// <summary>The name, such as "Adam".</summary>
    public string Name { get; }

    /// <summary>The equations.</summary>
    public IReadOnlyList<FormulaLine> Lines { get; }

    /// <summary>The settings that the equations use.</summary>
    public IReadOnlyList<FormulaSetting> Settings { get; }

    /// <summary>Where the formula was published: authors, title, year.</summary>
    public IReadOnlyList<string> Sources { get; }

    /// <summary>The formula as plain text.</summary>
    public override string ToString()
    {
        List<string> lines = [Name, .. Lines.Select(static line => $"  {line.Text}")];
        if (Settings.Count > 0) lines.Add("with " + Join(static setting => $"{setting.Symbol.Text} = {FormulaNumber.Text(setting.Value)}"));
        lines.AddRange(Sources);
        return string.Join('\n', lines);
    }

    /// <summary>The formula as Markdown: a code block of equations, the settings and the sources.</summary>
    public string ToMarkdown()
    {
        List<string> blocks = [$"**{Name}**", $"```text\n{string.Join('\n', Lines.Select(static line => line.Text))}\n```"];
        if (Settings.Count > 0) blocks.Add("With " + Join(static setting => $"{setting.Symbol.Text} = {FormulaNumber.Text(setting.Value)}") + ".");
        blocks.AddRange(Sources);
        return string.Join("\n\n", blocks);
    }

    /// <summary>The formula as LaTeX: an <c>align*</c> of the package amsmath, the settings and the sources.</summary>
    public string ToLatex()
    {
        List<string> blocks = ["\\begin{align*}\n" + string.Join(" \\\\\n", Lines.Select(static line => Aligned(line.Latex))) + "\n\\end{align*}"];
        if (Settings.Count > 0) blocks.Add("With " + Join(static setting => $"${setting.Symbol.Latex} = {FormulaNumber.Latex(setting.Value)}$") + ".");
        blocks.AddRange(Sources);
        return string.Join("\n\n", blocks);
    }

    private string Join(Func<FormulaSetting, string> format) => string.Join(", ", Settings.Select(format));

    private static string Aligned(string latex)
    {
        string relation = latex.Contains("\\leftarrow", StringComparison.Ordinal) ? "\\leftarrow" : "=";
        int at = latex.IndexOf(relation, StringComparison.Ordinal);
        return string.Create(CultureInfo.InvariantCulture, $"{latex[..at]}&{latex[at..]}");
    }
}
