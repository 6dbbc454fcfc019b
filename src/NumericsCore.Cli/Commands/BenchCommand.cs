using System.CommandLine;
using NumericsCore.Cli.Help;
using NumericsCore.Cli.Reports;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Commands;

/// <summary>The command that measures the kernels of the library on the devices of this machine.</summary>
internal static class BenchCommand
{
    public const string Name = "bench";

    /// <summary>The command on one line.</summary>
    public const string Usage = "bench [options]";

    public static Command Create()
    {
        var options = new BenchOptions();
        var command = new ToolCommand(Name, "Measures what each device can do at most, and how near the kernels come to it.", Usage)
        {
            Examples =
            [
                new("all devices, in some 20 seconds each", "bench --quick"),
                new("one kernel on the CPU, kept for a comparison", "bench --device cpu --kernel gemm --json cpu.json"),
            ],
        };
        options.AddTo(command);
        command.Add(BenchCompareCommand.Create());
        command.Add(BenchReportCommand.Create());
        command.Add(BenchTilesCommand.Create());
        command.Add(BenchScaleCommand.Create());
        // on a thread of its own, so that Ctrl+C is heard from the start
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(options.Read(parsed), parsed, cancellationToken), cancellationToken));
        return command;
    }

    /// <summary>The result file of a command that begins now, its devices still to be filled in.</summary>
    public static ResultFile Describe(ParseResult parsed) => new()
    {
        Command = $"numericscore {string.Join(' ', parsed.Tokens.Select(static token => token.Value))}",
        Started = DateTimeOffset.UtcNow,
        Machine = MachineReader.Read(),
    };

    /// <summary>Where the report goes: standard output, unless the results take it.</summary>
    public static TextWriter ReportWriter(ParseResult parsed, string? json) =>
        json is not null && BenchResults.IsStandardOutput(json) ? parsed.InvocationConfiguration.Error : parsed.InvocationConfiguration.Output;

    private static int Run(BenchSettings settings, ParseResult parsed, CancellationToken cancellationToken)
    {
        using var results = new BenchResults(settings.Json, parsed.InvocationConfiguration.Output);
        using var rooflines = new BenchRooflines(settings.Roofline, settings.Devices);
        var report = new BenchReport(ReportWriter(parsed, settings.Json));
        var result = Describe(parsed);
        report.Machine(result.Machine!);
        foreach (string remark in settings.Remarks) report.Line(remark);
        foreach (var device in Device.All.Where(device => device.UnavailableReason is not null)) report.Line($"{device.Name}, {device.Description}, cannot be used: {device.UnavailableReason}");
        var watch = MachineWatch.Start();
        var plan = settings.Quick ? SamplingPlan.Quick : SamplingPlan.Thorough;
        foreach (string name in settings.Devices)
        {
            var device = MeasuredDevice.Open(name);
            var work = BenchWork.For(device.Device, settings.Kernels, settings.Sizes, settings.Quick);
            var record = report.Follow(name, work.Count + 1, measuring => new DeviceBench(device, plan).Run(work, step =>
            {
                watch.Look();
                measuring?.Invoke(step);
            }, cancellationToken));
            report.Device(record);
            result = result with { Devices = [.. result.Devices, record], Warnings = watch.Warnings() is { Count: > 0 } warnings ? warnings : null };
            results.Keep(result);
        }

        foreach (string file in rooflines.Draw(result)) report.Line($"roofline: {file}");
        foreach (string warning in result.Warnings ?? []) report.Line($"warning: {warning}");
        bool isFast = settings.Baseline?.Check(result, ReportWriter(parsed, settings.Json)) ?? true;
        if (result.Devices.Any(static device => device.Entries.Any(static entry => entry.Seconds is null))) return ExitCodes.WrongResult;
        return isFast ? ExitCodes.Success : ExitCodes.SlowerThanBaseline;
    }
}
