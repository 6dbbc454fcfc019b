using FsCheck.Xunit;

namespace NumericsCore.Data.Tests;

/// <summary>What predictions depend on: importances, dependence and attributions by column of the table.</summary>
public class ExplainingTests
{
    private const string Rows = "n,c,k,y\n1,a,5,3\n2,b,1,5\n3,a,4,2\n4,b,2,9\n5,c,3,1\n6,a,6,4\n,c,2,7\n8,b,1,8\n";

    [Fact]
    public void A_column_that_the_model_does_not_use_has_no_importance_and_no_attribution()
    {
        // y = 2a − 1, and nothing of b
        var pipeline = Linear([2, 0], -1);
        var table = Csv.Read("a,b,y\n1,9,1\n2,8,3\n3,7,5\n4,6,7\n5,5,9\n");
        var importances = pipeline.PermutationImportance(table, repeats: 8, seed: 3);
        Assert.Equal((ImportanceScore.R2, 1.0, 5), (importances.Score, importances.Baseline, importances.RowCount));
        Assert.Equal(["a", "b"], importances.Columns.Select(static column => column.Column));
        Assert.True(importances.Columns[0].Mean > 0.3 && importances.Columns[0].Deviation > 0);
        Assert.Equal((0.0, 0.0), (importances.Columns[1].Mean, importances.Columns[1].Deviation));
        var attributions = pipeline.IntegratedGradients(table);
        Assert.Equal([("a", 6.0), ("b", 0.0)], attributions.Overall().Select(static pair => (pair.Column, Math.Round(pair.MeanSize, 5))));
        Assert.Equal(7, attributions.Predictions[3], 5);
        Assert.Equal(-1, attributions.Baselines[3], 5);
    }

    [Fact]
    public void Permutations_are_those_of_the_seed()
    {
        var pipeline = Linear([2, 1], 0);
        var table = Csv.Read("a,b,y\n1,9,1\n2,8,3\n3,7,5\n4,6,7\n5,5,9\n");
        double[] Drops(ulong seed) => [.. pipeline.PermutationImportance(table, 3, seed, ImportanceScore.RootMeanSquaredError).Columns.SelectMany(static column => column.Drops)];
        Assert.Equal(Drops(1), Drops(1));
        Assert.NotEqual(Drops(1), Drops(2));
    }

    /// <summary>A column moves as a whole, as if the table's own column were permuted before it was made features.</summary>
    [Fact]
    public void One_hot_columns_move_together()
    {
        var (pipeline, table) = Transformed();
        const ulong seed = 7;
        var importance = pipeline.PermutationImportance(table, 1, seed, ImportanceScore.RootMeanSquaredError);
        double[] actual = ((NumericColumn)table["y"]).Values.ToArray();
        double baseline = RegressionMetrics.RootMeanSquaredError(actual, pipeline.Predict(table).Values);
        string[] names = ["n", "c", "k"];
        for (int i = 0; i < names.Length; i++)
        {
            int[] order = Shuffle.Permutation(table.RowCount, seed, (ulong)i * 1000);
            var shuffled = new Table([.. table.Columns.Select(column => column.Name == names[i] ? column.Rows(order) : column)]);
            double expected = RegressionMetrics.RootMeanSquaredError(actual, pipeline.Predict(shuffled).Values) - baseline;
            Assert.Equal(expected, importance.Columns.Single(column => column.Column == names[i]).Mean, 1e-12);
        }
    }

