using System.Text;

namespace NumericsCore;

/// <summary>A formula with the numbers that each of its lines came to, step by step.</summary>
public class WorkedFormula
{
    private readonly List<WorkedStep> _steps;

    internal WorkedFormula(FormulaDescription formula, ElementType elementType, IEnumerable<WorkedStep> steps)
    {
        Formula = formula;
        ElementType = elementType;
        _steps = [.. steps];
    }

    /// <summary>The formula, with the settings at the first step.</summary>
    public FormulaDescription Formula { get; }

    /// <summary>In what arithmetic the values were computed.</summary>
    public ElementType ElementType { get; }

    /// <summary>The steps so far; a single one where nothing is repeated.</summary>
    public IReadOnlyList<WorkedStep> Steps => _steps;

    /// <summary>The elements of one value at the last step.</summary>
    /// <param name="name">The name of the value, such as "m_hat".</param>
    /// <exception cref="KeyNotFoundException">The formula has no such value.</exception>
    /// <exception cref="InvalidOperationException">No step was made.</exception>
    public IReadOnlyList<double> this[string name] =>
        (_steps.Count > 0 ? _steps[^1] : throw new InvalidOperationException("There are no values before the first step."))[name];

    /// <summary>The formula and a table as plain text: a row for each value of a step, a column for each element.</summary>
    public override string ToString()
    {
        var rows = Rows(FormulaNumber.Text);
        if (rows.Count == 0) return Formula.ToString();
        rows.Insert(0, Header(static symbol => symbol));
        int columns = rows.Max(static row => row.Length);
        int[] widths = [.. Enumerable.Range(0, columns).Select(column => rows.Max(row => column < row.Length ? TextWidth(row[column]) : 0))];
        var text = new StringBuilder(Formula.ToString()).Append('\n');
        foreach (string[] row in rows)
            text.Append('\n').Append(string.Join("  ", row.Select((cell, column) => cell + new string(' ', widths[column] - TextWidth(cell)))).TrimEnd());
        return text.ToString();
    }

    /// <summary>The formula and the table as Markdown.</summary>
    public string ToMarkdown() => $"{Formula.ToMarkdown()}\n\n{ToMarkdownTable()}";

    /// <summary>The table alone as Markdown.</summary>
    public string ToMarkdownTable()
    {
        string[] header = Header(static symbol => symbol);
        IEnumerable<string[]> rows = [header, [.. header.Select(static _ => "---")], .. Rows(FormulaNumber.Text)];
        // a bar within a cell, as of |x|, would end it
        return string.Join('\n', rows.Select(row => $"| {string.Join(" | ", row.Select(static cell => cell.Replace("|", "\\|", StringComparison.Ordinal)).Concat(Enumerable.Repeat("", header.Length - row.Length)))} |"));
    }

    /// <summary>The formula and the table as LaTeX, with the package amsmath.</summary>
    public string ToLatex()
    {
        string[] header = Header(static symbol => $"${symbol}$");
        var text = new StringBuilder(Formula.ToLatex()).Append("\n\n\\begin{tabular}{").Append('l', header.Length).Append("}\n");
        text.Append(string.Join(" & ", header)).Append(" \\\\\n\\hline\n");
        foreach (string[] row in Rows(
            static (value, type) => $"${FormulaNumber.Latex(value, type)}$", static symbol => $"${symbol.Latex}$",
            static worked => worked.Length == 0 ? "" : $"${worked.Replace("·", " \\cdot ", StringComparison.Ordinal)}$"))
            text.Append(string.Join(" & ", row)).Append(" \\\\\n");
        return text.Append("\\end{tabular}").ToString();
    }

    /// <summary>Adds a step.</summary>
    private protected void Add(WorkedStep step) => _steps.Add(step);

    private bool IsNumbered => _steps.Count > 1 || this is OptimizerTrace;

    private bool IsWorked => _steps.Any(static step => step.Values.Any(static value => value.Worked is not null));

    private string[] Header(Func<string, string> mathematics)
    {
        int elements = _steps.Count == 0 ? 0 : _steps.Max(static step => step.Values.Max(static value => value.Values.Count));
        IEnumerable<string> columns = elements == 1 ? ["value"] : Enumerable.Range(0, elements).Select(static i => $"[{i}]");
        return [.. IsNumbered ? [mathematics("t")] : Array.Empty<string>(), "name", .. IsWorked ? ["worked"] : Array.Empty<string>(), .. columns];
    }

    private List<string[]> Rows(Func<double, ElementType, string> number, Func<FormulaSymbol, string>? label = null, Func<string, string>? quotient = null)
    {
        label ??= static symbol => symbol.Text;
        quotient ??= static worked => worked;
        bool numbered = IsNumbered, worked = IsWorked;
        return [.. _steps.SelectMany(step => step.Values.Select(value => (string[])[
            .. numbered ? [FormulaNumber.Text(step.Number)] : Array.Empty<string>(),
            label(value.Symbol),
            .. worked ? [quotient(value.Worked ?? "")] : Array.Empty<string>(),
            .. value.Values.Select(element => number(element, ElementType))]))];
    }

    // a combining mark, such as the hat of m̂, takes no room
    private static int TextWidth(string text) => text.Count(static c => char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.NonSpacingMark);
}
