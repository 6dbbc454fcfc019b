using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace NumericsCore.Cli.Commands;

/// <summary>The command that lists the devices of the machine and tests their arithmetic.</summary>
internal static class DevicesCommand
{
    public static Command Create()
    {
        var command = new Command("devices", "Lists the devices of this machine, and tests whether each computes the same bits.");
        command.SetAction(static parsed => Run(parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(TextWriter output)
    {
        var table = new Table().RoundedBorder().AddColumns("Device", "What it is", "Type", "Memory", "Units", "Driver", "Self-test");
        table.Columns[3].RightAligned();
        table.Columns[4].RightAligned();
        foreach (var device in Device.All)
        {
            string memory = string.Create(CultureInfo.InvariantCulture, $"{device.MemoryBytes / (double)(1 << 30):F1} GiB");
            string units = device.ComputeUnits.ToString(CultureInfo.InvariantCulture);
            table.AddRow([.. new[] { device.Name, device.Description, device.Type, memory, units, device.Driver, SelfTest(device) }.Select(static cell => new Text(string.Join(Environment.NewLine, cell.Split(Environment.NewLine).Select(PrintableText.Of))))]);
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Interactive = InteractionSupport.No });
        if (!console.Profile.Out.IsTerminal) console.Profile.Width = 200;
        console.Write(table);
        return ExitCodes.Success;
    }

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
