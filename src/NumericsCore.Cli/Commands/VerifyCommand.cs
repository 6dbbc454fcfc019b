using System.CommandLine;
using System.CommandLine.Parsing;
using NumericsCore.Cli.Help;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Cli.Reports;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Commands;

/// <summary>The command by which anybody checks on a device what is promised about numbers.</summary>
internal sealed class VerifyCommand
{
    public const string Name = "verify";

    /// <summary>The command on one line.</summary>
    public const string Usage = "verify [options]";

    private const string Order = "order";
    private const string Functions = "functions";
    private const string Training = "training";
    private static readonly string[] s_checks = [Order, Functions, Training];

    private readonly Option<string?> _device = new("--device") { Description = "cpu, opencl[:INDEX], cuda[:INDEX] or auto. [default: NUMERICSCORE_DEVICE, or cpu]", HelpName = "DEVICE" };
    private readonly Option<bool> _json = Options.Flag("--json", "Print one JSON object instead of text.");
    private readonly Option<string[]> _check = new("--check")
    {
        Description = $"Some of {string.Join(", ", s_checks)}. [default: all]",
        HelpName = "NAME,NAME,...",
        CustomParser = static result => ReadChecks(result),
    };

    public static Command Create()
    {
        var options = new VerifyCommand();
        var command = new ToolCommand(Name, "Checks that a device sums in the documented order, and that its functions and a training have the bits that are promised.", Usage)
        {
            Examples = [new("all promises on the CPU", "verify"), new("the order of sums on a GPU", "verify --device cuda --check order")],
        };
        command.Add(HelpGroup.Run, options._device, options._check);
        command.Add(HelpGroup.Output, options._json);
        // on a thread of its own, so that Ctrl+C is heard from the start
        command.SetAction((parsed, cancellationToken) => Task.Run(() => options.Run(parsed, cancellationToken), cancellationToken));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string[] checks = parsed.GetValue(_check) is { Length: > 0 } some ? some : s_checks;
        var device = DeviceOption.Open(parsed.GetValue(_device), null);
        if (device.MathMode != MathMode.Exact) throw new InputException($"--device is {parsed.GetValue(_device)}, whose products have no order that is promised; expected it without its mode");
        var output = parsed.InvocationConfiguration.Output;
        IVerifyReport report = parsed.GetValue(_json) ? new VerifyJson(output) : new VerifyReport(output);
        report.Begin(device, MachineReader.Read());
        bool agrees = true;
        if (checks.Contains(Order)) agrees &= report.Order(OrderCheck.Run(device, cancellationToken));
        if (checks.Contains(Functions)) agrees &= report.Functions(FunctionCheck.Run(device, TableFunction.All, GoldenFunctions.Shipped, cancellationToken));
        if (checks.Contains(Training)) agrees &= report.Training(ReadmeTraining.Run(device, cancellationToken), ReadmeTraining.Expected);
        report.End(agrees);
        return agrees ? ExitCodes.Success : ExitCodes.WrongResult;
    }

    private static string[] ReadChecks(ArgumentResult result)
    {
        string[] words = [.. result.Tokens.SelectMany(static token => token.Value.Split(','))];
        foreach (string word in words.Where(static word => !s_checks.Contains(word))) result.AddError($"'{word}' is no check; expected some of {string.Join(", ", s_checks)}.");
        return words;
    }
}
