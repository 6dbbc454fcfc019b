namespace NumericsCore;

/// <summary>The loss became infinite or not a number; training stopped at that step.</summary>
public sealed class TrainingDivergedException : Exception
{
    internal TrainingDivergedException(int epoch, int batch, double loss)
        : base(FormattableString.Invariant($"The loss became {loss} in epoch {epoch}, batch {batch}, and training stopped there. Try a smaller learning rate, clip the gradients (ClipNorm), standardise the features, and check that neither features nor targets hold NaN or infinite values."))
    {
        Epoch = epoch;
        Batch = batch;
        Loss = loss;
    }

    /// <summary>The epoch: 1, 2, ...</summary>
    public int Epoch { get; }

    /// <summary>The batch within the epoch: 1, 2, ...</summary>
    public int Batch { get; }

    /// <summary>The loss of that batch.</summary>
    public double Loss { get; }
}
