using System.Globalization;
using System.Text.Json.Nodes;

namespace NumericsCore.Cli.Tests;

/// <summary>What the command learns from the shipped tables.</summary>
public class TrainingTests
{
    [Fact]
    public async Task The_documents_settings_reach_its_scores_over_ten_seeds()
    {
        var runs = new List<JsonObject>();
        for (int seed = 0; seed < 10; seed++)
            runs.Add(await Run.Json("breast_cancer", "target", "--seed", seed.ToString(CultureInfo.InvariantCulture)));

        Assert.InRange(runs.Average(run => (double)run["accuracy"]!), 0.965, 1);
        Assert.InRange(runs.Average(run => (double)run["loss"]!), 0, 0.095);
        Assert.Equal(10, runs.Select(run => (string)run["weightsSha256"]!).Distinct().Count());
    }

    [Fact]
    public async Task The_scores_of_a_run_fit_its_confusion_matrix()
    {
        var run = await Run.Json("breast_cancer", "target");
        int[][] counts = Counts(run);
        double truePositives = counts[1][1], falsePositives = counts[0][1], falseNegatives = counts[1][0];
        double precision = truePositives / (truePositives + falsePositives), recall = truePositives / (truePositives + falseNegatives);

        Assert.Equal(114, counts.Sum(row => row.Sum()));
        Assert.Equal((counts[0][0] + truePositives) / 114, (double)run["accuracy"]!, 12);
        Assert.Equal(precision, (double)run["precision"]!, 12);
        Assert.Equal(recall, (double)run["recall"]!, 12);
        Assert.Equal(2 * precision * recall / (precision + recall), (double)run["f1"]!, 12);
        Assert.Equal("positive class", (string)run["averaging"]!);
    }

    [Fact]
    public async Task The_positive_class_can_be_chosen()
    {
        var benign = await Run.Json("breast_cancer", "target");
        var malignant = await Run.Json("breast_cancer", "target", "--positive", "0");
        Assert.Equal("1", (string)benign["data"]!["positiveClass"]!);
        Assert.Equal("0", (string)malignant["data"]!["positiveClass"]!);
        Assert.Equal(["1", "0"], malignant["data"]!["classes"]!.AsArray().Select(name => (string)name!));
        // row sums: the same test rows, with the classes the other way round
        Assert.Equal(Counts(benign).Select(row => row.Sum()).Reverse(), Counts(malignant).Select(row => row.Sum()));
    }

    [Theory]
    [InlineData("iris", "species", 3, 0.9)]
    [InlineData("wine", "cultivar", 3, 0.9)]
    public async Task Several_classes_are_told_apart(string table, string target, int classes, double accuracy)
    {
        var run = await Run.Json(table, target);
        Assert.Equal("classification", (string)run["task"]!);
        Assert.Equal("macro", (string)run["averaging"]!);
        Assert.Null(run["data"]!["positiveClass"]);
        Assert.Equal(classes, Counts(run).Length);
        foreach (string score in (string[])["accuracy", "precision", "recall", "f1", "rocAuc"]) Assert.InRange((double)run[score]!, accuracy, 1);
    }

    [Fact]
    public async Task A_number_is_predicted_in_its_own_unit()
    {
        var run = await Run.Json("diabetes", "progression");
        Assert.Equal("regression", (string)run["task"]!);
        Assert.InRange((double)run["r2"]!, 0.3, 1);
        Assert.InRange((double)run["mae"]!, 30, 55);
        double rmse = (double)run["rmse"]!, scale = (double)run["data"]!["targetScale"]!;
        Assert.InRange(rmse, (double)run["mae"]!, 70);
        // the loss is that of the standardised target
        Assert.Equal((double)run["loss"]!, rmse * rmse / (scale * scale), 4);
        Assert.Null(run["confusion"]);
    }

    [Fact]
    public async Task A_target_of_integers_can_be_either_kind()
    {
        var run = await Run.Json("breast_cancer", "target", "--task", "regression", "--epochs", "5");
        Assert.Equal("regression", (string)run["task"]!);
    }

    [Theory]
    [InlineData("--optimizer", "sgd", "--momentum", "0.9", "--nesterov", "--learning-rate", "0.01")]
    [InlineData("--optimizer", "adam", "--amsgrad", "--weight-decay", "0.01", "--decoupled")]
    [InlineData("--optimizer", "adagrad", "--initial-accumulator-value", "0.1", "--learning-rate-decay", "0.001")]
    [InlineData("--optimizer", "adadelta", "--rho", "0.95")]
    [InlineData("--optimizer", "rmsprop", "--rho", "0.95")]
    [InlineData("--optimizer", "rmsprop", "--momentum", "0.5")]
    [InlineData("--optimizer", "rmsprop", "--centered")]
    [InlineData("--optimizer", "adamw", "--weight-decay", "0.1")]
    [InlineData("--optimizer", "nadam", "--momentum-decay", "0.01")]
    [InlineData("--optimizer", "radam", "--beta2", "0.99")]
    [InlineData("--optimizer", "lion", "--learning-rate", "0.001")]
    [InlineData("--optimizer", "adamax")]
    [InlineData("--convention", "keras")]
    [InlineData("--clip-norm", "1", "--clip-value", "0.5")]
    [InlineData("--layers", "none")]
    [InlineData("--learning-rate-schedule", "cosine", "--warmup-steps", "40")]
    [InlineData("--learning-rate-schedule", "one-cycle", "--learning-rate", "0.01")]
    [InlineData("--layers", "16", "--activation", "tanh", "--dropout", "0")]
    [InlineData("--scale", "train", "--stratify", "--restore-best-weights")]
    [InlineData("--validation-split", "0", "--epochs", "20")]
    public async Task Every_group_of_options_trains(params string[] options)
    {
        var run = await Run.Json("breast_cancer", "target", options);
        Assert.InRange((double)run["accuracy"]!, 0.9, 1);
    }

