using NumericsCore.Data.Names;

namespace NumericsCore.Data;

/// <summary>
/// A model with what stands before and behind it on tables: the feature columns in their order, the scaler, and the target's classes in
/// their own spelling or the scaling of its number. <see cref="Save"/> writes all of it to one file.
/// </summary>
public sealed partial class TablePipeline
{
    private readonly StandardScaler? _targetScaler;

    /// <summary>A pipeline that predicts classes.</summary>
    /// <param name="model">
    /// Built for rows of as many features as the scaler has. Of two classes it gives one number, for the second; of more one number for each.
    /// </param>
    /// <param name="features">The feature columns in the model's order, and their scaling.</param>
    /// <param name="target">The name of the column that is predicted.</param>
    /// <param name="classNames">The classes, such as <see cref="ClassLabels.Names"/>; of two the second is the positive one.</param>
    /// <param name="fromLogits">Whether the model gives logits; else it gives probabilities.</param>
    /// <param name="threshold">Of two classes, the probability from which a row is in the positive one, in [0, 1].</param>
    /// <exception cref="ArgumentException">The model is not built, or its shapes are not those of the features and the classes; or two classes have one name.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threshold"/> is not in [0, 1].</exception>
    public TablePipeline(Model model, StandardScaler features, string target, IReadOnlyList<string> classNames, bool fromLogits = false, double threshold = 0.5)
        : this(model, features, target)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        if (classNames.Count < 2) throw new ArgumentException(FormattableString.Invariant($"classNames has {classNames.Count} names; expected at least two."), nameof(classNames));
        if (classNames.GroupBy(static name => name, StringComparer.Ordinal).FirstOrDefault(static group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"The class {Quoted.One(twice.Key)} comes twice in classNames.", nameof(classNames));
        if (!(threshold is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(threshold), FormattableString.Invariant($"threshold is {threshold}; expected a probability from 0 to 1."));
        Classes = [.. classNames];
        FromLogits = fromLogits;
        Threshold = threshold;
        RequireOutputs(classNames.Count == 2 ? 1 : classNames.Count);
    }

    /// <summary>A pipeline that predicts a number.</summary>
    /// <param name="model">Built for rows of as many features as the scaler has; it gives one number, the scaled target.</param>
    /// <param name="features">The feature columns in the model's order, and their scaling.</param>
    /// <param name="target">The column that is predicted, and its scaling; mean 0 and scale 1 for none.</param>
    /// <exception cref="ArgumentException">The model is not built, or its shapes are not those of the features and one target.</exception>
    public TablePipeline(Model model, StandardScaler features, StandardScaler target)
        : this(model, features, (target ?? throw new ArgumentNullException(nameof(target))).ColumnNames[0])
    {
        if (target.ColumnNames.Count != 1) throw new ArgumentException(FormattableString.Invariant($"The target's scaler has {target.ColumnNames.Count} columns; expected one."), nameof(target));
        _targetScaler = target;
        RequireOutputs(1);
    }

    private TablePipeline(Model model, StandardScaler features, string target)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(features);
        ArgumentException.ThrowIfNullOrWhiteSpace(target);
        if (model.InputShape is not { } input || model.OutputShape is null) throw new ArgumentException("The model is not built: it has no shapes yet.", nameof(model));
        if (!input.AsSpan().SequenceEqual([features.ColumnNames.Count]))
            throw new ArgumentException(FormattableString.Invariant($"The model takes samples of shape {input}, but there are {features.ColumnNames.Count} feature columns."), nameof(model));
        if (features.ColumnNames.Distinct(CanonicalForm.Comparer).Count() < features.ColumnNames.Count)
            throw new ArgumentException("Two feature columns have one name.", nameof(features));
        if (features.ColumnNames.Contains(target, CanonicalForm.Comparer))
            throw new ArgumentException($"The target {Quoted.One(target)} is a feature column too.", nameof(target));
        Model = model;
        Features = features;
        Target = target;
        ElementType = model.Variables.Select(static variable => variable.ElementType).FirstOrDefault(ElementType.Float32);
        Device = model.Variables.Select(static variable => variable.Device).FirstOrDefault() ?? Device.Default;
    }

    /// <summary>The model.</summary>
    public Model Model { get; }

    /// <summary>The feature columns, in the model's order, and their scaling.</summary>
    public StandardScaler Features { get; }

    /// <summary>What makes the feature columns of those of a table; null where they are columns of the table, all of numbers.</summary>
    /// <exception cref="ArgumentException">It makes other columns than <see cref="Features"/> scales, or takes the target.</exception>
    public ColumnTransformer? Columns
    {
        get;
        init
        {
            if (value is not null && !value.OutputNames.SequenceEqual(Features.ColumnNames, CanonicalForm.Comparer))
                throw new ArgumentException("The transformer makes other columns than the scaler takes.", nameof(value));
            if (value is not null && value.InputNames.Contains(Target, CanonicalForm.Comparer))
                throw new ArgumentException($"The target {Quoted.One(Target)} is a column of the transformer too.", nameof(value));
            field = value;
        }
    }

