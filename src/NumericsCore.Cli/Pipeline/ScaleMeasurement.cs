using System.Diagnostics;
using NumericsCore.Distributed;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Pipeline;

/// <summary>Measures what a prediction of scaling needs: the parts of a training step in this process, and the network to the others.</summary>
internal sealed class ScaleMeasurement
{
    private const int MinRows = 4;
    private const int SmallMessage = 8;
    private const int LargeMessage = 1 << 22;

    private readonly ScaleSettings _settings;
    private readonly Device _device;

    public ScaleMeasurement(ScaleSettings settings, Device device) => (_settings, _device) = (settings, device);

    /// <summary>The parts of a step.</summary>
    public StepCosts Step(CancellationToken cancellationToken)
    {
        var (model, optimizer) = CreateModel();
        model.Build([_settings.Layers[0]], seed: 1, device: _device);
        double update = Update(model, optimizer);
        int shard = Math.Max(MinRows, _settings.BatchSize / _settings.VirtualShards);
        var passes = new List<(int, double)>();
        foreach (int rows in (int[])[.. new[] { MinRows, 4 * MinRows, shard / 4, shard, _settings.BatchSize }.Where(rows => rows >= MinRows && rows <= Math.Max(MinRows, _settings.BatchSize)).Distinct().Order()])
        {
            cancellationToken.ThrowIfCancellationRequested();
            // what is timed has a pass and an update
            passes.Add((rows, Math.Max(1e-9, Fit(rows, 1, null) - update)));
        }

        long elements = model.Parameters.Sum(static parameter => parameter.ElementCount);
        return new StepCosts(passes, update, Addition(elements), elements * sizeof(float), 2 * elements * sizeof(float));
    }

    /// <summary>Seconds of a step of all processes.</summary>
    public double Together(Communicator processes) => Fit(_settings.BatchSize, _settings.VirtualShards, processes);

    /// <summary>The costs of a message between neighbours, all sending at once, as in a training.</summary>
    public static NetworkCosts Network(Communicator processes, int repeats)
    {
        double small = Exchange(processes, SmallMessage, 10 * repeats), large = Exchange(processes, LargeMessage, repeats);
        return new NetworkCosts(small, (LargeMessage - SmallMessage) / Math.Max(1e-12, large - small));
    }

    private static double Exchange(Communicator processes, int bytes, int repeats)
    {
        byte[] sent = new byte[bytes], received = new byte[bytes];
        int next = (processes.Rank + 1) % processes.Size, previous = (processes.Rank + processes.Size - 1) % processes.Size;
        return Median(repeats, () => processes.Exchange(sent, next, received, previous));
    }

    private double Update(Sequential model, Adam optimizer)
    {
        optimizer.AddGroup(model.Parameters);
        var x = Tensor.Uniform([MinRows, _settings.Layers[0]], seed: 1, device: _device);
        model.Call(x, training: true).Sum().Backward();
        return Median(_settings.Repeats, () => optimizer.Step());
    }

    private double Addition(long elements)
    {
        int count = (int)Math.Clamp(elements, 1, 1 << 24);
        Tensor a = Tensor.Uniform([count], seed: 1, device: _device), b = Tensor.Uniform([count], seed: 2, device: _device);
        using var scope = GradientMode.Disable();
        return Median(_settings.Repeats, () => (a + b).Dispose()) / ((double)count * sizeof(float));
    }

    private double Fit(int rows, int shards, Communicator? processes)
    {
        var x = Tensor.Uniform([rows, _settings.Layers[0]], seed: 1, device: _device);
        var y = Tensor.Uniform([rows, _settings.Layers[^1]], seed: 2, device: _device);
        var (model, _) = CreateModel();
        var seconds = new List<double>();
        long start = Stopwatch.GetTimestamp();
        var watch = new LambdaCallback(onBatchEnd: _ =>
        {
            long now = Stopwatch.GetTimestamp();
            seconds.Add(Stopwatch.GetElapsedTime(start, now).TotalSeconds);
            start = now;
        });
        // the first steps are recorded
        model.Fit(x, y, batchSize: rows, epochs: _settings.Repeats + 2, shuffle: false, seed: 1, virtualShards: shards, processes: processes, callbacks: [watch]);
        return Samples.Of([.. seconds.Skip(2)]).Median;
    }

    private (Sequential Model, Adam Optimizer) CreateModel()
    {
        var layers = _settings.Layers;
        var model = new Sequential([.. layers.Skip(1).Select((units, i) => new Dense(units, i < layers.Count - 2 ? Activation.Relu : null))]);
        var optimizer = new Adam(1e-6);
        model.Compile(optimizer, new MeanSquaredError());
        return (model, optimizer);
    }

    private static double Median(int repeats, Action action)
    {
        action();
        double[] seconds = new double[repeats];
        for (int i = 0; i < repeats; i++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        return Samples.Of(seconds).Median;
    }
}

/// <summary>What a prediction of scaling is of.</summary>
/// <param name="Layers">Features, then the units of each layer.</param>
/// <param name="BatchSize">Rows of the batch that is shared in strong scaling, and of each process's in weak scaling.</param>
/// <param name="VirtualShards">The fewest virtual shards.</param>
/// <param name="MaxProcesses">The most processes to predict.</param>
/// <param name="Network">The network; null for that between the processes.</param>
/// <param name="Repeats">Steps timed of each kind.</param>
internal sealed record ScaleSettings(IReadOnlyList<int> Layers, int BatchSize, int VirtualShards, int MaxProcesses, NetworkCosts? Network, int Repeats);
