using NumericsCore.Measurement;

namespace NumericsCore.Cli.Pipeline;

/// <summary>How well the probabilities of a test fit its outcomes.</summary>
/// <param name="Brier">The Brier score.</param>
/// <param name="ExpectedError">The expected calibration error, over ten bins.</param>
/// <param name="Curve">The reliability curve.</param>
internal sealed record CalibrationScores(double Brier, double ExpectedError, IReadOnlyList<ReliabilityBin> Curve) : InvariantRecord
{
    /// <summary>Those of some rows.</summary>
    public static CalibrationScores Of(double[] probabilities, Data.ClassLabels labels, ReadOnlySpan<int> rows)
    {
        var actual = labels.Rows(rows).Indices;
        int classes = labels.Names.Count;
        ReliabilityBin[] curve = classes == 2 ? Calibration.ReliabilityCurve<double>(probabilities, actual) : Calibration.ReliabilityCurve<double>(probabilities, classes, actual);
        double brier = classes == 2 ? Calibration.BrierScore<double>(probabilities, actual) : Calibration.BrierScore<double>(probabilities, classes, actual);
        return new(brier, Calibration.ExpectedError(curve), curve);
    }
}

/// <summary>What a calibration did.</summary>
/// <param name="Temperature">The number that logits were divided by.</param>
/// <param name="Before">The test before.</param>
/// <param name="After">The test after.</param>
internal sealed record CalibrationOutcome(double Temperature, CalibrationScores Before, CalibrationScores After) : InvariantRecord;
