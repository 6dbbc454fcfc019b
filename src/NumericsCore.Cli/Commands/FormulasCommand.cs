using System.CommandLine;
using NumericsCore.Cli.Formulas;
using NumericsCore.Cli.Help;

namespace NumericsCore.Cli.Commands;

/// <summary>The command that shows the formulas of the library and works them out on given numbers.</summary>
internal static class FormulasCommand
{
    public const string Name = "formulas";

    /// <summary>The command on one line.</summary>
    public const string Usage = "formulas [NAME] [options]";

    public static Command Create()
    {
        var options = new FormulasOptions();
        var command = new ToolCommand(Name, "Shows the formula of an optimizer, a loss or the metrics, and works it out step by step.", Usage)
        {
            Examples =
            [
                new("the names that there are", "formulas"),
                new("three steps of Adam with the settings of Keras", "formulas adam --gradient 0.1,0.2 --convention keras"),
                new("a loss of one sample", "formulas cross-entropy --target 0,1 --prediction 0.8,0.2"),
            ],
        };
        options.AddTo(command);
        command.SetAction(parsed => Run(options, parsed));
        return command;
    }

    private static int Run(FormulasOptions options, ParseResult parsed)
    {
        var output = parsed.InvocationConfiguration.Output;
        if (options.ReadSubject(parsed) is not { } subject)
        {
            output.WriteLine(FormulaSubject.Catalogue());
            return ExitCodes.Success;
        }

        var (formula, worked) = options.Read(parsed, subject);
        output.WriteLine(options.ReadFormat(parsed) switch
        {
            FormulaFormat.Markdown => worked?.ToMarkdown() ?? formula.ToMarkdown(),
            FormulaFormat.Latex => worked?.ToLatex() ?? formula.ToLatex(),
            FormulaFormat.Json => FormulaJson.Write(subject.Name, formula, worked),
            _ => worked?.ToString() ?? formula.ToString(),
        });
        return ExitCodes.Success;
    }
}
