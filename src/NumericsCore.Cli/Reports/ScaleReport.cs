using System.Globalization;
using System.Numerics;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Measurement;
using Spectre.Console;

namespace NumericsCore.Cli.Reports;

/// <summary>Prints how a training is predicted to scale.</summary>
internal sealed class ScaleReport(TextWriter output, ScaleSettings settings, StepCosts step, NetworkCosts network)
{
    private static readonly ScalingChange[] s_changes = [ScalingChange.None, ScalingChange.Tree, ScalingChange.Buckets, ScalingChange.SharedState, ScalingChange.Tree | ScalingChange.Buckets | ScalingChange.SharedState];
    private static readonly string[] s_names = ["as it is", "with a tree", "with buckets", "state shared", "all three"];

    private readonly IAnsiConsole _console = TextConsole.Create(output);
    private readonly ScalingModel _model = new(step, network, settings.VirtualShards);

    /// <summary>What was measured.</summary>
    public void Costs()
    {
        _console.Line(FormattableString.Invariant($"{string.Join('-', settings.Layers)}, {step.GradientBytes:N0} bytes of gradients, Adam; {settings.BatchSize} rows, {settings.VirtualShards} virtual shards, or one for each process"));
        _console.Line($"passes: {string.Join(", ", step.Passes.Select(static pass => FormattableString.Invariant($"{pass.Rows} rows {Quantity.Seconds(pass.Seconds)}")))}; update {Quantity.Seconds(step.Update)}; additions {Quantity.Bandwidth(1 / step.SecondsPerByte)}");
        _console.Line($"network: {(settings.Network is null ? "measured, " : "")}{Quantity.Seconds(network.Latency)} a message, {Quantity.Bandwidth(network.Bandwidth)}");
    }

    /// <summary>A step that several processes made, beside its prediction.</summary>
    public void Beside(int processes, double measured)
    {
        // what is exchanged between others than powers of two is more
        string predicted = BitOperations.IsPow2(processes) ? $"predicted {Quantity.Seconds(_model.Seconds(processes, settings.BatchSize))} ({Signed(_model.Seconds(processes, settings.BatchSize) / measured - 1)})" : "not predicted, for it is no power of two";
        _console.Line(FormattableString.Invariant($"a step of {processes} processes: measured {Quantity.Seconds(measured)}, {predicted}"));
    }

    /// <summary>The predictions.</summary>
    public void Tables()
    {
        double alone = _model.Seconds(1, settings.BatchSize);
        Table(FormattableString.Invariant($"strong scaling, {settings.BatchSize} rows in all: seconds of a step, and its speed-up"), static (_, rows) => rows,
            (processes, seconds) => FormattableString.Invariant($"{alone / seconds:F2}x"), processes => 4L * processes <= settings.BatchSize);
        Table(FormattableString.Invariant($"weak scaling, {settings.BatchSize} rows a process: seconds of a step, and its efficiency"), static (processes, rows) => rows * processes,
            (_, seconds) => Quantity.Share(alone / seconds), static _ => true);
    }

    private void Table(string title, Func<int, double, double> rowsOf, Func<int, double, string> gain, Func<int, bool> fits)
    {
        _console.Line("");
        _console.Line(title);
        var rows = new List<string[]>();
        // a shard has four rows at least
        for (int processes = 1; processes <= settings.MaxProcesses && fits(processes); processes *= 2)
        {
            double batch = rowsOf(processes, settings.BatchSize);
            double share = _model.Exposed(processes, batch) / _model.Seconds(processes, batch);
            string[] cells = [.. s_changes.Select(change => Cell(processes, batch, change))];
            rows.Add([processes.ToString(CultureInfo.InvariantCulture), .. cells, Quantity.Share(share), Quantity.Bytes((long)_model.StateBytes(processes, ScalingChange.SharedState))!]);
        }

        _console.WriteTable(["Processes", .. s_names, "Communication", "Shared state"], numbersFrom: 0, rows);

        string Cell(int processes, double batch, ScalingChange change)
        {
            double seconds = _model.Seconds(processes, batch, change);
            return $"{Quantity.Seconds(seconds)} {gain(processes, seconds)}";
        }
    }

    private static string Signed(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:+0;-0;0} %");
}
