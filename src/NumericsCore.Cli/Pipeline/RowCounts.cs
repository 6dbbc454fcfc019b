namespace NumericsCore.Cli.Pipeline;

/// <summary>How many rows go where.</summary>
/// <param name="Training">Rows that steps are made from.</param>
/// <param name="Validation">Rows to watch the training by; the last ones of those not in the test.</param>
/// <param name="Test">Rows kept for the end.</param>
internal readonly record struct RowCounts(int Training, int Validation, int Test)
{
    /// <summary>Counts as <see cref="Data.Split.TrainTest"/> and <see cref="Model.Fit"/> do.</summary>
    /// <exception cref="InputException">One of the parts would be empty, or a batch is larger than the training rows.</exception>
    public static RowCounts Of(int rows, TrainSettings settings)
    {
        int test = RowFraction.Count(rows, settings.TestSize);
        int rest = rows - test;
        return Of(rest, test, settings, "--test-size and --validation-split");
    }

    /// <summary>Counts those of a split.</summary>
    /// <exception cref="InputException">One of the parts would be empty, or a batch is larger than the training rows.</exception>
    public static RowCounts Of(Data.Split split, TrainSettings settings) => Of(split.Train.Length, split.Test.Length, settings, "--folds and --validation-split");

    private static RowCounts Of(int rest, int test, TrainSettings settings, string options)
    {
        int validation = RowFraction.Count(rest, settings.ValidationSplit), training = rest - validation;
        var counts = new RowCounts(training, validation, test);
        string parts = FormattableString.Invariant($"of {rest + test} rows, {counts.Training} are to train on, {counts.Validation} to validate and {counts.Test} to test");
        if (test < 1 || training < 1 || (settings.ValidationSplit > 0 && counts.Validation < 1))
            throw new InputException($"{parts}: more rows are needed, or other values of {options}");
        if (settings.BatchSize > training)
            throw new InputException(FormattableString.Invariant($"--batch-size is {settings.BatchSize}, but {parts}; expected at most {training}"));
        return counts;
    }
}