    /// <summary>The columns that a table has to have.</summary>
    public IReadOnlyList<string> InputNames => Columns?.InputNames ?? Features.ColumnNames;

    /// <summary>The name of the column that is predicted.</summary>
    public string Target { get; }

    /// <summary>The classes in their own spelling; null where a number is predicted.</summary>
    public IReadOnlyList<string>? Classes { get; }

    /// <summary>The positive class of two; null otherwise.</summary>
    public string? Positive => Classes is { Count: 2 } two ? two[1] : null;

    /// <summary>Of two classes, the probability from which a row is in the positive one.</summary>
    public double Threshold { get; } = 0.5;

    /// <summary>Whether the model gives logits of classes; else it gives probabilities.</summary>
    public bool FromLogits { get; }

    /// <summary>The scaling of the number that is predicted; null where classes are.</summary>
    public StandardScaler? TargetScaler => _targetScaler;

    /// <summary>The words that mark a missing value in any column, instead of the usual ones of <see cref="CsvOptions"/>; null for these.</summary>
    public IReadOnlyList<string>? MissingWords { get; init; }

    /// <summary>The words of single columns, as in <see cref="CsvOptions.MissingOf"/>; none where all columns have the same.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> MissingWordsOf { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>How the table was written that the model was trained on, such as <see cref="Table.Csv"/>: files are read alike where options leave it open. Null for what is found.</summary>
    public CsvOptions? Csv { get; init; }

    internal ElementType ElementType { get; }

    internal Device Device { get; }

    /// <summary>Predicts each row of a table. Its columns are found by their names, in whatever order; others are not looked at.</summary>
    /// <param name="table">No value of a feature infinite, or missing where <see cref="Columns"/> fills in none.</param>
    /// <exception cref="TableException">Feature columns are not there, all of which are named, or one cannot be used; or the model gives a number that is not finite.</exception>
    public TablePredictions Predict(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Predict(FeaturesOf(table));
    }

    /// <summary>Predicts rows of features in the model's order.</summary>
    internal TablePredictions Predict(FeatureMatrix rows) => Interpret(Outputs(rows));

    /// <summary>What the model gives for rows of features: [rows, outputs].</summary>
    internal Tensor Outputs(FeatureMatrix rows)
    {
        // an empty tensor has no rows to predict
        if (rows.RowCount == 0) return Tensor.Zeros([0, OutputCount], ElementType, Device);
        var outputs = Model.Predict(Features.Transform(rows).ToTensor(ElementType, Device));
        double[] values = outputs.ToDoubleArray();
        int bad = Array.FindIndex(values, static value => !double.IsFinite(value));
        if (bad >= 0) throw new TableException(FormattableString.Invariant($"the model gives {values[bad]} for row {bad / OutputCount + 1}; expected finite numbers"));
        return outputs;
    }

    /// <summary>Throws the names of all feature columns that are not there.</summary>
    internal void RequireColumns(IReadOnlyCollection<string> names, string table, IReadOnlyList<TableNote> notes)
    {
        var there = new HashSet<string>(names, CanonicalForm.Comparer);
        string[] missing = [.. InputNames.Where(name => !there.Contains(name))];
        if (missing.Length == 0) return;
        string all = string.Join(", ", missing.Select(static name => $"'{PrintableText.Of(name)}'"));
        string problem = FormattableString.Invariant($"of the {InputNames.Count} columns that the model takes, {missing.Length} {(missing.Length == 1 ? "is" : "are")} missing: {all}; the columns are {Quoted.List(names)}");
        throw TableRemedies.NoColumn(problem, table, notes);
    }

    private int OutputCount => Model.OutputShape!.Value[0];

    private void RequireOutputs(int count)
    {
        var output = Model.OutputShape!.Value;
        if (!output.AsSpan().SequenceEqual([count]))
            throw new ArgumentException(FormattableString.Invariant($"The model gives {output} for a row; expected [{count}] for {(Classes is null ? "a number" : $"{Classes.Count} classes")}."));
    }

    /// <summary>What is predicted from how many columns, and the model.</summary>
    public override string ToString() => FormattableString.Invariant($"{nameof(TablePipeline)} {{ Target = {Target}, Inputs = {InputNames.Count}{(Classes is { } classes ? FormattableString.Invariant($", Classes = {classes.Count}") : "")}, Model = {Model} }}");
}
