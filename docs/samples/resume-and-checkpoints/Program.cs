// A training that is broken off and goes on from its last checkpoint ends with the bits of one that was not.
using NumericsCore;
using NumericsCore.Data;

var table = Table.ReadCsv("docs/data/diabetes.csv");
var features = table.Without("progression").ToMatrix();
var x = StandardScaler.Fit(features).Transform(features).ToTensor();
var target = table.Select("progression").ToMatrix();
var y = StandardScaler.Fit(target).Transform(target).ToTensor();

const string File = "training.safetensors";
var uninterrupted = NewModel();
uninterrupted.Fit(x, y, batchSize: 32, epochs: 40, seed: 7);

using var powerCut = new CancellationTokenSource();
try
{
    NewModel().Fit(x, y, batchSize: 32, epochs: 40, seed: 7, cancellationToken: powerCut.Token, callbacks:
    [
        new Checkpoint(File, every: 5, CheckpointUnit.Step),
        new LambdaCallback(onBatchEnd: context =>
        {
            if ((context.Epoch, context.Batch) == (17, 9)) powerCut.Cancel();
        }),
    ]);
}
catch (OperationCanceledException)
{
    Console.WriteLine("broken off in epoch 17");
}

// the model is made as before; weights, optimizer, random streams and the place in the epoch come from the file
var resumed = NewModel();
var history = resumed.Fit(x, y, batchSize: 32, epochs: 40, resumeFrom: File);
Console.WriteLine($"{history.Epochs.Count} epochs, loss {history.Epochs[0]["loss"]:F3} to {history.Epochs[^1]["loss"]:F3}");
Console.WriteLine($"weights {resumed.WeightsSha256()[..16]}, the same as without a break: {resumed.WeightsSha256() == uninterrupted.WeightsSha256()}");

// what is made otherwise is refused, with the difference
try
{
    NewModel().Fit(x, y, batchSize: 16, epochs: 40, resumeFrom: File);
}
catch (ModelFileException e)
{
    Console.WriteLine(e.Message);
}

static Sequential NewModel()
{
    var model = new Sequential(new Dense(32, Activation.Relu), new Dropout(0.2), new Dense(1));
    model.Compile(new Adam(0.005) { Schedule = new CosineDecay(length: 560) }, new MeanSquaredError());
    return model;
}
