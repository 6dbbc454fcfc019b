using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using NumericsCore.Cli.Help;
using NumericsCore.Cli.Pipeline;

namespace NumericsCore.Cli.Commands;

/// <summary>The options of the training command.</summary>
internal sealed class TrainOptions
{
    private const int MaxThreads = 1024;
    private const int ParallelShards = 8;
    private const int MaxShards = 65_536;
    private static readonly int[] DefaultLayers = [128, 64];

    private readonly Argument<string> _file = new("FILE.csv") { Description = "A table in CSV, UTF-8, with a header, or in Parquet or Arrow (Feather)." };
    private readonly Option<string> _target = new("--target") { Description = "The column to predict.", HelpName = "COLUMN", Required = true };
    private readonly Option<string[]> _ignore = new("--ignore") { Description = "A column to leave out, such as a name or a number of a row; may be given several times.", HelpName = "COLUMN", DefaultValueFactory = static _ => [] };
    private readonly ReadingOptions _reading = new();
    private readonly Option<string[]?> _missing = MissingOption.Create();
    private readonly ColumnOptions _columns = new();
    private readonly Option<string> _task = Options.Choice("--task", "What the target is; auto takes text and few integers for classes, other numbers for regression.", TaskChoice.Auto);
    private readonly Option<string?> _positive = new("--positive") { Description = "Of two classes, the one to detect. [default: the second in order]", HelpName = "CLASS" };
    private readonly Option<string> _scale = Options.Choice("--scale", "The rows whose mean and standard deviation standardise the features.", ScaleRows.All);
    private readonly NumberOption<double> _testSize = new("--test-size", "The fraction of the rows to test on.", NumberRange.Between0And1, 0.2);
    private readonly NumberOption<double> _validationSplit = new("--validation-split", "The fraction of the other rows to validate on; 0 for none.", NumberRange.BelowOne, 0.1);
    private readonly Option<bool> _stratify = Options.Flag("--stratify", "Keep the proportions of the classes in the test rows.");
    private readonly EvaluationOptions _evaluation = new();
    private readonly NumberOption<ulong> _seed = new("--seed", "Decides split, first weights, orders and dropout.", NumberRange.Any, 0);
    private readonly Option<int[]> _layers = new("--layers") { Description = "The units of each hidden layer, or none. [default: 128,64]", HelpName = "N,N,...", Arity = ArgumentArity.ExactlyOne };
    private readonly Option<string> _activation = Options.Choice("--activation", "The function of the hidden layers.", "relu", [.. Activation.All.Select(static a => a.Name)]);
    private readonly NumberOption<double> _dropout = new("--dropout", "The dropout after each hidden layer.", NumberRange.BelowOne, 0.5);
    private readonly OptimizerOptions _optimizer = new();
    private readonly Option<string> _schedule = Options.Choice("--learning-rate-schedule", "How the learning rate changes over the steps of all epochs: linear and cosine fall from it to 0, one-cycle rises to it and falls.", TrainingSchedule.Constant, [.. TrainingSchedule.Names]);
    private readonly NumberOption<int> _warmupSteps = new("--warmup-steps", "Steps at the beginning in which the learning rate rises from 0.", NumberRange.Count(0), 0);
    private readonly NumberOption<int> _batchSize = new("--batch-size", "Rows in a step. [default: 32, or all if there are fewer]", NumberRange.Count(1));
    private readonly NumberOption<int> _epochs = new("--epochs", "The most passes over the training rows.", NumberRange.Count(1), 100);
    private readonly NumberOption<int> _patience = new("--patience", "Stop after this many epochs without a better validation loss; 0 to go on to the end.", NumberRange.Count(0), 10);
    private readonly Option<bool> _restoreBestWeights = Options.Flag("--restore-best-weights", "Keep the weights of the epoch with the best validation loss, not of the last.");
    private readonly NumberOption<int> _virtualShards = new("--virtual-shards", "Parts of a batch whose gradients are computed one by one and added in a fixed tree: less memory, and the outcome of as many processes as you like. [default: 1, with --data-parallel 8]", NumberRange.Count(1, MaxShards));
    private readonly Option<bool> _dataParallel = Options.Flag("--data-parallel", "Train on all processes that mpirun, mpiexec or srun has started with this command; the outcome does not depend on their number.");
    private readonly Option<bool> _shardOptimizer = Options.Flag("--shard-optimizer", "With --data-parallel: each process keeps one part of the optimizer's state and makes the step for it; less memory, the same outcome.");
    private readonly NumberOption<int> _threads = new("--threads", "CPU threads; the outcome does not depend on it. [default: all cores]", NumberRange.Count(1, MaxThreads));
    private readonly Option<string?> _device = DeviceOption.Create();
    private readonly Option<string?> _save = new("--save") { Description = "Save the trained model, with columns, scaling and classes, to this safetensors file, for 'predict', 'evaluate' and Model.Load.", HelpName = "FILE" };
    private readonly Option<string?> _report = Pages.ReportFile.Option();
    private readonly Option<string?> _checkpoint = new("--checkpoint") { Description = "While training, keep in this safetensors file all that --resume needs to go on.", HelpName = "FILE" };
    private readonly NumberOption<int> _checkpointEvery = new("--checkpoint-every", "Steps between two checkpoints. [default: those of an epoch]", NumberRange.Count(1));
    private readonly Option<string?> _resume = new("--resume") { Description = "Go on from this checkpoint, to the same outcome as a training without interruption; begin if --checkpoint names the same file and there is none yet.", HelpName = "FILE" };
    private readonly ConfigOption _config = new();
    private readonly Option<bool> _json = Options.Flag("--json", "Print one JSON object instead of text.");
    private readonly Option<bool> _quiet = Options.Flag("--quiet", "Print the test report only.");

