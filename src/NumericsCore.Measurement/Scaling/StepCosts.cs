namespace NumericsCore.Measurement;

/// <summary>What the parts of a training step take in one process.</summary>
/// <param name="Passes">Seconds of forward and backward pass of a shard by its rows, in rising order; between them they are interpolated, beyond them proportional.</param>
/// <param name="Update">Seconds of the optimizer's step.</param>
/// <param name="SecondsPerByte">Of adding one sum to another, for each byte.</param>
/// <param name="GradientBytes">Bytes of the gradients, and of the parameters.</param>
/// <param name="StateBytes">Bytes of the optimizer's state.</param>
internal sealed record StepCosts(IReadOnlyList<(int Rows, double Seconds)> Passes, double Update, double SecondsPerByte, long GradientBytes, long StateBytes) : InvariantRecord
{
    /// <summary>Seconds of the passes of a shard.</summary>
    public double Pass(double rows)
    {
        var (first, last) = (Passes[0], Passes[^1]);
        // a pass of one row launches as many kernels as one of a few
        if (rows <= first.Rows) return first.Seconds;
        if (rows >= last.Rows) return last.Seconds * rows / last.Rows;
        int next = 1;
        while (Passes[next].Rows < rows) next++;
        var (low, high) = (Passes[next - 1], Passes[next]);
        return low.Seconds + (high.Seconds - low.Seconds) * (rows - low.Rows) / (high.Rows - low.Rows);
    }
}
