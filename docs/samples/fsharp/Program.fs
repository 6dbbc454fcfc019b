// F#: a table in, a classifier of three cultivars out.
open NumericsCore
open NumericsCore.Data

let table = Table.ReadCsv("docs/data/wine.csv").DropMissing()
let labels = ClassLabels.From(table["cultivar"])
let split = Split.TrainTest(table.RowCount, testSize = 0.25, seed = 0UL, stratify = labels)

// scaled by the training rows alone: the mean of the others is nothing that the model may know
let features = table.Without("cultivar").ToMatrix()
let scaler = StandardScaler.Fit(features.Rows(split.Train))
let x = scaler.Transform(features.Rows(split.Train)).ToTensor()
let xTest = scaler.Transform(features.Rows(split.Test)).ToTensor()
let y = labels.Rows(split.Train).ToTensor()
let yTest = labels.Rows(split.Test)

let layers: Layer list = [ Dense(16, Activation.Relu); Dense(labels.Names.Count) ]
let model = Sequential(layers)
model.Compile(Adam(0.01), CategoricalCrossEntropy(sparse = true, fromLogits = true), [ Metric.Accuracy ])
let history = model.Fit(x, y, batchSize = 32, epochs = 30, seed = 1UL)

history.Epochs
|> Seq.filter (fun epoch -> epoch.Epoch % 10 = 0)
|> Seq.iter (fun epoch -> printfn $"""epoch {epoch.Epoch}: loss %.4f{epoch["loss"]}, accuracy %.4f{epoch["accuracy"]}""")

let predicted = PredictedClasses.FromScores<float32>(model.Predict(xTest).ToArray<float32>(), labels.Names.Count)
printfn $"{ConfusionMatrix.FromLabels(yTest.Indices, predicted, labels.Names)}"
printfn $"weights {model.WeightsSha256().[..15]}"
