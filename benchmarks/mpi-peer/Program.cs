// exchange BYTES REPEATS: the sum over all processes, ours and MPI_Allreduce by turns.
// step [shard|whole]: milliseconds of a training step of 784-1024-1024-1 at batch 1,024 in 8 virtual shards, one thread a process; with the
// optimizer's state shared among the processes, or without shards on one.
using System.Diagnostics;
using System.Globalization;
using NumericsCore;
using NumericsCore.Benchmarks.Mpi;
using NumericsCore.Distributed;

using var processes = MpiCommunicator.Start();
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["exchange", var bytes, var repeats]:
        Exchange(int.Parse(bytes) / sizeof(float), int.Parse(repeats));
        break;
    case ["step", .. var rest]:
        Step(shards: rest is ["whole"] ? 1 : 8, shardsState: rest is ["shard"]);
        break;
    default:
        Console.Error.WriteLine("expected: exchange BYTES REPEATS | step [shard|whole]");
        return 1;
}

return 0;

void Exchange(int length, int repeats)
{
    int shards = processes.Size;
    ShardRows[] rows = [.. Enumerable.Range(0, shards).Select(shard => ShardRows.Of(shard, shards, 4 * shards))];
    var slots = Tensor.Uniform([length], seed: (ulong)processes.Rank + 1, device: Device.CreateCpu(1));
    var exchange = new ShardExchange(processes, rows, new SumPlaces(slots, slots, slots), length, length, [new(0, length)]);
    float[] mine = slots.ToArray<float>(), sum = new float[length];
    List<double> ours = [], theirs = [];
    for (int turn = 0; turn < repeats + repeats / 10 + 3; turn++)
    {
        processes.Barrier();
        long start = Stopwatch.GetTimestamp();
        exchange.Sum(0);
        exchange.Share(0, 0);
        ours.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        processes.Barrier();
        start = Stopwatch.GetTimestamp();
        AllReduce.Run(mine, sum);
        theirs.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
    }

    double one = Median(ours, repeats), other = Median(theirs, repeats);
    if (processes.Rank == 0) Console.WriteLine($"{processes.Size} processes, {length * sizeof(float):N0} bytes: ours {one:N1} µs, MPI_Allreduce {other:N1} µs, ratio {one / other:F2}");
}

void Step(int shards, bool shardsState)
{
    const int Batch = 1024, Steps = 24;
    var device = Device.CreateCpu(1);
    var x = Tensor.Uniform([Batch, 784], seed: 1, device: device);
    var y = x[.., 0].Reshape(Batch, 1).GreaterThan(0.5);
    var model = new Sequential(new Dense(1024, Activation.Relu), new Dense(1024, Activation.Relu), new Dense(1, Activation.Sigmoid));
    model.Compile(new Adam(), new BinaryCrossEntropy());
    var seconds = new List<double>();
    var communication = new List<double>();
    long start = 0;
    double spent = 0;
    var watch = new LambdaCallback(onBatchEnd: _ =>
    {
        if (start != 0)
        {
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            communication.Add(processes.TimeSpent.TotalMilliseconds - spent);
        }

        (start, spent) = (Stopwatch.GetTimestamp(), processes.TimeSpent.TotalMilliseconds);
    });
    model.Fit(x, y, batchSize: Batch, epochs: Steps, shuffle: false, seed: 1, virtualShards: shards, processes: processes, shardOptimizerState: shardsState, callbacks: [watch]);
    if (processes.Rank == 0)
        Console.WriteLine($"{processes.Size} processes, {shards} shards{(shardsState ? ", state shared" : "")}: {Median(seconds, Steps - 4):F1} ms a step, {Median(communication, Steps - 4):F1} ms of it communication and waiting, {processes.BytesSent / Steps / 1e6:F1} MB sent a step, weights {model.WeightsSha256()[..12]}");
}

static double Median(List<double> values, int last)
{
    double[] sorted = [.. values.TakeLast(last).Order()];
    return sorted[sorted.Length / 2];
}
