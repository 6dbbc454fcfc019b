// A web service that answers from a model's file: one predictor for all threads, and no tensor made for a request.
//   dotnet run --project docs/samples/predict-service              asks itself from 8 threads, and ends
//   dotnet run --project docs/samples/predict-service -- --serve   stays, on http://localhost:5000
using System.Net.Http.Json;
using NumericsCore.Data;

const string File = "tumours.safetensors";
if (!System.IO.File.Exists(File))
{
    Console.Error.WriteLine($"There is no {File} here; docs/samples/train-a-table writes it.");
    return 1;
}

var pipeline = TablePipeline.Load(File);
var predictor = pipeline.Model.CreatePredictor();

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
var app = builder.Build();

// a row is the numbers of pipeline.InputNames, in this order
app.MapPost("/predict", (double[] row) =>
{
    if (row.Length != pipeline.InputNames.Count) return Results.BadRequest($"the row has {row.Length} numbers; expected {pipeline.InputNames.Count}");
    Span<float> scaled = stackalloc float[row.Length], probability = stackalloc float[1];
    for (int i = 0; i < row.Length; i++) scaled[i] = (float)((row[i] - pipeline.Features.Means[i]) / pipeline.Features.Scales[i]);
    predictor.Predict<float>(scaled, probability);
    return Results.Ok(new Answer(pipeline.Classes![probability[0] >= pipeline.Threshold ? 1 : 0], probability[0]));
});

if (args.Contains("--serve"))
{
    app.Run();
    return 0;
}

app.Urls.Add("http://127.0.0.1:0");
await app.StartAsync();
using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

var table = Table.ReadCsv("docs/data/breast_cancer.csv");
var rows = table.Without("target").ToMatrix();
var expected = pipeline.Predict(table);
int right = 0;
await Parallel.ForAsync(0, table.RowCount, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (row, cancellation) =>
{
    using var response = await client.PostAsJsonAsync("/predict", rows.Row(row).ToArray(), cancellation);
    var answer = await response.Content.ReadFromJsonAsync<Answer>(cancellation);
    if (answer == new Answer(expected.Classes[row], (float)expected.Probabilities[(2 * row) + 1])) Interlocked.Increment(ref right);
});
Console.WriteLine($"{right} of {table.RowCount} answers have the bits of Predict");

using var refused = await client.PostAsJsonAsync("/predict", new[] { 1.0 });
Console.WriteLine($"{(int)refused.StatusCode}: {await refused.Content.ReadFromJsonAsync<string>()}");
await app.StopAsync();
return 0;

sealed record Answer(string Class, float Probability);
