using System.Text.Json.Nodes;
using NumericsCore.Data;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Pipeline;

/// <summary>What kind of target to assume.</summary>
internal enum TaskChoice
{
    /// <summary>Whatever the target column looks like.</summary>
    Auto,

    /// <summary>Classes.</summary>
    Classification,

    /// <summary>A number.</summary>
    Regression,
}

/// <summary>The rows that means and standard deviations are taken from.</summary>
internal enum ScaleRows
{
    /// <summary>All of them, the test rows included, as the usual tutorial does.</summary>
    All,

    /// <summary>Those not held out for the test.</summary>
    Train,
}

/// <summary>A table that a report tells of.</summary>
/// <param name="Report">The file of the report.</param>
/// <param name="Sha256">The SHA-256 of the table's bytes, in lower-case hexadecimal.</param>
internal sealed record KnownTable(string Report, string Sha256) : InvariantRecord;

/// <summary>All that decides the outcome of a training.</summary>
internal sealed record TrainSettings : InvariantRecord
{
    /// <summary>The CSV file.</summary>
    public required string File { get; init; }

    /// <summary>The column to predict.</summary>
    public required string Target { get; init; }

    /// <summary>Columns that are no features.</summary>
    public required IReadOnlyList<string> Ignored { get; init; }

    /// <summary>How the file is written.</summary>
    public required CsvOptions Csv { get; init; }

    /// <summary>The words that mark a missing value in any column; the usual ones of each kind of column if null.</summary>
    public required IReadOnlyList<string>? Missing { get; init; }

    /// <summary>The words that mark a missing value as they were given, also of single columns; null for none.</summary>
    public required IReadOnlyList<string>? MissingGiven { get; init; }

    /// <summary>How columns become features.</summary>
    public required ColumnSettings Columns { get; init; }

    /// <summary>What kind of target to assume.</summary>
    public required TaskChoice Task { get; init; }

    /// <summary>The class to detect of two; the second in order if null.</summary>
    public required string? Positive { get; init; }

    /// <summary>The rows that the features are scaled by.</summary>
    public required ScaleRows Scale { get; init; }

    /// <summary>The fraction of the rows to test on.</summary>
    public required double TestSize { get; init; }

    /// <summary>The fraction of the other rows to validate on; 0 for none.</summary>
    public required double ValidationSplit { get; init; }

    /// <summary>Whether the classes keep their proportions in the test.</summary>
    public required bool Stratify { get; init; }

    /// <summary>How often, on which rows and how the model is tested.</summary>
    public required EvaluationSettings Evaluation { get; init; }

    /// <summary>The units of the hidden layers.</summary>
    public required IReadOnlyList<int> Layers { get; init; }

    /// <summary>The function of the hidden layers.</summary>
    public required Activation Activation { get; init; }

    /// <summary>The dropout after each hidden layer; 0 for none.</summary>
    public required double Dropout { get; init; }

    /// <summary>The optimizer.</summary>
    public required Optimizer Optimizer { get; init; }

    /// <summary>The optimizer's settings, for a report.</summary>
    public required JsonObject OptimizerSettings { get; init; }

    /// <summary>How the learning rate changes.</summary>
    public required TrainingSchedule Schedule { get; init; }

    /// <summary>Rows in a step; if null 32, or as many as there are.</summary>
    public required int? BatchSize { get; init; }

    /// <summary>The most epochs.</summary>
    public required int Epochs { get; init; }

    /// <summary>Epochs without improvement that end the training; 0 for no such end.</summary>
    public required int Patience { get; init; }

    /// <summary>Whether the weights of the best epoch are kept, not those of the last.</summary>
    public required bool RestoreBestWeights { get; init; }

    /// <summary>Decides split, first weights, orders and dropout.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Parts of a batch whose gradients are added in one fixed tree; 1 for none.</summary>
    public required int VirtualShards { get; init; }

    /// <summary>Whether several processes train together. It does not change the outcome.</summary>
    public required bool DataParallel { get; init; }

    /// <summary>Whether each process keeps one part of the optimizer's state. It does not change the outcome.</summary>
    public required bool ShardOptimizer { get; init; }

    /// <summary>CPU threads; the library's choice if null. They do not change the outcome.</summary>
    public required int? Threads { get; init; }

    /// <summary>The device by name; the library's default if null. It does not change the outcome.</summary>
    public required string? Device { get; init; }

    /// <summary>The file that the trained model is saved to; null for none.</summary>
    public required string? Save { get; init; }

    /// <summary>The file that a page on the training is written to; null for none.</summary>
    public string? Report { get; init; }

    /// <summary>The file that checkpoints are written to; null for none. They do not change the outcome.</summary>
    public required string? Checkpoint { get; init; }

    /// <summary>The steps between two checkpoints; an epoch if null.</summary>
    public required int? CheckpointEvery { get; init; }

    /// <summary>The checkpoint to go on from; null to begin.</summary>
    public required string? Resume { get; init; }

    /// <summary>The table that the file ought to be; null where nothing says which.</summary>
    public KnownTable? Known { get; init; }
}
