using System.Globalization;

namespace NumericsCore;

/// <summary>
/// Follows one quantity over the epochs and says when it has stopped improving: the decision behind early
/// stopping, without the training around it.
/// </summary>
/// <remarks>
/// A value is an improvement if it is better than the best so far by more than <see cref="MinDelta"/>; the first
/// finite value is one. Values are compared with the best and not with the last, so that many steps smaller than
/// the delta add up. NaN and infinite values are never improvements, on neither side: a quantity that left the
/// finite numbers tells of a model that broke.
/// </remarks>
public sealed class ImprovementMonitor
{
    /// <summary>The last epoch observed; null before the first.</summary>
    internal int? LastEpoch { get; private set; }

    /// <summary>Starts with no value observed.</summary>
    /// <param name="direction">Which values are better.</param>
    /// <param name="minDelta">The amount an improvement must exceed, finite and not negative, in the unit of the quantity.</param>
    /// <param name="patience">
    /// How many epochs without improvement end the training, not negative, as in Keras. 0 stops at the first epoch
    /// without improvement, and so does 1: there is no earlier one.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public ImprovementMonitor(MonitorDirection direction, double minDelta = 0, int patience = 0)
    {
        if (direction is not (MonitorDirection.Minimize or MonitorDirection.Maximize))
            throw new ArgumentOutOfRangeException(nameof(direction), FormattableString.Invariant($"direction is {(int)direction}; expected Minimize or Maximize."));
        if (!(double.IsFinite(minDelta) && minDelta >= 0))
            throw new ArgumentOutOfRangeException(nameof(minDelta), string.Create(CultureInfo.InvariantCulture, $"minDelta is {minDelta}; expected a finite number, 0 or more."));
        if (patience < 0)
            throw new ArgumentOutOfRangeException(nameof(patience), FormattableString.Invariant($"patience is {patience}; expected 0 or more epochs."));
        Direction = direction;
        MinDelta = minDelta;
        Patience = patience;
    }

    /// <summary>Which values are better.</summary>
    public MonitorDirection Direction { get; }

    /// <summary>The amount an improvement must exceed.</summary>
    public double MinDelta { get; }

    /// <summary>How many epochs without improvement end the training.</summary>
    public int Patience { get; }

    /// <summary>The best value so far; null before the first improvement.</summary>
    public double? BestValue { get; private set; }

    /// <summary>The epoch of the best value; null before the first improvement.</summary>
    public int? BestEpoch { get; private set; }

    /// <summary>How many values were observed since the last improvement, or since the start.</summary>
    public int EpochsWithoutImprovement { get; private set; }

    /// <summary>
    /// Whether the last value observed was no improvement and <see cref="Patience"/> is used up. A later
    /// improvement makes it false again.
    /// </summary>
    public bool ShouldStop => EpochsWithoutImprovement >= Math.Max(Patience, 1);

    /// <summary>Goes on from an earlier state.</summary>
    internal void GoOn(double? bestValue, int? bestEpoch, int epochsWithoutImprovement, int? lastEpoch) =>
        (BestValue, BestEpoch, EpochsWithoutImprovement, LastEpoch) = (bestValue, bestEpoch, epochsWithoutImprovement, lastEpoch);

    /// <summary>Takes the value of one more epoch.</summary>
    /// <param name="epoch">The number of the epoch, 0 or more and higher than the one before; a gap counts as no epoch.</param>
    /// <param name="value">The monitored value; 0 is a number like any other, NaN and infinities never improve.</param>
    /// <returns>Whether the value is an improvement and thus the best so far.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epoch"/> is negative or not higher than the one before.</exception>
    public bool Observe(int epoch, double value)
    {
        if (epoch < 0)
            throw new ArgumentOutOfRangeException(nameof(epoch), $"epoch is {epoch}; expected 0 or more.");
        if (epoch <= LastEpoch)
            throw new ArgumentOutOfRangeException(nameof(epoch), $"epoch is {epoch} after epoch {LastEpoch}; epochs must ascend.");
        LastEpoch = epoch;

        double gain = Direction == MonitorDirection.Minimize
            ? (BestValue ?? double.PositiveInfinity) - value
            : value - (BestValue ?? double.NegativeInfinity);
        if (!double.IsFinite(value) || !(gain > MinDelta))
        {
            EpochsWithoutImprovement++;
            return false;
        }
        BestValue = value;
        BestEpoch = epoch;
        EpochsWithoutImprovement = 0;
        return true;
    }

    /// <summary>The best value so far, and for how long there was no better one.</summary>
    public override string ToString() => new RecordText(nameof(ImprovementMonitor)).Add(nameof(Direction), Direction.ToString()).AddIfSet(nameof(BestValue), BestValue).AddIfSet(nameof(BestEpoch), BestEpoch).Add(nameof(EpochsWithoutImprovement), EpochsWithoutImprovement).ToString();
}
