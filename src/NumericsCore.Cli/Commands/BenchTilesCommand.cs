using System.CommandLine;
using NumericsCore.Cli.Help;
using NumericsCore.Cli.Reports;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Commands;

/// <summary>The command that measures products in every tile, and fits the rule by which a device chooses among them.</summary>
internal sealed class BenchTilesCommand
{
    public const string Name = "tiles";

    /// <summary>The command on one line.</summary>
    public const string Usage = "bench tiles [options]";

    private readonly Option<string?> _device = new("--device") { Description = "opencl[:INDEX] or cuda[:INDEX]. [default: all of them]", HelpName = "DEVICE" };
    private readonly Option<KernelSize[]> _sizes = BenchOptions.CreateSizes("Products such as 32x784x512. [default: layers of training and squares]");
    private readonly Option<bool> _quick = Options.Flag("--quick", "Few sizes and short samples.");
    private readonly Option<string?> _json = BenchOptions.CreateJson();

    public static Command Create()
    {
        var options = new BenchTilesCommand();
        var command = new ToolCommand(Name, "Measures exact products with each tile size of a GPU, and says which heuristic chooses best among these.", Usage) { Examples = [new("all GPUs of this machine", "bench tiles --quick")] };
        command.Add(HelpGroup.Run, options._device, options._sizes, options._quick);
        command.Add(HelpGroup.Output, options._json);
        // on a thread of its own, so that Ctrl+C is heard from the start
        command.SetAction((parsed, cancellationToken) => Task.Run(() => options.Run(parsed, cancellationToken), cancellationToken));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        bool quick = parsed.GetValue(_quick);
        var asked = SizesOf(parsed);
        var devices = DevicesOf(parsed.GetValue(_device));
        string? json = parsed.GetValue(_json);
        using var results = new BenchResults(json, parsed.InvocationConfiguration.Output);
        var output = BenchCommand.ReportWriter(parsed, json);
        var (frame, report) = (new BenchReport(output), new TileReport(output));
        var result = BenchCommand.Describe(parsed);
        frame.Machine(result.Machine!);
        foreach (string name in devices)
        {
            var device = MeasuredDevice.Open(name);
            var bench = new TileBench(device, quick ? SamplingPlan.Quick : SamplingPlan.Thorough);
            var sizes = asked ?? TileBench.SizesFor(device.Device, quick);
            var record = frame.Follow(name, sizes.Count, measuring => bench.Run(sizes, measuring, cancellationToken));
            report.Write(record, TileSummary.Of(device, record));
            result = result with { Devices = [.. result.Devices, record] };
            results.Keep(result);
        }

        return result.Devices.Any(static device => device.Entries.Any(static entry => entry.Seconds is null)) ? ExitCodes.WrongResult : ExitCodes.Success;
    }

    private IReadOnlyList<KernelSize>? SizesOf(ParseResult parsed)
    {
        if (parsed.GetValue(_sizes) is not { Length: > 0 } given) return null;
        if (given.FirstOrDefault(static size => size.Form != SizeForm.Product) is { } other) throw new InputException($"--sizes has {other}; expected products such as 32x784x512");
        return [.. given.DistinctBy(static size => size.Text)];
    }

    private static List<string> DevicesOf(string? asked)
    {
        const string cpu = "cpu";
        List<string> names = asked is null ? [.. Device.All.Where(static device => device.UnavailableReason is null && device.Name != cpu).Select(static device => device.Name)] : [BenchOptions.NameOf(asked)];
        if (names.Contains(cpu)) throw new InputException($"--device is {asked}, which is the CPU and blocks products for its caches; expected opencl[:INDEX] or cuda[:INDEX]");
        return names.Count > 0 ? names : throw new InputException("there is no OpenCL or CUDA device that can be used; 'numericscore devices' lists what there is");
    }
}
