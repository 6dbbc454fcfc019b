using System.Diagnostics;
using NumericsCore.Cli.Commands;
using NumericsCore.Data;
using NumericsCore.Distributed;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Pipeline;

/// <summary>Calls the training that it is given, with callbacks that show its course.</summary>
internal delegate History FollowTraining(Func<IReadOnlyList<Callback>, History> fit);

/// <summary>A training that is ready to start: rows scaled and dealt out, the model built and compiled.</summary>
internal sealed class Experiment
{
    private const int DefaultBatchSize = 32;

    private readonly Device _device;
    private readonly Split _split;
    private readonly StandardScaler _scaler;
    private readonly FeatureMatrix _features;
    private readonly Loss _trainingLoss;
    private readonly string? _resumeFrom;

    /// <summary>Prepares the rows of a table, and builds the model.</summary>
    /// <param name="settings">What was asked for; its optimizer trains this model alone.</param>
    /// <param name="input">The table, where it was read before; else it is read here.</param>
    /// <param name="split">The rows to train and to test on; if null the settings say.</param>
    /// <param name="device">Where to train; if null the settings say.</param>
    /// <exception cref="InputException">Table and settings do not fit.</exception>
    /// <exception cref="TableException">The file is no table, or its target no target.</exception>
    /// <exception cref="ModelFileException">The checkpoint to go on from cannot be read, or is of another training.</exception>
    public Experiment(TrainSettings settings, InputTable? input = null, Split? split = null, Device? device = null)
    {
        Settings = settings;
        _device = device ?? DeviceOption.Open(settings.Device, settings.Threads);
        Input = input ?? InputTable.Read(settings);
        var labels = TargetClasses.Of(Input.Target, settings);
        Rows = split is null ? RowCounts.Of(Input.RowCount, settings) : RowCounts.Of(split, settings);
        BatchSize = settings.BatchSize ?? Math.Min(DefaultBatchSize, Rows.Training);
        settings.Optimizer.Schedule = settings.Schedule.Over((long)settings.Epochs * ((Rows.Training + BatchSize - 1L) / BatchSize));
        _split = split ?? Split.TrainTest(Input.RowCount, settings.TestSize, settings.Seed, settings.Stratify ? labels : null);
        Task = PredictionTask.Of(Input, labels, columns => StandardScaler.Fit(ScalingRows(columns)));
        FeatureMatrix features;
        if (settings.Columns.StepsFor(Input.Features) is { } steps)
        {
            Columns = Fit(steps);
            (features, var unknown) = Columns.TransformCounting(Input.Features);
            Warnings = [.. Input.Warnings, .. ColumnWarnings.Of(settings.File, Columns, unknown)];
        }
        else
        {
            features = Input.Features.ToMatrix();
            Warnings = Input.Warnings;
        }

        ModelMemory.Require(settings, features.ColumnCount, Task.Labels is { Names.Count: > 2 } classes ? classes.Names.Count : 1, Math.Max(BatchSize, Rows.Test), _device);
        _scaler = Columns?.FitScaler(ScalingRows(features)) ?? StandardScaler.Fit(ScalingRows(features));
        _features = _scaler.Transform(features);
        _trainingLoss = settings.Evaluation.ClassWeights == ClassWeighting.Balanced ? Task.BalancedLoss(_split.Train) : Task.Loss;
        Model = CreateModel();
        if (settings.Evaluation.Threshold is not null) _ = Task.WithThreshold(0);
        if (settings.Evaluation.Calibrate && Task.Labels is null) throw new InputException($"--calibrate needs classes, but the target '{Input.Target.Name}' is a number here; --task classification makes classes of it");
        if (settings.Resume is { } resume && (settings.Checkpoint is null || File.Exists(resume) || !OutputFile.IsSame(resume, settings.Checkpoint)))
        {
            TrainingRecord.Require(resume, this);
            _resumeFrom = resume;
        }
    }

    /// <summary>What was asked for.</summary>
    public TrainSettings Settings { get; }

    /// <summary>The table.</summary>
    public InputTable Input { get; }

    /// <summary>What makes the features of the table's columns; null where they are the columns themselves, all of numbers.</summary>
    public ColumnTransformer? Columns { get; }

    /// <summary>The names of the features.</summary>
    public IReadOnlyList<string> FeatureNames => _features.ColumnNames;

    /// <summary>What the user should look at.</summary>
    public IReadOnlyList<string> Warnings { get; private set; }

    /// <summary>The test rows that are rows to train on as well; null where nobody looked.</summary>
    public int? RepeatedTestRows { get; private set; }

    /// <summary>How many rows go where.</summary>
    public RowCounts Rows { get; }

    /// <summary>The rows in a step.</summary>
    public int BatchSize { get; }

    /// <summary>What is predicted.</summary>
    public PredictionTask Task { get; private set; }

    /// <summary>The model.</summary>
    public Sequential Model { get; }

    /// <summary>The device's name.</summary>
    public string DeviceName => _device.Name;

    /// <summary>How products are rounded.</summary>
    public MathMode MathMode => _device.MathMode;

