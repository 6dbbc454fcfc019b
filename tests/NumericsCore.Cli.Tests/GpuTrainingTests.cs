using System.Text.Json.Nodes;

namespace NumericsCore.Cli.Tests;

/// <summary>What the command trains on each OpenCL and CUDA device: the CPU's weights, bit for bit, and with fast products nearly the CPU's loss.</summary>
public class GpuTrainingTests
{
    [GpuFact]
    public async Task The_documents_model_has_the_weights_of_the_CPU() => await HasTheWeightsOfTheCpu(["--seed", "0"]);

    [GpuTheory]
    [InlineData("--epochs", "20", "--seed", "1")]
    [InlineData("--epochs", "20", "--seed", "2")]
    [InlineData("--epochs", "20", "--seed", "12345")]
    [InlineData("--optimizer", "sgd")]
    [InlineData("--optimizer", "sgd", "--momentum", "0.9", "--nesterov")]
    [InlineData("--optimizer", "sgd", "--momentum", "0.9", "--dampening", "0.1", "--weight-decay", "0.001", "--clip-norm", "0.5")]
    [InlineData("--optimizer", "adagrad")]
    [InlineData("--optimizer", "adagrad", "--convention", "keras", "--learning-rate-decay", "0.1", "--initial-accumulator-value", "0.2")]
    [InlineData("--optimizer", "adadelta")]
    [InlineData("--optimizer", "rmsprop", "--momentum", "0.9", "--centered")]
    [InlineData("--optimizer", "nadam")]
    [InlineData("--optimizer", "radam", "--beta2", "0.9")]
    [InlineData("--optimizer", "adamax")]
    [InlineData("--optimizer", "lion", "--weight-decay", "0.1")]
    [InlineData("--optimizer", "adam", "--amsgrad", "--convention", "keras", "--decoupled", "false")]
    [InlineData("--optimizer", "adam", "--convention", "keras", "--weight-decay", "0.01", "--clip-value", "0.1")]
    [InlineData("--optimizer", "adam", "--convention", "paper", "--no-bias-correction")]
    [InlineData("--activation", "tanh", "--dropout", "0.2")]
    [InlineData("--activation", "sigmoid", "--dropout", "0")]
    [InlineData("--activation", "softplus", "--layers", "200,100,50", "--batch-size", "64")]
    [InlineData("--activation", "softmax", "--batch-size", "7")]
    [InlineData("--activation", "none", "--layers", "300", "--batch-size", "409")]
    [InlineData("--layers", "1030,520", "--dropout", "0.3", "--epochs", "2")]
    [InlineData("--layers", "16", "--batch-size", "1", "--epochs", "2")]
    [InlineData("--task", "regression", "--epochs", "5")]
    [InlineData("--restore-best-weights", "--stratify", "--scale", "train", "--validation-split", "0.2")]
    public async Task Every_setting_gives_the_weights_of_the_CPU(params string[] options) =>
        await HasTheWeightsOfTheCpu(options.Contains("--epochs") ? ["--patience", "0", .. options] : ["--patience", "0", "--epochs", "8", .. options]);

    [GpuFact]
    public async Task A_training_goes_on_on_another_device()
    {
        using var folder = new TemporaryTable("");
        string[] options = ["--patience", "0", "--checkpoint", folder.File, "--checkpoint-every", "4"];
        var expected = await Run.Json("breast_cancer", "target", "--patience", "0", "--epochs", "8");
        foreach (string device in Gpus.Names)
        {
            // one of the two is the CPU
            foreach (var (first, second) in ((string, string)[])[(device, "cpu"), ("cpu", device)])
            {
                await Run.Json("breast_cancer", "target", [.. options, "--epochs", "3", "--device", first]);
                var actual = await Run.Json("breast_cancer", "target", [.. options, "--epochs", "8", "--device", second, "--resume", folder.File]);
                Assert.Equal((second, Weights(expected), expected["history"]!.ToJsonString()), ((string)actual["device"]!, Weights(actual), actual["history"]!.ToJsonString()));
            }
        }
    }

    [GpuTheory]
    [InlineData("fast", 1e-3)]
    [InlineData("bf16", 1e-2)]
    public async Task Fast_products_train_to_nearly_the_same_loss_and_the_same_way_each_time(string mode, double tolerance)
    {
        string[] options = ["--patience", "0", "--epochs", "6", "--layers", "256,128", "--batch-size", "256"];
        var exact = await Run.Json("breast_cancer", "target", options);
        foreach (string device in Gpus.Names.Where(static name => name.StartsWith("cuda", StringComparison.Ordinal)))
        {
            var fast = await Run.Json("breast_cancer", "target", [.. options, "--device", $"{(device == "cuda" ? "cuda:0" : device)}:{mode}"]);
            var again = await Run.Json("breast_cancer", "target", [.. options, "--device", $"{(device == "cuda" ? "cuda:0" : device)}:{mode}"]);
            Assert.Equal(Weights(fast), Weights(again));
            Assert.InRange(Math.Abs((double)fast["loss"]! - (double)exact["loss"]!), 0, tolerance);
        }
    }

    private static async Task HasTheWeightsOfTheCpu(string[] options)
    {
        var expected = await Run.Json("breast_cancer", "target", options);
        foreach (string device in Gpus.Names)
        {
            var actual = await Run.Json("breast_cancer", "target", [.. options, "--device", device]);
            Assert.Equal((device, Weights(expected), (double)expected["loss"]!), ((string)actual["device"]!, Weights(actual), (double)actual["loss"]!));
        }
    }

    private static string Weights(JsonObject run) => (string)run["weightsSha256"]!;
}