    [Fact]
    public void Dependence_is_the_mean_prediction_with_one_value_in_all_rows()
    {
        var (pipeline, table) = Transformed();
        var categories = pipeline.PartialDependence(table, "c");
        Assert.Equal((false, "a b c"), (categories.IsNumber, string.Join(' ', categories.Points.Select(static point => point.Value))));
        foreach (var point in categories.Points)
        {
            var all = new Table([.. table.Columns.Select(column => column.Name == "c" ? new TextColumn("c", [.. Enumerable.Repeat(point.Value, table.RowCount)]) : column)]);
            Assert.Equal(pipeline.Predict(all).Values.ToArray().Average(), point.Predictions.Single(), 1e-12);
        }

        var numbers = pipeline.PartialDependence(table, "n");
        Assert.Equal([1.0, 2, 3, 4, 5, 6, 8], numbers.Points.Select(static point => point.Number));
        numbers = pipeline.PartialDependence(table, "n", points: 4);
        // the percentiles of 1, 2, 3, 4, 5, 6, 8
        Assert.Equal([1.3, 3.3333, 5.3667, 7.4], numbers.Points.Select(static point => Math.Round(point.Number, 4)));
        var filled = new Table([.. table.Columns.Select(column => column.Name == "n" ? new NumericColumn("n", [.. Enumerable.Repeat(numbers.Points[2].Number, table.RowCount)]) : column)]);
        Assert.Equal(pipeline.Predict(filled).Values.ToArray().Average(), numbers.Points[2].Predictions.Single(), 1e-12);
    }

    /// <summary>Completeness holds for probabilities of two classes and of more, and for numbers in their unit, whatever the columns are made of.</summary>
    [Property(MaxTest = 15)]
    public bool Attributions_of_a_row_add_up(byte classes, byte seed)
    {
        var (pipeline, table) = Transformed(1 + classes % 3, seed);
        var found = pipeline.IntegratedGradients(table, steps: 20);
        var predictions = pipeline.Predict(table);
        bool sameOutputs = classes % 3 == 0 || found.Outputs.Zip(predictions.Classes, (output, predicted) => output == predicted || classes % 3 == 1).All(static same => same);
        return found.CompletenessErrors().All(static error => error < 1e-4) && found.Columns.SequenceEqual(["n", "c", "k"]) && sameOutputs;
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        var (pipeline, table) = Transformed();
        Assert.Contains("repeats is 0; expected 1 to 1000", Assert.Throws<ArgumentOutOfRangeException>(() => pipeline.PermutationImportance(table, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("score is RocAuc, which is one of classes", Assert.Throws<ArgumentException>(() => pipeline.PermutationImportance(table, score: ImportanceScore.RocAuc)).Message, StringComparison.Ordinal);
        Assert.Contains("the model takes no column 'y'; the columns are 'n', 'c' and 'k'", Assert.Throws<TableException>(() => pipeline.PartialDependence(table, "y")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => pipeline.PartialDependence(table, "n", 1));
        Assert.Throws<ArgumentException>(() => pipeline.IntegratedGradients(table.Head(0)));
        Assert.Contains("'c'", Assert.Throws<TableException>(() => pipeline.IntegratedGradients(table.Without("c"))).Message, StringComparison.Ordinal);
    }

    private static TablePipeline Linear(float[] weights, float bias)
    {
        var model = new Sequential(new Dense(1));
        model.Build([weights.Length]);
        model.Parameters[0].Assign(Tensor.From<float>(weights, [weights.Length, 1]));
        model.Parameters[1].Assign(Tensor.From<float>([bias], [1]));
        string[] names = ["a", "b"];
        return new TablePipeline(model, new StandardScaler(names, [0, 0], [1, 1]), new StandardScaler(["y"], [0], [1]));
    }

    private static (TablePipeline Pipeline, Table Table) Transformed(int classes = 1, ulong seed = 5)
    {
        var table = Csv.Read(Rows);
        ColumnSteps[] steps = [new("n") { Impute = Imputation.Median }, new("k") { Encode = CategoryEncoding.Frequency }];
        var columns = ColumnTransformer.Fit(table.Without("y"), steps);
        var features = columns.Transform(table);
        var model = new Sequential(new Dense(4, Activation.Tanh), new Dense(classes == 2 ? 1 : classes, classes == 2 ? Activation.Sigmoid : null));
        model.Build([features.ColumnCount], seed);
        var scaler = columns.FitScaler(features);
        string[] names = ["p", "q", "r"];
        return (classes == 1
            ? new TablePipeline(model, scaler, new StandardScaler(["y"], [1], [2])) { Columns = columns }
            : new TablePipeline(model, scaler, "y", names[..classes], fromLogits: classes == 3) { Columns = columns }, table);
    }
}
