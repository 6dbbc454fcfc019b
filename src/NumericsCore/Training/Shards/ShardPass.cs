namespace NumericsCore;

/// <summary>Batch, forward, loss and backward of shards of one number of rows; it leaves their sum in the gradients' memory and in the rest of the sum.</summary>
internal sealed class ShardPass : IDisposable
{
    private readonly ShardedStep _step;
    private readonly int _rows;
    private readonly TrainableParameters _trainable;
    private readonly RecordedPass _pass;
    private int[]? _lastUses;

    public ShardPass(ShardedStep step, int rows)
    {
        _step = step;
        _rows = rows;
        _trainable = new TrainableParameters(step.Model);
        _pass = new RecordedPass(step.Data.Features.Device.Backend, step.Model.ReplaysWith(step.Loss), step.IsChecked);
    }

    public bool IsReplaying => IsRecorded && !_pass.IsCheckDue;

    private bool IsRecorded => _pass.IsRecorded && _trainable.AreAsNoted();

    public int Rows => _rows;

    /// <summary>The predictions of the last shard.</summary>
    public Tensor? Prediction { get; private set; }

    /// <summary>Computes the shard.</summary>
    /// <param name="buckets">Ranges of the gradients.</param>
    /// <param name="completed">Is told how many of the buckets are complete, while the others are computed; null for nobody. It is not told where the device cannot say.</param>
    public void Run(ElementRange[] buckets, Action<int>? completed)
    {
        bool checks = IsRecorded;
        if (checks && !_pass.IsCheckDue)
        {
            if (completed is null || !_pass.ShowsProgress) _pass.Replay();
            else _pass.Replay(_lastUses ??= LastUses(buckets), completed);
            return;
        }

        _lastUses = null;
        _trainable.Note();
        _pass.Make(Compute, () => Prediction is null ? null : _step.Loss.FaultOf(Prediction), () => [Prediction!], checks);
    }

    public void Dispose() => _pass.Dispose();

    /// <summary>The calls after which a bucket and those before it are complete.</summary>
    private int[] LastUses(ElementRange[] buckets)
    {
        var gradients = _step.Optimizer.Buffer.Gradients;
        int bytes = gradients.Whole.ElementType.ByteSize();
        int[] last = _pass.LastUses(gradients.Memory, [.. buckets.Select(bucket => ((nint)bucket.Start * bytes, (nint)bucket.Count * bytes))]);
        for (int i = 1; i < last.Length; i++) last[i] = Math.Max(last[i], last[i - 1]);
        return last;
    }

    private void Compute()
    {
        var (features, targets, weights) = _step.Data.Batch(_step.Numbers.Start, _rows);
        var buffer = _step.Optimizer.Buffer;
        buffer.ClearGradients();
        _trainable.ClearGradients();
        _step.Rest.RestoreBuffers();
        var prediction = _step.Model.Call(features, ForwardContext.OfShard(_step.Numbers.Step, _rows));
        Prediction = prediction.Detach();
        var (loss, divisor) = _step.Loss.Measure(prediction, targets, weights, _step.BatchSize);
        loss.Backward();
        using (GradientMode.Disable()) _step.Rest.Write(loss, divisor, (double)_rows / _step.BatchSize);
        buffer.CompleteGradients();
    }
}
