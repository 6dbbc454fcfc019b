using NumericsCore.Data.Names;

namespace NumericsCore.Data;

public sealed partial class TablePipeline
{
    private const int MaxRepeats = 1000;
    private const int MaxPoints = 1000;
    private const int MaxCategoryPoints = 20;
    private const int AttributionBatch = 1024;

    /// <summary>
    /// Permutation importance (Breiman, "Random forests", 2001): how much worse the model scores when the values of a column are dealt out anew
    /// among the rows. A column moves as a whole: all features that are made of it have the values of one row.
    /// </summary>
    /// <param name="table">Rows that the model was not trained on, with the target; no value missing that is not filled in.</param>
    /// <param name="repeats">Permutations of each column, from 1 to 1000.</param>
    /// <param name="seed">Chooses the permutations.</param>
    /// <param name="score">What is scored; accuracy of classes and R² of numbers if null.</param>
    /// <exception cref="TableException">Columns are not there or cannot be used.</exception>
    /// <exception cref="ArgumentException">There are no rows, or the score is none of this kind of target.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="repeats"/> is out of range.</exception>
    public ColumnImportances PermutationImportance(Table table, int repeats = 5, ulong seed = 0, ImportanceScore? score = null)
    {
        if (repeats is < 1 or > MaxRepeats) throw new ArgumentOutOfRangeException(nameof(repeats), FormattableString.Invariant($"repeats is {repeats}; expected 1 to {MaxRepeats}."));
        var rows = new ExplainedRows(this, table);
        var measure = score ?? (Classes is null ? ImportanceScore.R2 : ImportanceScore.Accuracy);
        var scorer = new RowScorer(this, table, measure);
        double baseline = scorer.Score(rows.Predict(rows.Features));
        var columns = new List<ColumnImportance>();
        for (int column = 0; column < rows.Columns.Length; column++)
        {
            double[] drops = new double[repeats];
            for (int repeat = 0; repeat < repeats; repeat++)
            {
                int[] order = Shuffle.Permutation(table.RowCount, seed, (ulong)column * MaxRepeats + (ulong)repeat);
                double permuted = scorer.Score(rows.Predict(Permuted(rows, rows.Columns[column], order)));
                drops[repeat] = scorer.IsGain ? baseline - permuted : permuted - baseline;
            }

            columns.Add(new ColumnImportance(rows.Columns[column].Name, drops));
        }

        return new ColumnImportances(measure, baseline, table.RowCount, [.. columns.OrderByDescending(static column => column.Mean)]);
    }

    /// <summary>
    /// Partial dependence (Friedman, "Greedy function approximation", 2001): the mean prediction over the rows, with one value in a column of all of
    /// them, for values over its range.
    /// </summary>
    /// <param name="table">Rows without the target or with it.</param>
    /// <param name="column">A column that the model takes.</param>
    /// <param name="points">
    /// Of numbers, the most points: all values that occur if they are no more, else so many evenly from the 5th to the 95th percentile. From 2 to
    /// 1000. Of categories the 20 most frequent are taken.
    /// </param>
    /// <exception cref="TableException">Columns are not there or cannot be used, or the column has no value.</exception>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="points"/> is out of range.</exception>
    public ColumnDependence PartialDependence(Table table, string column, int points = 20)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (points is < 2 or > MaxPoints) throw new ArgumentOutOfRangeException(nameof(points), FormattableString.Invariant($"points is {points}; expected 2 to {MaxPoints}."));
        var rows = new ExplainedRows(this, table);
        var place = rows.Column(column);
        var fitted = Columns?.Columns.First(candidate => candidate.Name == place.Name);
        var values = table[place.Name];
        if (values.MissingCount == values.Count) throw new TableException("every value is missing", table.Name, column: column);
        double[] features = new double[place.Count];
        var result = new List<DependencePoint>();
        bool isNumber = values is NumericColumn && fitted is not { TakesText: true };
        if (isNumber)
        {
            foreach (double number in Grid((NumericColumn)values, points))
            {
                if (fitted is null) features[0] = number;
                else fitted.Write(number, features);
                result.Add(new DependencePoint(NumericColumn.Written(number), number, MeanWith(rows, place, features)));
            }
        }
        else
        {
            foreach (string text in Enumerable.Range(0, values.Count).Select(values.Text).OfType<string>().CountBy(static text => text).OrderByDescending(static pair => pair.Value).ThenBy(static pair => pair.Key, StringComparer.Ordinal).Take(MaxCategoryPoints).Select(static pair => pair.Key))
            {
                fitted!.Write(text, features);
                result.Add(new DependencePoint(text, double.NaN, MeanWith(rows, place, features)));
            }
        }