    /// <summary>Trains the model and tests it.</summary>
    /// <exception cref="TrainingDivergedException">The loss became infinite or NaN.</exception>
    /// <exception cref="InputException">The loss stayed finite, but the weights did not.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="CommunicationException">A process ended or does not answer.</exception>
    public Outcome Run(FollowTraining follow, Communicator? processes, CancellationToken cancellationToken)
    {
        if (processes is { } all && all.Size > Settings.VirtualShards)
            throw new InputException(FormattableString.Invariant($"{all.Size} processes share the {Settings.VirtualShards} virtual shards of a batch; expected --virtual-shards of at least {all.Size}"));
        double seconds = 0;
        var history = follow(callbacks =>
        {
            long start = Stopwatch.GetTimestamp();
            var epochs = Fit(callbacks, processes, cancellationToken);
            seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            return epochs;
        });
        var calibration = Calibrate();
        double? threshold = ChooseThreshold();
        return new Outcome(this, history, seconds, Score(_split.Test, Settings.Evaluation.Bootstrap), Model.WeightsSha256()) { Processes = Summary(processes), Threshold = threshold, Calibration = calibration };
    }

    /// <summary>Looks for what makes the test look better than it is, and adds it to the warnings.</summary>
    public void CheckLeakage()
    {
        string[] columns = [.. Input.Features.Columns.Append(Input.Target).Select(static column => column.Name)];
        var report = Leakage.Check(Input.Used.Select(columns), Input.Target.Name, _split, Task.Labels is null ? TargetKind.Regression : TargetKind.Classes);
        RepeatedTestRows = report.RepeatedRows;
        Warnings = [.. Warnings, .. LeakageWarnings.Of(Settings.File, report)];
    }

    /// <summary>Another training on the same rows, split and device.</summary>
    /// <param name="settings">What was asked for; its optimizer trains that model alone.</param>
    public Experiment With(TrainSettings settings) => new(settings, Input, _split, _device);

    /// <summary>The test of what predicts the same for each row: the fractions of the classes, or the mean, of the rows not in the test.</summary>
    public TestScores TestConstant() => ScoreConstant(_split.Test, Settings.Evaluation.Bootstrap);

    /// <summary>The same on the validation rows.</summary>
    public TestScores ValidateConstant() => ScoreConstant(_split.Train[Rows.Training..], resamples: 0);

    /// <summary>Trains the model and scores it on the validation rows. The test rows are not looked at.</summary>
    /// <exception cref="TrainingDivergedException">The loss became infinite or NaN.</exception>
    /// <exception cref="InputException">The loss stayed finite, but the weights did not.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public (int Epochs, TestScores Scores, string WeightsSha256) Validate(CancellationToken cancellationToken)
    {
        var history = Fit([], null, cancellationToken);
        return (history.Epochs.Count, Score(_split.Train[Rows.Training..], resamples: 0), Model.WeightsSha256());
    }

    /// <summary>Saves the model, and what stands before and behind it.</summary>
    /// <exception cref="ModelFileException">The file cannot be written; the old one is as it was.</exception>
    public void Save(string path)
    {
        // a regression's metric is in the target's unit, and its name in files is the tool's alone
        if (Task.Labels is null) Model.Compile(Settings.Optimizer, Task.Loss);
        Pipeline().Save(path);
    }

    /// <summary>The model with what stands before and behind it.</summary>
    public TablePipeline Pipeline() => Task.ToPipeline(Model, _scaler, Input.Target.Name, Columns, Settings.Missing, Settings.Csv.MissingOf, Input.IsCsv ? Input.Csv : null);

    /// <summary>The rows to test on, with their cells.</summary>
    public Table TestRows => Input.Used.Rows(_split.Test);

    private static ProcessSummary? Summary(Communicator? processes) =>
        processes is null ? null : new(processes.Size, [.. DataParallel.Hosts(processes).Distinct()], (processes as MpiCommunicator)?.Library ?? "", processes.TimeSpent.TotalSeconds);

    private FeatureMatrix ScalingRows(FeatureMatrix columns) => Settings.Scale == ScaleRows.Train ? columns.Rows(_split.Train) : columns;

    private Sequential CreateModel()
    {
        var layers = new List<Layer>();
        foreach (int units in Settings.Layers)
        {
            layers.Add(new Dense(units, Settings.Activation));
            if (Settings.Dropout > 0) layers.Add(new Dropout(Settings.Dropout));
        }
        var model = new Sequential([.. layers, Task.OutputLayer()]);
        model.Compile(Settings.Optimizer, _trainingLoss, Task.Metric);
        model.Build([_features.ColumnCount], Settings.Seed, device: _device);
        return model;
    }

    private Tensor Features(ReadOnlySpan<int> rows) => _features.Rows(rows).ToTensor(device: _device);

    private EarlyStopping[] EarlyStopping()
    {
        if (Settings.ValidationSplit == 0 || (Settings.Patience == 0 && !Settings.RestoreBestWeights)) return [];
        int patience = Settings.Patience == 0 ? int.MaxValue : Settings.Patience;
        return [new EarlyStopping(patience: patience, restoreBestWeights: Settings.RestoreBestWeights)];
    }

