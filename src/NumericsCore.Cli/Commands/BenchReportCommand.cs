using System.CommandLine;
using System.Text;
using NumericsCore.Cli.Help;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Commands;

/// <summary>The command that renders result files of the bench for people and other programs.</summary>
internal static class BenchReportCommand
{
    public const string Name = "report";

    /// <summary>The command on one line.</summary>
    public const string Usage = "bench report FILE.json ... [options]";

    private const string Html = "html";
    private const string Markdown = "markdown";
    private const string Csv = "csv";
    private static readonly string[] s_formats = [Html, Markdown, Csv];

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE.json") { Description = "Results of 'bench --json', of any machine; the first device is what the others are compared with.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string?>("--output") { Description = "Write to this file. [default: standard output]", HelpName = "FILE" };
        var format = new Option<string?>("--format") { Description = "html is one page that needs nothing else. [default: by the ending of --output, .md and .csv; else html]" };
        format.AcceptOnlyFromAmong(s_formats);
        var command = new ToolCommand(Name, "Renders result files, of one machine or many, as a page, a Markdown table or CSV.", Usage) { Examples = [new("the devices of two machines as one page", "bench report here.json there.json --output bench.html")] };
        command.Add(files);
        command.Add(HelpGroup.Output, output, format);
        command.SetAction(parsed =>
        {
            string? path = parsed.GetValue(output), asked = parsed.GetValue(format);
            // the parser's own check lets names of options pass
            if (asked is not null && !s_formats.Contains(asked)) throw new InputException($"--format is '{asked}'; expected one of {string.Join(", ", s_formats)}");
            return Run(parsed.GetRequiredValue(files), path, asked ?? FormatOf(path), parsed.InvocationConfiguration.Output);
        });
        return command;
    }

    private static int Run(string[] paths, string? path, string format, TextWriter output)
    {
        if (path is not null) FileNames.RequireOther(path, "--output", paths);
        var (files, remarks) = BenchCompareCommand.Read(paths);
        var comparison = Comparison.Of(files);
        string text = format switch
        {
            Csv => BenchText.Csv(comparison),
            Markdown => BenchText.Markdown(comparison, remarks),
            _ => BenchPage.Of(comparison, remarks),
        };
        if (path is null) output.Write(text);
        else
        {
            OutputFile.WriteAll(path, Encoding.UTF8.GetBytes(text));
            output.WriteLine(PrintableText.Of(FormattableString.Invariant($"{path}: {comparison.Columns.Count} devices, {comparison.Rows.Count} kernels and sizes")));
        }

        return ExitCodes.Success;
    }

    private static string FormatOf(string? path) => Path.GetExtension(path)?.ToLowerInvariant() switch
    {
        ".md" => Markdown,
        ".csv" => Csv,
        _ => Html,
    };
}