    public TrainOptions()
    {
        _layers.CustomParser = ParseLayers;
        // which would else be taken for the file
        _file.Validators.Add(RejectMistypedOption);
    }

    /// <summary>Adds the argument and the options, in the order of the help.</summary>
    public void AddTo(ToolCommand command)
    {
        command.Add(_file);
        command.Add(HelpGroup.Data, [_target, _ignore, .. _reading.All, _missing, .. _columns.All, _task, _positive, _scale]);
        command.Add(HelpGroup.Model, _layers, _activation, _dropout);
        _optimizer.AddTo(command);
        command.Add(HelpGroup.Optimizer, _schedule, _warmupSteps);
        command.Add(HelpGroup.Evaluation, [_testSize, _validationSplit, _stratify, .. _evaluation.All]);
        command.Add(HelpGroup.Run, _config.Option, _seed, _batchSize, _epochs, _patience, _restoreBestWeights, _virtualShards, _dataParallel, _shardOptimizer, _threads, _device, _checkpoint, _checkpointEvery, _resume);
        command.Add(HelpGroup.Output, _save, _report, _json, _quiet);
    }

    /// <summary>Adds the argument and those options that a training of a search can have: one test, nothing written.</summary>
    public void AddForSearch(ToolCommand command)
    {
        command.Add(_file);
        command.Add(HelpGroup.Data, [_target, _ignore, .. _reading.All, _missing, .. _columns.All, _task, _positive, _scale]);
        command.Add(HelpGroup.Model, _layers, _activation, _dropout);
        _optimizer.AddForSearch(command);
        command.Add(HelpGroup.Optimizer, _schedule, _warmupSteps);
        command.Add(HelpGroup.Evaluation, [_testSize, _validationSplit, _stratify, _evaluation.ClassWeights]);
        command.Add(HelpGroup.Run, _seed, _batchSize, _epochs, _patience, _restoreBestWeights, _virtualShards, _threads, _device);
    }

    /// <summary>The options of a search whose values may be tried: those that change neither the rows nor what is predicted.</summary>
    public IEnumerable<Option> Tried =>
        [.. _columns.All.Where(static option => option.Name != "--dates"), _scale, _layers, _activation, _dropout, .. _optimizer.All, _schedule, _warmupSteps, _evaluation.ClassWeights, _batchSize, _epochs, _patience, _restoreBestWeights, _virtualShards];

    /// <summary>The seed of a command line.</summary>
    /// <exception cref="InputException">It is out of its range.</exception>
    public ulong SeedOf(ParseResult parsed) => _seed.Value(parsed);

    /// <summary>The most epochs of a command line.</summary>
    /// <exception cref="InputException">They are out of their range.</exception>
    public int EpochsOf(ParseResult parsed) => _epochs.Value(parsed);

    /// <summary>The table of a command line.</summary>
    public string FileOf(ParseResult parsed) => parsed.GetRequiredValue(_file);

    /// <summary>The option that takes settings from a file.</summary>
    public ConfigOption Config => _config;

    /// <summary>How the outcome is to be shown.</summary>
    public (bool Json, bool Quiet) ReadOutput(ParseResult parsed) => (parsed.GetValue(_json), parsed.GetValue(_quiet));