    private Checkpoint[] Checkpoint()
    {
        if (Settings.Checkpoint is not { } path) return [];
        var metadata = new Dictionary<string, string> { [TrainingRecord.Key] = TrainingRecord.Text(this) };
        return [Settings.CheckpointEvery is { } steps ? new(path, steps, CheckpointUnit.Step) { Metadata = metadata } : new(path) { Metadata = metadata }];
    }

    private History Fit(IEnumerable<Callback> callbacks, Communicator? processes, CancellationToken cancellationToken) => Model.Fit(
        Features(_split.Train), Task.Targets(_split.Train, _device), BatchSize, Settings.Epochs, Settings.ValidationSplit,
        callbacks: [.. callbacks, .. EarlyStopping(), .. Checkpoint()], seed: Settings.Seed, resumeFrom: _resumeFrom,
        virtualShards: Settings.VirtualShards, processes: processes, shardOptimizerState: Settings.ShardOptimizer, cancellationToken: cancellationToken);

    private TestScores ScoreConstant(ReadOnlySpan<int> rows, int resamples)
    {
        var prediction = Task.Constant(_split.Train, rows.Length, _device);
        double loss = Task.Loss.Call(prediction, Task.Targets(rows, _device)).ToDoubleArray()[0];
        double[] values = Task.Values(prediction);
        var task = Task.Labels is { Names.Count: 2 } ? Task.WithThreshold(0.5) : Task;
        return ScoreIntervals.Add(task.Score(loss, values, rows), task, values, rows.ToArray(), resamples, Settings.Seed);
    }

    private TestScores Score(ReadOnlySpan<int> rows, int resamples)
    {
        var features = Features(rows);
        var prediction = Model.Predict(features);
        // The last step can ruin the weights after the last loss was seen.
        if (Array.Exists(prediction.ToArray<float>(), static value => !float.IsFinite(value)))
            throw new InputException("the trained model predicts infinite numbers or NaN for the test rows; try a smaller --learning-rate, or --clip-norm 1");
        // class weights are for the training, and the loss of a test is of the rows as they are
        Model.Compile(Settings.Optimizer, Task.Loss, Task.Metric);
        double loss = Model.Evaluate(features, Task.Targets(rows, _device)).Loss;
        Model.Compile(Settings.Optimizer, _trainingLoss, Task.Metric);
        double[] values = Task.Values(prediction);
        return ScoreIntervals.Add(Task.Score(loss, values, rows), Task, values, rows.ToArray(), resamples, Settings.Seed);
    }

    private CalibrationOutcome? Calibrate()
    {
        if (!Settings.Evaluation.Calibrate) return null;
        var labels = Task.Labels!;
        var rows = _split.Train[Rows.Training..];
        var validation = Features(rows);
        // which weights that are not finite have none of
        if (!HasFinite(Model.Predict(validation))) throw InfinitePredictions();
        var before = CalibrationScores.Of(ProbabilitiesOfTest(), labels, _split.Test);
        try
        {
            double temperature = TemperatureScaling.Calibrate(Model, validation, labels.Rows(rows).Indices);
            return new(temperature, before, CalibrationScores.Of(ProbabilitiesOfTest(), labels, _split.Test));
        }
        // a logit can be infinite where its probability is 0 or 1
        catch (ArgumentException)
        {
            throw InfinitePredictions();
        }
    }

    private double? ChooseThreshold()
    {
        if (Settings.Evaluation.Threshold is not { } choice) return null;
        var rows = _split.Train[Rows.Training..];
        double[] probabilities = [];
        if (choice.IsFitted)
        {
            var prediction = Model.Predict(Features(rows));
            if (!HasFinite(prediction)) throw InfinitePredictions();
            probabilities = Task.Values(prediction);
        }

        double threshold = choice.For(probabilities, Task.Labels!.Rows(rows).Indices, Task.Labels.Positive!);
        Task = Task.WithThreshold(threshold);
        return threshold;
    }

    private double[] ProbabilitiesOfTest()
    {
        var prediction = Model.Predict(Features(_split.Test));
        return HasFinite(prediction) ? Task.Values(prediction) : throw InfinitePredictions();
    }

    private ColumnTransformer Fit(IReadOnlyList<ColumnSteps> steps)
    {
        try
        {
            return ColumnTransformer.Fit(Input.Features.Rows(_split.Train), steps, Settings.Columns.InteractionsOf(Input.Features));
        }
        // what an interaction cannot be
        catch (ArgumentException e) when (Settings.Columns.Interact.Count > 0 && e.ParamName == "pairs")
        {
            throw new InputException($"--interact: {e.Message.Split(" (Parameter")[0].TrimEnd('.')}");
        }
    }

    private static bool HasFinite(Tensor prediction) => Array.TrueForAll(prediction.ToArray<float>(), static value => float.IsFinite(value));

    private static InputException InfinitePredictions() => new("the trained model predicts infinite numbers or NaN; try a smaller --learning-rate, or --clip-norm 1");
}
