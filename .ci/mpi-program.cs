// What the MPI steps train: alone | together [--device NAME] [--checkpoint FILE] [--die RANK STEP MICROSECONDS]. It goes on from the checkpoint if there is one.
using System.Diagnostics;
using NumericsCore;
using NumericsCore.Distributed;

string? file = After("--checkpoint", 1);
MpiCommunicator? processes = null;
try
{
    if (args[0] != "alone") processes = MpiCommunicator.Start(TimeSpan.FromSeconds(30));
    var device = Device.Parse(After("--device", 1) ?? "cpu");
    var x = Tensor.Uniform([400, 8], seed: 1, low: -1, high: 1).To(device);
    var y = x.Sum(1, keepDims: true).GreaterThan(0);
    var model = new Sequential(new Dense(32, Activation.Relu), new Dropout(0.4), new Dense(1, Activation.Sigmoid));
    model.Compile(new Adam(0.01) { ClipNorm = 0.5 }, new BinaryCrossEntropy(classWeights: [1, 2]), Metric.Accuracy, Metric.AreaUnderCurve);
    byte[] ranks = new byte[processes?.Size ?? 1];
    // started here, before other messages, and waited for after them
    var gathering = processes?.AllGatherAsync(new byte[] { (byte)processes.Rank }, ranks) ?? Task.CompletedTask;
    int steps = 0;
    List<Callback> callbacks = [new EarlyStopping(patience: 3)];
    // in all processes, which compare their callbacks
    if (After("--die", 1) is { } rank)
    {
        callbacks.Add(new LambdaCallback(onBatchEnd: _ =>
        {
            if (++steps == int.Parse(After("--die", 2)!) && rank == $"{processes!.Rank}") new Thread(Die).Start();
        }));
    }

    if (file is not null) callbacks.Add(new Checkpoint(file, 5, CheckpointUnit.Step));
    model.Fit(x, y, batchSize: 64, epochs: 6, validationSplit: 0.1, seed: 3, virtualShards: 8, processes: processes, callbacks: callbacks, resumeFrom: File.Exists(file) ? file : null);
    await gathering;
    if (!ranks.SequenceEqual(Enumerable.Range(0, ranks.Length).Select(static rank => (byte)rank))) throw new InvalidOperationException($"The ranks that were gathered are {string.Join(", ", ranks)}.");
    if (After("--die", 1) is not null) Thread.Sleep(Timeout.Infinite);
    if (processes is null or { Rank: 0 }) Console.WriteLine($"hash {model.WeightsSha256()} of {processes?.Size ?? 1}, {device.Name}, {processes?.Library ?? "alone"}");
    processes?.Dispose();
}
catch (Exception e)
{
    Console.Error.WriteLine($"process {processes?.Rank}: {e.Message}");
    processes?.Abort(1);
    return 1;
}

return 0;

string? After(string option, int place) => Array.IndexOf(args, option) is >= 0 and var at ? args[at + place] : null;

// SIGKILL, some time into the next step, or while a checkpoint is written
void Die()
{
    long start = Stopwatch.GetTimestamp();
    while (Stopwatch.GetElapsedTime(start).TotalMicroseconds < int.Parse(After("--die", 3)!)) Thread.SpinWait(1);
    Process.GetCurrentProcess().Kill();
}
