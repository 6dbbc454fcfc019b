using System.CommandLine;
using NumericsCore.Cli.Completion;
using NumericsCore.Cli.Help;

namespace NumericsCore.Cli.Commands;

/// <summary>The command that prints a script by which a shell completes the tool's command line.</summary>
internal static class CompletionCommand
{
    public const string Name = "completion";

    /// <summary>The command on one line.</summary>
    public const string Usage = "completion bash|zsh|fish|powershell";

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = $"One of {string.Join(", ", CompletionScript.Shells.Keys)}." };
        shell.AcceptOnlyFromAmong([.. CompletionScript.Shells.Keys]);
        var command = new ToolCommand(Name, "Prints a script by which a shell completes commands, options and their words.", Usage) { Examples = [new("for the shell of this minute; docs/command-line.md says how to keep it", "completion bash > numericscore.bash")] };
        command.Add(shell);
        command.SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Output.Write(CompletionScript.Shells[parsed.GetRequiredValue(shell)]([.. CompletionEntry.Of(Tool.CreateRoot())]));
            return ExitCodes.Success;
        });
        return command;
    }
}
