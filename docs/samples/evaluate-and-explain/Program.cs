// What a classifier is worth, and what it looks at: cross-validation, an interval of the test's accuracy, importances of the columns, charts.
using NumericsCore;
using NumericsCore.Data;
using NumericsCore.Plots;

var table = Table.ReadCsv("docs/data/gallery/penguins.csv").DropMissing();
var labels = ClassLabels.From(table["species"]);

var folds = CrossValidation.Run(Split.StratifiedKFold(labels, folds: 5, seed: 0), split =>
{
    var pipeline = Train(split);
    return pipeline.Model.Evaluate(Features(pipeline, split.Test), labels.Rows(split.Test).ToTensor());
}, parallel: 2);
Console.WriteLine($"accuracy of 5 folds: {folds["accuracy"]}");

var split = Split.TrainTest(table.RowCount, testSize: 0.3, seed: 0, stratify: labels);
var pipeline = Train(split);
var test = table.Rows(split.Test);
var actual = labels.Rows(split.Test).Indices.ToArray();
var predicted = pipeline.Predict(test).Classes.Select(name => pipeline.Classes!.ToList().IndexOf(name)).ToArray();
var matrix = ConfusionMatrix.FromLabels(actual, predicted, labels.Names);
var interval = Bootstrap.Interval(test.RowCount, rows => rows.ToArray().Average(row => actual[row] == predicted[row] ? 1.0 : 0), seed: 1);
Console.WriteLine($"accuracy of the test: {interval.Estimate:F3}, from {interval.Lower:F3} to {interval.Upper:F3}");
Console.WriteLine(matrix);

var importances = pipeline.PermutationImportance(test, repeats: 10, seed: 0);
foreach (var column in importances.Columns) Console.WriteLine($"{column.Column}: {column.Mean:F3} ± {column.Deviation:F3}");

matrix.Plot("confusion.svg");
Chart.Importances([.. importances.Columns.Select(column => column.Column)], [.. importances.Columns.Select(column => column.Mean)], [.. importances.Columns.Select(column => column.Deviation)], "drop of accuracy").Save("importances.svg");

// what the columns become is fitted on the rows to train on, and goes with the model
TablePipeline Train(Split rows)
{
    var columns = ColumnTransformer.Fit(table.Without("species").Rows(rows.Train));
    var features = columns.Transform(table.Rows(rows.Train));
    var scaler = columns.FitScaler(features);
    var model = new Sequential(new Dense(16, Activation.Relu), new Dense(labels.Names.Count));
    model.Compile(new Adam(0.01), new CategoricalCrossEntropy(sparse: true, fromLogits: true), Metric.Accuracy);
    model.Fit(scaler.Transform(features).ToTensor(), labels.Rows(rows.Train).ToTensor(), epochs: 30, seed: 1);
    return new TablePipeline(model, scaler, "species", labels.Names, fromLogits: true) { Columns = columns };
}

Tensor Features(TablePipeline pipeline, ReadOnlySpan<int> rows) => pipeline.Features.Transform(pipeline.Columns!.Transform(table.Rows(rows))).ToTensor();