        return new ColumnDependence(place.Name, isNumber, rows.Outputs, result);
    }

    /// <summary>
    /// Integrated gradients (Sundararajan, Taly and Yan, 2017) of each row's prediction, with those of all features of a column added up, and half of that of a product to each of its columns. The baseline
    /// is a row of zeros before the model: numbers at their mean in the rows that were scaled by, and no category. Explained is the probability
    /// of the positive class of two, that of a row's predicted class of more, or the number in the target's unit.
    /// </summary>
    /// <param name="table">Rows without the target or with it.</param>
    /// <param name="steps">Nodes of the rule that takes the integral, from 1 to 10,000.</param>
    /// <exception cref="TableException">Columns are not there or cannot be used.</exception>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is out of range.</exception>
    public ColumnAttributions IntegratedGradients(Table table, int steps = 50)
    {
        var rows = new ExplainedRows(this, table);
        var inputs = Features.Transform(rows.Features).ToTensor(ElementType, Device);
        int[] classes = Classes is { Count: > 2 } many ? PredictedClasses.FromScores<double>(Outputs(rows.Features).ToDoubleArray(), many.Count) : [];
        int count = table.RowCount, width = rows.Columns.Length, features = rows.Features.ColumnCount;
        double[] values = new double[checked(count * width)], predictions = new double[count], baselines = new double[count];
        for (int start = 0; start < count; start += AttributionBatch)
        {
            int end = Math.Min(count, start + AttributionBatch);
            var found = NumericsCore.IntegratedGradients.Attribute(Explained(classes.AsSpan()[Math.Min(start, classes.Length)..Math.Min(end, classes.Length)]), inputs[start..end], steps: steps);
            double[] shares = found.Values.ToDoubleArray();
            found.Outputs.ToDoubleArray().CopyTo(predictions, start);
            found.BaselineOutputs.ToDoubleArray().CopyTo(baselines, start);
            for (int row = start; row < end; row++)
            {
                var ofRow = shares.AsSpan((row - start) * features, features);
                rows.ShareProducts(ofRow);
                for (int column = 0; column < width; column++)
                    foreach (double share in ofRow.Slice(rows.Columns[column].Start, rows.Columns[column].Count)) values[row * width + column] += share;
            }
        }

        string[] outputs = classes.Length > 0 ? Array.ConvertAll(classes, index => Classes![index]) : [.. Enumerable.Repeat(rows.Outputs[0], count)];
        return new ColumnAttributions([.. rows.Columns.Select(static column => column.Name)], values, predictions, baselines, outputs);
    }

    /// <summary>The features of a table's rows, before they are scaled.</summary>
    internal FeatureMatrix FeaturesOf(Table table)
    {
        RequireColumns([.. table.Columns.Select(static column => column.Name)], table.Name, table.Notes);
        return Columns?.Transform(table) ?? table.Select(Features.ColumnNames).ToMatrix();
    }

    /// <summary>Whether a missing value of a column of a table is filled in.</summary>
    internal bool FillsIn(string column)
    {
        if (Columns?.Columns.FirstOrDefault(fitted => CanonicalForm.Comparer.Equals(fitted.Name, column)) is not { } fitted) return false;
        double[] outputs = new double[fitted.OutputNames.Count];
        return (fitted.TakesText ? fitted.Write(null, outputs) : fitted.Write(double.NaN, outputs)) != CellOutcome.Missing;
    }

    /// <summary>From scaled features to what is explained, for rows of these classes.</summary>
    private Func<Tensor, Tensor> Explained(ReadOnlySpan<int> classes)
    {
        if (Classes is null)
        {
            double scale = _targetScaler!.Scales[0], mean = _targetScaler.Means[0];
            return x => Model.Call(x) * scale + mean;
        }

        if (Classes.Count == 2) return x => FromLogits ? Model.Call(x).Sigmoid() : Model.Call(x);
        double[] chosen = new double[classes.Length * Classes.Count];
        for (int row = 0; row < classes.Length; row++) chosen[row * Classes.Count + classes[row]] = 1;
        var mask = Tensor.From(chosen, [classes.Length, Classes.Count], Device).To(ElementType);
        return x => ((FromLogits ? Model.Call(x).Softmax() : Model.Call(x)) * mask).Sum(1);
    }

    private static FeatureMatrix Permuted(ExplainedRows rows, (string Name, int Start, int Count) column, int[] order)
    {
        double[] values = rows.Features.Values.ToArray();
        int width = rows.Features.ColumnCount;
        for (int row = 0; row < order.Length; row++)
            rows.Features.Values.Slice(order[row] * width + column.Start, column.Count).CopyTo(values.AsSpan(row * width + column.Start));
        rows.WriteProducts(values);
        return rows.Features.WithValues(values);
    }

    private static double[] MeanWith(ExplainedRows rows, (string Name, int Start, int Count) column, double[] features)
    {
        double[] values = rows.Features.Values.ToArray();
        int width = rows.Features.ColumnCount, count = rows.Features.RowCount;
        for (int row = 0; row < count; row++) features.CopyTo(values, row * width + column.Start);
        rows.WriteProducts(values);
        double[] predictions = rows.Predict(rows.Features.WithValues(values));
        int outputs = rows.Outputs.Count;
        double[] means = new double[outputs];
        for (int i = 0; i < predictions.Length; i++) means[i % outputs] += predictions[i] / count;
        return means;
    }

    private static double[] Grid(NumericColumn column, int points)
    {
        double[] values = [.. column.Values.ToArray().Where(static value => !double.IsNaN(value)).Order()];
        double[] distinct = [.. values.Distinct()];
        if (distinct.Length <= points) return distinct;
        var quantiles = Quantiles.Of(values);
        double low = quantiles.At(0.05), high = quantiles.At(0.95);
        // most values are one
        if (low == high) (low, high) = (values[0], values[^1]);
        return [.. Enumerable.Range(0, points).Select(i => low + (high - low) * i / (points - 1)).Distinct()];
    }
}
