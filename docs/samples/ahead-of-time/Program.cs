// Columns of dates and their transforms, a training on several processes, its events for TensorBoard and a chart: all of it compiled ahead of time into one native program.
//   dotnet publish docs/samples/ahead-of-time -c Release -r linux-x64 -p:PublishAot=true
using System.Security.Cryptography;
using NumericsCore;
using NumericsCore.Data;
using NumericsCore.Distributed;
using NumericsCore.Plots;
using NumericsCore.TensorBoard;

var table = Table.ReadCsv("docs/data/gallery/bookings.csv");
var columns = ColumnTransformer.Fit(table.Without("price"),
    new ColumnSteps("arrival") { Dates = DateEncoding.Cyclic },
    new ColumnSteps("nights") { Steps = [NumberStep.YeoJohnson, NumberStep.Clip(0.05)] });
var features = columns.Transform(table);
var scaler = columns.FitScaler(features);
var x = scaler.Transform(features).ToTensor();
var price = table.Select("price").ToMatrix();
var priceScaler = StandardScaler.Fit(price);
var y = priceScaler.Transform(price).ToTensor();
Console.WriteLine($"{table.RowCount} rows: {string.Join(", ", columns.OutputNames)}");

// three processes, here as threads, share each batch; the model is the same as with one
History? history = null;
var models = InProcessCommunicator.Run(3, processes =>
{
    var model = new Sequential(new Dense(16, Activation.Relu), new Dense(1));
    model.Compile(new Adam(0.02), new MeanSquaredError(), Metric.MeanAbsoluteError);
    Callback[] callbacks = processes.Rank == 0 ? [new TensorBoardCallback("logs")] : [];
    var trained = model.Fit(x, y, batchSize: 32, epochs: 40, validationSplit: 0.2, seed: 1, virtualShards: 8, processes: processes, callbacks: callbacks);
    if (processes.Rank == 0) history = trained;
    return model;
});
Console.WriteLine($"weights {string.Join(" ", models.Select(model => model.WeightsSha256()[..16]))}");

var pipeline = new TablePipeline(models[0], scaler, priceScaler) { Columns = columns };
pipeline.Save("bookings.safetensors");
var predicted = TablePipeline.Load("bookings.safetensors").Predict(table.Head(3)).Values.ToArray();
Console.WriteLine($"prices {string.Join(", ", predicted.Select(value => $"{value:F2}"))}");

history!.Plot("bookings.svg");
history!.Plot("bookings.png");
Console.WriteLine($"chart {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes("bookings.svg")))[..16]}");
Console.WriteLine($"{Directory.GetFiles("logs", "events*", SearchOption.AllDirectories).Length} files of events");
