using System.Globalization;

namespace NumericsCore.Cli.Help;

/// <summary>Text in lines of a width, for terminals down to 40 columns.</summary>
/// <param name="Output">Where it goes.</param>
/// <param name="Width">The most characters of a line.</param>
internal sealed record HelpLayout(TextWriter Output, int Width)
{
    private const int Narrowest = 40, Usual = 80, Widest = 100;
    private const int LabelColumn = 2, TextColumn = 27, TextColumnBelow = 6;

    // where a label and a text beside it would leave the text too little
    private const int WideEnough = 70;

    /// <summary>As wide as the COLUMNS of the environment say, or the terminal is; 80 columns where neither is known.</summary>
    public static HelpLayout For(TextWriter output)
    {
        int width = int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int said) && said > 0 ? said
            : output == Console.Out && !Console.IsOutputRedirected ? Console.WindowWidth
            : Usual;
        return new(output, Math.Clamp(width, Narrowest, Widest));
    }

    /// <summary>A paragraph.</summary>
    public void Paragraph(string text, int indent = 0, int further = 0) => Paragraph(text, new string(' ', indent), new string(' ', further));

    /// <summary>A word with what it means: beside it, or below where there is no room.</summary>
    public void Entry(string label, string text)
    {
        string start = new string(' ', LabelColumn) + label;
        if (Width < WideEnough || start.Length + 2 > TextColumn)
        {
            Output.WriteLine(start);
            int column = Width < WideEnough ? TextColumnBelow : TextColumn;
            Paragraph(text, column, column);
            return;
        }

        Paragraph(text, start.PadRight(TextColumn), new string(' ', TextColumn));
    }

    private void Paragraph(string text, string before, string beforeFurther)
    {
        foreach (string line in Lines(text, Width - Math.Max(before.Length, beforeFurther.Length)))
        {
            Output.WriteLine(before + line);
            before = beforeFurther;
        }
    }

    /// <summary>The text cut at blanks; a word that is longer than a line has one of its own, cut behind a mark between words where there is one.</summary>
    private static IEnumerable<string> Lines(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string rest = word;
            if (line.Length > 0 && line.Length + 1 + rest.Length > width)
            {
                yield return line;
                line = "";
            }

            while (rest.Length > width)
            {
                int cut = rest.LastIndexOfAny(['|', ',', '/', '='], width - 1) + 1;
                if (cut == 0) cut = width;
                yield return rest[..cut];
                rest = rest[cut..];
            }

            line = line.Length == 0 ? rest : $"{line} {rest}";
        }

        if (line.Length > 0) yield return line;
    }
}
