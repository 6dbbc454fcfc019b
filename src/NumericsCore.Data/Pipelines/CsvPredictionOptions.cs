namespace NumericsCore.Data;

/// <summary>How <see cref="TablePipeline.PredictCsv"/> reads and writes.</summary>
public sealed record CsvPredictionOptions
{
    /// <summary>How the file is written that is read; the pipeline's own words for missing values if null.</summary>
    public CsvOptions? Csv { get; init; }

    /// <summary>Whether a column for the probability of each class is written.</summary>
    public bool Probabilities { get; init; }

    /// <summary>Columns of the file that are written before the prediction, as they are, such as one that identifies the row.</summary>
    public IReadOnlyList<string> Keep { get; init; } = [];
}

/// <summary>What was predicted of a file.</summary>
/// <param name="RowCount">Its rows.</param>
/// <param name="IncompleteCount">Those that miss the value of a feature; their prediction is blank.</param>
/// <param name="Ignored">Columns that are neither features nor kept.</param>
public sealed record CsvPredictions(long RowCount, long IncompleteCount, IReadOnlyList<string> Ignored)
{
    /// <summary>For columns of categories, how many cells are one that the rows trained on did not have; columns with none are left out.</summary>
    public IReadOnlyDictionary<string, long> Unknown { get; init; } = new Dictionary<string, long>();
}