    /// <summary>What decides the outcome.</summary>
    /// <exception cref="InputException">A number is out of its range, or two settings contradict each other.</exception>
    public TrainSettings Read(ParseResult parsed)
    {
        var (optimizer, optimizerSettings) = _optimizer.Read(parsed);
        var schedule = new TrainingSchedule(_schedule.Word(parsed, TrainingSchedule.Names), _warmupSteps.Value(parsed));
        if (schedule.Contradiction is { } contradiction) throw new InputException(contradiction);
        optimizerSettings["learningRateSchedule"] = schedule.Name;
        optimizerSettings["warmupSteps"] = schedule.WarmupSteps;
        string activation = _activation.Word(parsed, Activation.All.Select(static a => a.Name));
        string target = parsed.GetRequiredValue(_target);
        var evaluation = _evaluation.Read(parsed);
        var settings = new TrainSettings
        {
            File = parsed.GetRequiredValue(_file),
            Target = target,
            Ignored = parsed.GetRequiredValue(_ignore),
            Csv = MissingOption.Read(parsed, _missing, _reading.Read(parsed)) with { KeepText = [target] },
            Missing = MissingOption.Words(parsed, _missing),
            MissingGiven = MissingOption.Given(parsed, _missing),
            Columns = _columns.Read(parsed),
            Task = _task.Read<TaskChoice>(parsed),
            Positive = parsed.GetValue(_positive),
            Scale = evaluation.Folds is not null && parsed.GetResult(_scale) is not { Implicit: false } ? ScaleRows.Train : _scale.Read<ScaleRows>(parsed),
            TestSize = _testSize.Value(parsed),
            ValidationSplit = _validationSplit.Value(parsed),
            Stratify = parsed.GetValue(_stratify),
            Evaluation = evaluation,
            Seed = _seed.Value(parsed),
            Layers = parsed.GetResult(_layers) is null ? DefaultLayers : parsed.GetRequiredValue(_layers),
            Activation = Activation.All.Single(a => a.Name == activation),
            Dropout = _dropout.Value(parsed),
            Optimizer = optimizer,
            OptimizerSettings = optimizerSettings,
            Schedule = schedule,
            BatchSize = _batchSize.Read(parsed),
            Epochs = _epochs.Value(parsed),
            Patience = _patience.Value(parsed),
            RestoreBestWeights = parsed.GetValue(_restoreBestWeights),
            VirtualShards = _virtualShards.Read(parsed) ?? (parsed.GetValue(_dataParallel) ? ParallelShards : 1),
            DataParallel = parsed.GetValue(_dataParallel),
            ShardOptimizer = parsed.GetValue(_shardOptimizer),
            Threads = _threads.Read(parsed),
            Device = parsed.GetValue(_device),
            Save = parsed.GetValue(_save),
            Report = parsed.GetValue(_report),
            Checkpoint = parsed.GetValue(_checkpoint),
            CheckpointEvery = _checkpointEvery.Read(parsed),
            Resume = parsed.GetValue(_resume),
            Known = _config.TableSha256 is { } sha256 ? new(_config.Path!, sha256) : null,
        };
        if (settings.Layers.Any(static units => units < 1))
            throw new InputException(FormattableString.Invariant($"--layers has a layer of {settings.Layers.Min()} units; expected whole numbers of at least 1"));
        if (settings.Threads is not null && settings.Device is not (null or "cpu"))
            throw new InputException($"--threads is for the CPU, but --device is {settings.Device}");
        if (settings.ShardOptimizer && !settings.DataParallel)
            throw new InputException("--shard-optimizer is for several processes, but there is no --data-parallel");
        if (settings.ValidationSplit == 0 && settings.RestoreBestWeights)
            throw new InputException("--restore-best-weights looks at the validation loss, but --validation-split is 0");
        if (settings.CheckpointEvery is not null && settings.Checkpoint is null)
            throw new InputException("--checkpoint-every counts the steps between checkpoints, but there is no --checkpoint");
        if (evaluation.Folds is { } folds && parsed.GetResult(_testSize) is { Implicit: false })
            throw new InputException(FormattableString.Invariant($"--test-size is for one test, but --folds {folds} tests on each of them; expected one of both"));
        EvaluationOptions.RequireFitting(settings);
        return settings;
    }

    private static void RejectMistypedOption(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (text.StartsWith('-')) result.AddError($"Unrecognized option '{text}'.");
    }

    /// <summary>Whole numbers between commas, or none.</summary>
    public static int[] ParseLayers(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (text == "none") return [];
        var units = new List<int>();
        foreach (string part in text.Split(','))
        {
            if (int.TryParse(part, NumberStyles.Integer, CultureInfo.InvariantCulture, out int count)) units.Add(count);
            else result.AddError($"'{text}' is not a list of whole numbers such as 128,64.");
        }
        return [.. units];
    }
}
