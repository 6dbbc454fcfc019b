using FsCheck.Xunit;

namespace NumericsCore.Data.Tests;

/// <summary>Products of columns as features.</summary>
public sealed class InteractionTests : IDisposable
{
    private static readonly ColumnSteps[] s_steps = [new("n") { Impute = Imputation.Median, Steps = [NumberStep.Robust] }, new("k") { Encode = CategoryEncoding.Ordinal }];
    private static readonly ColumnInteraction[] s_pairs = [new("n", "c"), new("c", "d"), new("m", "m"), new("k", "n")];

    private readonly string _folder = Directory.CreateTempSubdirectory("interactions").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Property(MaxTest = 50)]
    public void Each_product_is_that_of_the_features_it_names(int seed)
    {
        var table = Rows(seed, 30);
        var columns = ColumnTransformer.Fit(table, s_steps, s_pairs);
        var features = columns.Transform(table);
        var alone = ColumnTransformer.Fit(table, s_steps).Transform(table);
        Assert.Equal(alone.ColumnNames, features.ColumnNames.Take(alone.ColumnCount));
        string[] names = [.. features.ColumnNames];
        for (int row = 0; row < table.RowCount; row++)
        {
            for (int product = alone.ColumnCount; product < names.Length; product++)
            {
                string[] factors = names[product].Split('*');
                Assert.Equal(features.Row(row)[Array.IndexOf(names, factors[0])] * features.Row(row)[Array.IndexOf(names, factors[1])], features.Row(row)[product]);
            }
        }

        // of 0 and 1 stay so, what is of any size is standardised
        var scaler = columns.FitScaler(features);
        for (int i = 0; i < names.Length; i++)
            if (names[i].Contains("c=", StringComparison.Ordinal) && !names[i].Contains('n', StringComparison.Ordinal)) Assert.Equal((0.0, 1.0), (scaler.Means[i], scaler.Scales[i]));
    }

    [Fact]
    public void A_saved_pipeline_keeps_them_and_predicts_the_same_from_files()
    {
        var table = Rows(7, 40);
        var columns = ColumnTransformer.Fit(table, s_steps, s_pairs);
        Assert.Contains("n*c: products of all pairs; ", columns.ToString(), StringComparison.Ordinal);
        Assert.Contains("m*m: product; 1 feature", columns.ToString(), StringComparison.Ordinal);
        var pipeline = Pipeline(columns, table);
        string file = Path.Combine(_folder, "model"), csv = Path.Combine(_folder, "new.csv");
        pipeline.Save(file);
        var loaded = TablePipeline.Load(file);
        Assert.Equal(columns.ToString(), loaded.Columns!.ToString());
        Assert.Equal(s_pairs, loaded.Columns.Interactions);
        File.WriteAllText(csv, "k,d,m,c,n\n1,x,2.5,a,\n2,y,-3,new,4\n,x,1,a,1\n");
        var expected = pipeline.Predict(Table.ReadCsv(csv).DropMissing("k"));
        var text = new StringWriter();
        var counts = loaded.PredictCsv(csv, text);
        Assert.Equal((3, 1), (counts.RowCount, counts.IncompleteCount));
        Assert.Equal(["prediction", expected.Text(0), expected.Text(1), "\"\"", ""], text.ToString().Split('\n'));
        File.WriteAllText(csv, "k,d,m,c,n\n1,x,1e200,a,1\n");
        Assert.Contains("the product 'm*m' of a row is beyond float64", Assert.Throws<TableException>(() => loaded.PredictCsv(csv, text)).Message, StringComparison.Ordinal);
        Assert.Contains("the product 'm*m' of a row is beyond float64", Assert.Throws<TableException>(() => loaded.Predict(Table.ReadCsv(csv))).Message, StringComparison.Ordinal);
    }

    [Property(MaxTest = 20)]
    public void Explanations_follow_a_column_into_its_products(int seed)
    {
        var table = Rows(seed, 25);
        var columns = ColumnTransformer.Fit(table, s_steps, s_pairs);
        var pipeline = Pipeline(columns, table);
        var found = pipeline.IntegratedGradients(table);
        Assert.Equal(["n", "c", "d", "m", "k"], found.Columns);
        Assert.All(found.CompletenessErrors(), static error => Assert.InRange(error, 0, 1e-3));
        // with one value in all rows, the mean prediction is that of a table that has it
        var dependence = pipeline.PartialDependence(table, "m");
        double at = dependence.Points[0].Number;
        var changed = new Table([.. table.Columns.Select(column => column.Name == "m" ? new NumericColumn("m", [.. Enumerable.Repeat(at, table.RowCount)]) : column)]);
        Assert.Equal(pipeline.Predict(changed).Values.ToArray().Average(), dependence.Points[0].Predictions[0], 5);
        var known = new Table([.. table.Columns, new NumericColumn("y", [.. pipeline.Predict(table).Values])]);
        Assert.Equal(5, pipeline.PermutationImportance(known, repeats: 1).Columns.Count);
    }

    [Fact]
    public void What_is_no_interaction_is_refused()
    {
        var table = Rows(1, 20);
        foreach (var (pairs, problem) in new (ColumnInteraction[], string)[]
            {
                ([new("n", "nosuch")], "There is no column 'nosuch' for an interaction"), ([new("n", "m"), new("m", "n")], "'m*n' is given twice"), ([new("c", "c")], "with itself"),
            })
            Assert.Contains(problem, Assert.Throws<ArgumentException>(() => ColumnTransformer.Fit(table, s_steps, pairs)).Message, StringComparison.Ordinal);
        string[] many = [.. Enumerable.Range(0, 101).Select(static i => FormattableString.Invariant($"v{i}"))];
        var wide = new Table([new TextColumn("p", many), new TextColumn("q", many)]);
        Assert.Contains("10201 products; expected at most 10000", Assert.Throws<ArgumentException>(() => ColumnTransformer.Fit(wide, [new ColumnSteps { MaxCategories = 200 }], [new("p", "q")])).Message, StringComparison.Ordinal);
    }

    private static Table Rows(int seed, int count)
    {
        var random = new Random(seed);
        return new Table([
            new NumericColumn("n", [.. Enumerable.Range(0, count).Select(i => i > 0 && random.Next(6) == 0 ? double.NaN : random.NextDouble() * 10)]),
            new TextColumn("c", [.. Enumerable.Range(0, count).Select(i => i == 0 ? "a" : random.Next(2) == 0 ? "a" : "b")]),
            new TextColumn("d", [.. Enumerable.Range(0, count).Select(i => i < 2 ? "xy"[i].ToString() : random.Next(2) == 0 ? "x" : "y")]),
            new NumericColumn("m", [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)]),
            new NumericColumn("k", [.. Enumerable.Range(0, count).Select(i => i < 2 ? i + 1 : (double)random.Next(1, 4))])]);
    }

    private static TablePipeline Pipeline(ColumnTransformer columns, Table table)
    {
        var features = columns.Transform(table);
        var model = new Sequential(new Dense(4, Activation.Tanh), new Dense(1));
        model.Build([features.ColumnCount], seed: 3);
        return new TablePipeline(model, columns.FitScaler(features), new StandardScaler(["y"], [1], [2])) { Columns = columns };
    }
}
