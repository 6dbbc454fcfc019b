// From a CSV file to a model in a file: read, scale, split, train, test, save.
using NumericsCore;
using NumericsCore.Data;

var table = Table.ReadCsv("docs/data/breast_cancer.csv").DropMissing();
var labels = ClassLabels.From(table["target"]);
var features = table.Without("target").ToMatrix();
var scaler = StandardScaler.Fit(features);
features = scaler.Transform(features);

var split = Split.TrainTest(table.RowCount, testSize: 0.2, seed: 0);
var (x, y) = (features.Rows(split.Train).ToTensor(), labels.Rows(split.Train).ToTensor());
var (xTest, yTest) = (features.Rows(split.Test).ToTensor(), labels.Rows(split.Test));

var model = new Sequential(
    new Dense(128, Activation.Relu), new Dropout(0.5),
    new Dense(64, Activation.Relu), new Dropout(0.5),
    new Dense(1, Activation.Sigmoid));
model.Compile(new Adam(), new BinaryCrossEntropy(), Metric.Accuracy);
var history = model.Fit(x, y, batchSize: 32, epochs: 100, validationSplit: 0.1, callbacks: [new EarlyStopping("val_loss", patience: 10)]);

var predicted = PredictedClasses.FromProbabilities(model.Predict(xTest).ToArray<float>());
var matrix = ConfusionMatrix.FromLabels(yTest.Indices, predicted, ["malignant", "benign"]);
Console.WriteLine($"{history.Epochs.Count} epochs, accuracy {matrix.Accuracy:F4}, F1 {matrix.F1:F4}");
Console.WriteLine($"weights {model.WeightsSha256()[..16]}");

// the columns, their scaling and the classes go with the weights: whoever loads the file needs nothing else
new TablePipeline(model, scaler, "target", labels.Names).Save("tumours.safetensors");
var loaded = TablePipeline.Load("tumours.safetensors");
Console.WriteLine($"first rows of the table: {string.Join(", ", loaded.Predict(table.Head(3)).Classes)}");
