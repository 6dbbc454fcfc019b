using System.CommandLine;
using System.Globalization;
using NumericsCore.Cli.Help;
using NumericsCore.Cli.Reports;

namespace NumericsCore.Cli.Commands;

/// <summary>The command that lists the devices of the machine and tests their arithmetic.</summary>
internal static class DevicesCommand
{
    public const string Name = "devices";

    /// <summary>The command on one line.</summary>
    public const string Usage = Name;

    public static Command Create()
    {
        var command = new ToolCommand(Name, "Lists the devices of this machine, and tests whether each computes the same bits.", Usage) { Examples = [new("what --device can name here", "devices")] };
        command.SetAction(static parsed => Run(parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(TextWriter output)
    {
        TextConsole.Create(output).WriteTable(["Device", "What it is", "Type", "Memory", "Units", "Driver", "Self-test"], [3, 4], Device.All.Select(Row));
        return ExitCodes.Success;
    }

    private static string[] Row(DeviceInfo device) =>
    [
        device.Name,
        device.Description,
        device.Type,
        string.Create(CultureInfo.InvariantCulture, $"{device.MemoryBytes / (double)(1 << 30):F1} GiB"),
        device.ComputeUnits.ToString(CultureInfo.InvariantCulture),
        device.Driver,
        SelfTest(device),
    ];

    private static string SelfTest(DeviceInfo device)
    {
        if (device.UnavailableReason is { } reason) return $"cannot be used: {reason}";
        DeviceSelfTest result;
        try
        {
            result = Device.Parse(device.Name).SelfTest();
        }
        // a device that fails leaves the others worth listing
        catch (Exception e) when (e is InvalidOperationException or OutOfMemoryException || DeviceFailures.Explain(e) is not null)
        {
            return $"cannot be used: {DeviceFailures.Explain(e) ?? e.Message.TrimEnd('.')}";
        }

        // behind the first line a device may say more of itself
        return result.Passed ? string.Join(Environment.NewLine, result.Report.Split(Environment.NewLine).Skip(1).Prepend("the same bits")) : result.Report;
    }
}
