using System.CommandLine;
using NumericsCore.Cli.Help;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Cli.Reports;

namespace NumericsCore.Cli.Commands;

/// <summary>The command that prints what a safetensors file holds.</summary>
internal static class InspectCommand
{
    public const string Name = "inspect";

    /// <summary>The command on one line.</summary>
    public const string Usage = "inspect FILE.safetensors [options]";

    public static Command Create()
    {
        var file = new Argument<string>("FILE.safetensors") { Description = "Any file in the format safetensors, of this library or another." };
        var metadata = new Option<string?>("--metadata") { Description = "Print this entry of the metadata alone, as it is.", HelpName = "KEY" };
        var command = new ToolCommand(Name, "Prints what a safetensors file holds: tensors, metadata, and what a table needs for its model.", Usage)
        {
            Examples = [new("tensors and metadata", "inspect m.safetensors"), new("one entry of the metadata, whole", "inspect m.safetensors --metadata numericscore")],
        };
        command.Add(file);
        command.Add(HelpGroup.Output, metadata);
        command.SetAction(parsed => Run(FileNames.Require(parsed.GetRequiredValue(file)), parsed.GetValue(metadata), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(string path, string? key, TextWriter output)
    {
        using var file = SafetensorsFile.Open(path);
        var report = new InspectReport(output);
        if (key is null) report.Write(file);
        else if (file.Metadata.TryGetValue(key, out string? value)) report.Value(value);
        else throw new InputException($"{path}: there is no metadata '{key}'; there is {(file.Metadata.Count == 0 ? "none" : string.Join(", ", file.Metadata.Keys.Take(20)))}");
        return ExitCodes.Success;
    }
}
