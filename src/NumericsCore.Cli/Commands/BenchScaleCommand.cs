using System.CommandLine;
using NumericsCore.Cli.Help;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Cli.Reports;
using NumericsCore.Distributed;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Commands;

/// <summary>The command that predicts how a training scales over processes.</summary>
internal sealed class BenchScaleCommand
{
    public const string Name = "scale";

    /// <summary>The command on one line.</summary>
    public const string Usage = "bench scale [options]";

    private const double Micro = 1e-6;
    private const double Giga = 1e9;
    private const int MaxThreads = 1024;
    private const int MaxShards = 65_536;
    private static readonly int[] s_layers = [784, 1024, 1024, 1];

    private readonly Option<int[]> _layers = new("--layers") { Description = "The features, then the units of each layer. [default: 784,1024,1024,1]", HelpName = "N,N,...", Arity = ArgumentArity.ExactlyOne };
    private readonly NumberOption<int> _batchSize = new("--batch-size", "Rows of a step: in all for strong scaling, of each process for weak.", NumberRange.Count(4), 1024);
    private readonly NumberOption<int> _virtualShards = new("--virtual-shards", "The virtual shards of a batch, where there are not more processes.", NumberRange.Count(1, MaxShards), 8);
    private readonly NumberOption<int> _processes = new("--processes", "The most processes to predict.", NumberRange.Count(1, MaxShards), 1024);
    private readonly NumberOption<double> _latency = new("--latency", "What a message takes before its first byte, in µs. [default: 20, with --data-parallel measured]", NumberRange.Positive);
    private readonly NumberOption<double> _bandwidth = new("--bandwidth", "What a process sends, in GB/s. [default: 1.25, with --data-parallel measured]", NumberRange.Positive);
    private readonly Option<bool> _dataParallel = Options.Flag("--data-parallel", "On the processes that mpirun, mpiexec or srun has started: measure the network between them, and a step of theirs beside its prediction.");
    private readonly NumberOption<int> _threads = new("--threads", "CPU threads of a process. [default: all cores, shared by the processes of a host]", NumberRange.Count(1, MaxThreads));
    private readonly Option<bool> _quick = Options.Flag("--quick", "Time few steps.");

    public static Command Create()
    {
        var options = new BenchScaleCommand();
        var command = new ToolCommand(Name, "Predicts a data-parallel training on many processes, from a step measured here and the costs of a network.", Usage)
        {
            Examples = [new("up to 1,024 processes over Ethernet of 10 Gb/s", "bench scale"), new("over a faster network", "bench scale --latency 2 --bandwidth 12.5")],
        };
        command.Add(HelpGroup.Model, options._layers);
        command.Add(HelpGroup.Run, options._batchSize, options._virtualShards, options._processes, options._latency, options._bandwidth, options._dataParallel, options._threads, options._quick);
        options._layers.CustomParser = TrainOptions.ParseLayers;
        command.SetAction((parsed, cancellationToken) => options.Run(parsed, cancellationToken));
        return command;
    }

    private Task<int> Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var settings = Read(parsed);
        int? threads = _threads.Read(parsed);
        var output = parsed.InvocationConfiguration.Output;
        // MPI is used by the thread that started it
        if (parsed.GetValue(_dataParallel))
            return Task.FromResult(DataParallel.Run(parsed.InvocationConfiguration.Error, processes => Run(settings, DataParallel.ThreadsOf(threads, processes), processes.Rank == 0 ? output : TextWriter.Null, processes, cancellationToken)));
        return Task.Run(() => Run(settings, threads, output, null, cancellationToken), cancellationToken);
    }

    private ScaleSettings Read(ParseResult parsed)
    {
        int[] layers = parsed.GetResult(_layers) is null ? s_layers : parsed.GetRequiredValue(_layers);
        if (layers.Length < 2 || layers.Any(static units => units < 1))
            throw new InputException($"--layers has {(layers.Length == 0 ? "none" : string.Join(',', layers))}; expected the features and the units of at least one layer, whole numbers of at least 1");
        bool parallel = parsed.GetValue(_dataParallel);
        double? latency = _latency.Read(parsed), bandwidth = _bandwidth.Read(parsed);
        if (latency is null != bandwidth is null) throw new InputException("--latency and --bandwidth describe a network together; expected both or none");
        var network = latency is { } alpha && bandwidth is { } beta ? new NetworkCosts(alpha * Micro, beta * Giga) : parallel ? null : new NetworkCosts(20 * Micro, 1.25 * Giga);
        return new ScaleSettings(layers, _batchSize.Value(parsed), _virtualShards.Value(parsed), _processes.Value(parsed), network, parsed.GetValue(_quick) ? 5 : 30);
    }

    private static int Run(ScaleSettings settings, int? threads, TextWriter output, Communicator? processes, CancellationToken cancellationToken)
    {
        if (processes is not null && processes.Size > settings.VirtualShards)
            throw new InputException(FormattableString.Invariant($"{processes.Size} processes share the {settings.VirtualShards} virtual shards of a batch; expected --virtual-shards of at least {processes.Size}"));
        var device = threads is { } count ? Device.CreateCpu(count) : Device.Cpu;
        var measurement = new ScaleMeasurement(settings, device);
        // all processes at once: they share caches and memory, as in a training
        var step = measurement.Step(cancellationToken);
        var network = settings.Network ?? (processes is { Size: > 1 } ? ScaleMeasurement.Network(processes, settings.Repeats) : throw new InputException("there is one process, and no network to measure; expected several, or --latency and --bandwidth"));
        var report = new ScaleReport(output, settings, step, network);
        report.Costs();
        if (processes is { Size: > 1 }) report.Beside(processes.Size, measurement.Together(processes));
        report.Tables();
        return ExitCodes.Success;
    }
}
