namespace NumericsCore;

/// <summary>
/// The loss became infinite or not a number; training stopped at that step. The loss is computed with the gradients, in one replayed step
/// with the update, so that the parameters and the optimizer's state have taken that step and are as a rule not numbers either: train a
/// new model, or keep the best weights with <see cref="EarlyStopping"/> or a callback. A copy before each step would cost every training.
/// </summary>
public sealed class TrainingDivergedException : Exception
{
    private const string UsualAdvice = "Try a smaller learning rate, clip the gradients (ClipNorm), standardise the features, and check that neither features nor targets hold NaN or infinite values.";

    internal TrainingDivergedException(int epoch, int batch, double loss, string? cause)
        : base(FormattableString.Invariant($"The loss became {loss} in epoch {epoch}, batch {batch}, and training stopped there. {cause ?? UsualAdvice}"))
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