    /// <summary>iris: 108 training rows, 4 steps an epoch.</summary>
    [Theory]
    [InlineData("linear", 0, new[] { 0.17, 0.13, 0.09, 0.05, 0.01 })]
    [InlineData("linear", 10, new[] { 0.06, 0.14, 0.18, 0.1, 0.02 })]
    [InlineData("constant", 8, new[] { 0.075, 0.175, 0.2, 0.2, 0.2 })]
    public async Task The_learning_rate_follows_its_schedule(string schedule, int warmup, double[] expected)
    {
        string[] options = ["--learning-rate", "0.2", "--optimizer", "sgd", "--epochs", "5", "--patience", "0"];
        var run = await Run.Json("iris", "species", [.. options, "--learning-rate-schedule", schedule, "--warmup-steps", warmup.ToString(CultureInfo.InvariantCulture)]);
        double[] rates = [.. run["history"]!["learningRate"]!.AsArray().Select(rate => (double)rate!)];
        Assert.Equal(expected.Length, rates.Length);
        for (int i = 0; i < rates.Length; i++) Assert.Equal(expected[i], rates[i], 1e-12);
        Assert.NotEqual((string)(await Run.Json("iris", "species", options))["weightsSha256"]!, (string)run["weightsSha256"]!);
    }

    [Theory]
    [InlineData("--warmup-steps is 20, but the training has 20 steps; expected fewer, or more --epochs", "--warmup-steps", "20")]
    [InlineData("--warmup-steps is for the other schedules; one-cycle begins with a rise of its own", "--warmup-steps", "2", "--learning-rate-schedule", "one-cycle")]
    [InlineData("--learning-rate-schedule one-cycle takes at least 4 steps, but the training has 3; expected another, or more --epochs", "--learning-rate-schedule", "one-cycle", "--epochs", "3", "--batch-size", "108")]
    public async Task A_schedule_that_does_not_fit_is_named(string problem, params string[] options)
    {
        string[] epochs = options.Contains("--epochs") ? [] : ["--epochs", "5"];
        var run = await Run.Tool(["train", Repository.Table("iris"), "--target", "species", .. epochs, .. options]);
        Assert.Equal(new Run(1, "", $"error: {problem}\n"), run);
    }

    [Fact]
    public async Task Early_stopping_waits_for_its_patience()
    {
        var stopped = await Run.Json("breast_cancer", "target", "--patience", "3");
        double[] losses = [.. stopped["history"]!["valLoss"]!.AsArray().Select(loss => (double)loss!)];
        Assert.InRange(losses.Length, 4, 99);
        Assert.Equal(losses.Length - 1 - 3, Array.IndexOf(losses, losses.Min()));

        var unstopped = await Run.Json("breast_cancer", "target", "--patience", "0");
        Assert.Equal(100, (int)unstopped["epochs"]!);
    }

    [Fact]
    public async Task The_weights_of_the_best_epoch_are_those_of_a_training_that_ends_there()
    {
        var restored = await Run.Json("breast_cancer", "target", "--patience", "3", "--restore-best-weights");
        double[] losses = [.. restored["history"]!["valLoss"]!.AsArray().Select(loss => (double)loss!)];
        int best = 1 + Array.IndexOf(losses, losses.Min());
        var shortened = await Run.Json("breast_cancer", "target", "--epochs", best.ToString(CultureInfo.InvariantCulture));
        Assert.Equal((string)shortened["weightsSha256"]!, (string)restored["weightsSha256"]!);
    }

    [Fact]
    public async Task A_stratified_test_has_each_class_in_its_share()
    {
        var run = await Run.Json("iris", "species", "--stratify", "--epochs", "1");
        Assert.Equal([10, 10, 10], Counts(run).Select(row => row.Sum()));
    }

    [Fact]
    public async Task The_test_rows_are_outside_the_scale_when_asked()
    {
        // 10 % of the rows are far away; with the seed 0 some of them fall into the test
        using var table = new TemporaryTable("x,y\n" + string.Concat(Enumerable.Range(0, 100).Select(i => FormattableString.Invariant($"{(i % 10 == 0 ? 1000 * i : i)},{i % 2}\n"))));
        string[] args = ["train", table.File, "--target", "y", "--json", "--epochs", "1"];
        var all = JsonNode.Parse((await Run.Tool(args)).Output)!;
        var train = JsonNode.Parse((await Run.Tool([.. args, "--scale", "train"])).Output)!;
        Assert.NotEqual((string)all["weightsSha256"]!, (string)train["weightsSha256"]!);
        Assert.Equal("train", (string)train["settings"]!["scale"]!);
    }

    [Fact]
    public async Task Ignored_columns_and_incomplete_rows_are_left_out()
    {
        using var table = new TemporaryTable("name,x,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => FormattableString.Invariant($"n{i},{(i % 20 == 3 ? "NA" : i)},{(i < 30 ? 0 : 1)}\n"))));
        var run = await Run.Tool("train", table.File, "--target", "y", "--ignore", "name", "--json");
        var data = JsonNode.Parse(run.Output)!["data"]!;
        Assert.Equal((60, 3), ((int)data["rowsRead"]!, (int)data["rowsDropped"]!));
        Assert.Equal(["x"], data["features"]!.AsArray().Select(name => (string)name!));
        Assert.Equal(57, (int)data["rowsTraining"]! + (int)data["rowsValidation"]! + (int)data["rowsTest"]!);
    }

    private static int[][] Counts(JsonObject run) =>
        [.. run["confusion"]!.AsArray().Select(row => (int[])[.. row!.AsArray().Select(count => (int)count!)])];
}
