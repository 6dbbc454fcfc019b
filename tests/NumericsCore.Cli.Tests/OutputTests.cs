using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace NumericsCore.Cli.Tests;

/// <summary>What the command prints.</summary>
public class OutputTests
{
    [Fact]
    public async Task A_pipe_gets_the_model_a_line_for_each_epoch_and_the_test()
    {
        var run = await Run.Tool("train", Repository.Table("breast_cancer"), "--target", "target", "--epochs", "12", "--threads", "1");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[] lines = run.Output.Split('\n');
        Assert.Equal($"{Repository.Table("breast_cancer")}: 569 rows, none dropped for missing values; 30 features", lines[0]);
        Assert.Equal("target target: binary classification into 0 (212 rows), 1 (positive, 357 rows)", lines[1]);
        Assert.Equal("rows: 409 to train on, 46 to validate, 114 to test", lines[2]);
        Assert.Contains("│ dense_1 (Dense)     │ [*, 128]     │      3,968 │", lines);
        Assert.Contains("│ Total               │              │     12,289 │", lines);

        string[] epochs = [.. lines.Where(line => line.StartsWith("epoch ", StringComparison.Ordinal))];
        Assert.Equal(12, epochs.Length);
        Assert.All(epochs, line => Assert.Matches(@"^epoch [ 1]\d/12  loss \d\.\d{4}  accuracy [01]\.\d{4}  val_loss \d\.\d{4}  val_accuracy [01]\.\d{4}$", line));
        Assert.Contains("12 epochs", lines);

        Assert.Contains("│ Test on 114 rows │        │", lines);
        foreach (string score in (string[])["loss", "accuracy", "precision", "recall", "F1", "ROC-AUC"])
            Assert.Single(lines, line => line.StartsWith($"│ {score} ", StringComparison.Ordinal));
        Assert.Contains("│ Actual \\ predicted │  0 │ 1 (positive) │", lines);
        Assert.Matches(@"^trained in \d+\.\d\d s on cpu; weights' SHA-256 [0-9a-f]{12}$", lines[^2]);
        Assert.DoesNotContain('\e', run.Output);
    }

    [Fact]
    public async Task Early_stopping_gives_its_reason()
    {
        var run = await Run.Tool("train", Repository.Table("breast_cancer"), "--target", "target", "--patience", "1");
        Assert.Matches(@"(?m)^\d+ epochs: val_loss has not improved for 1 epoch$", run.Output);
    }

    [Fact]
    public async Task Quiet_leaves_the_test_report_only()
    {
        var run = await Run.Tool("train", Repository.Table("diabetes"), "--target", "progression", "--quiet");
        string[] lines = run.Output.Split('\n');
        Assert.Contains("Test on 89 rows", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain(lines, line => line.Contains("epoch", StringComparison.Ordinal) || line.Contains("Layer", StringComparison.Ordinal));
        foreach (string score in (string[])["loss (of the standardised target)", "RMSE", "MAE", "R²"])
            Assert.Single(lines, line => line.StartsWith($"│ {score} ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_matrix_of_many_classes_is_left_to_the_JSON()
    {
        var run = await Run.Tool("train", Repository.Table("diabetes"), "--target", "progression", "--task", "classification", "--epochs", "1", "--quiet");
        Assert.Contains("the confusion matrix of 214 classes is in --json\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_matrix_of_thousands_of_classes_is_written_by_the_cells_that_are_not_0()
    {
        using var table = new TemporaryTable("x,y\n" + string.Concat(Enumerable.Range(0, 8000).Select(i => FormattableString.Invariant($"{i},id{i % 4000}\n"))));
        var run = await Run.Tool("train", table.File, "--target", "y", "--epochs", "1", "--layers", "2", "--batch-size", "1000", "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.InRange(run.Output.Length, 1, 1_000_000);
        var json = System.Text.Json.Nodes.JsonNode.Parse(run.Output)!;
        Assert.Null(json["confusion"]);
        Assert.Equal(1600, json["confusionCells"]!.AsArray().Sum(static cell => (int)cell![2]!));
    }

    [Theory]
    [InlineData("\u2212", ",")]
    [InlineData("-", "\u066B")]
    [InlineData("\u200E-", "'")]
    public async Task The_culture_changes_nothing(string negative, string point)
    {
        // made by hand, for the tool is built without the tables of cultures
        var culture = (System.Globalization.CultureInfo)System.Globalization.CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NegativeSign, culture.NumberFormat.NumberDecimalSeparator) = (negative, point);
        string[][] commands =
        [
            ["formulas", "adam", "--gradient", "-0.1,0.25"], ["formulas", "metrics", "--confusion", "286,14,9,101", "--rows", "actual", "--positive", "first"],
            ["train", Repository.Table("iris"), "--target", "species", "--epochs", "-1"], ["train", Repository.Table("iris"), "--target", "species", "--dropout", "-0.5"], ["train", "--help"], ["--nosuch"],
        ];
        foreach (string[] command in commands)
        {
            var expected = await Run.Tool(command);
            var (own, ownInterface) = (System.Globalization.CultureInfo.CurrentCulture, System.Globalization.CultureInfo.CurrentUICulture);
            try
            {
                System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.CurrentUICulture = culture;
                Assert.Equal(expected, await Run.Tool(command));
            }
            finally
            {
                (System.Globalization.CultureInfo.CurrentCulture, System.Globalization.CultureInfo.CurrentUICulture) = (own, ownInterface);
            }
        }
    }

    [Fact]
    public async Task JSON_is_one_object_that_can_be_repeated()
    {
        string file = Repository.Table("breast_cancer");
        var run = await Run.Tool("train", file, "--target", "target", "--json", "--epochs", "2", "--layers", "8", "--optimizer", "sgd", "--learning-rate", "0.5");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(run.Output.Length - 1, run.Output.IndexOf('\n', StringComparison.Ordinal));
        var json = JsonNode.Parse(run.Output)!.AsObject();
        Assert.Equal(
            ["device", "seed", "epochs", "loss", "accuracy", "precision", "recall", "f1", "rocAuc", "averaging", "confusion", "confusionRows", "seconds", "weightsSha256", "version", "task", "data", "settings", "history"],
            json.Select(pair => pair.Key));
        Assert.Equal("cpu", (string)json["device"]!);
        Assert.Equal(0, (int)json["seed"]!);
        Assert.Equal(2, (int)json["epochs"]!);
        Assert.Equal("actual", (string)json["confusionRows"]!);
        Assert.StartsWith("0.", (string)json["version"]!, StringComparison.Ordinal);
        Assert.Equal(file, (string)json["data"]!["file"]!);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))), (string)json["data"]!["sha256"]!);
        Assert.Equal(
            """{"file":FILE,"target":"target","ignore":[],"delimiter":",","header":true,"decimal":".","thousands":null,"comment":null,"encoding":null,"missing":null,"impute":[],"encode":[],"dates":[],"transform":[],"interact":[],"minFrequency":1,"maxCategories":100,"unknown":"zeros","task":"auto","positive":null,"scale":"all","testSize":0.2,"validationSplit":0.1,"stratify":false,"folds":null,"repeat":1,"group":null,"ordered":false,"seeds":null,"classWeights":"none","threshold":null,"calibrate":false,"bootstrap":0,"baselines":false,"seed":0,"layers":[8],"activation":"relu","dropout":0.5,"optimizer":{"name":"sgd","convention":"pytorch","learningRate":0.5,"weightDecay":0,"decoupled":false,"clipNorm":null,"clipValue":null,"momentum":0,"dampening":0,"nesterov":false,"learningRateSchedule":"constant","warmupSteps":0},"batchSize":32,"epochs":2,"patience":10,"restoreBestWeights":false,"virtualShards":1,"threads":null,"device":null}""".Replace("FILE", JsonValue.Create(file).ToJsonString(), StringComparison.Ordinal),
            json["settings"]!.ToJsonString());
        Assert.All((string[])["loss", "accuracy", "valLoss", "valAccuracy", "learningRate"], name => Assert.Equal(2, json["history"]![name]!.AsArray().Count));
    }

    [Fact]
    public async Task An_area_that_is_not_defined_is_null_in_JSON()
    {
        // one row of class b: it is in the training rows or in the test rows, never in both
        using var table = new TemporaryTable("x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => FormattableString.Invariant($"{i},{(i == 7 ? "b" : "a")}\n"))));
        int undefined = 0;
        for (int seed = 0; seed < 4; seed++)
        {
            var run = await Run.Tool("train", table.File, "--target", "y", "--json", "--epochs", "1", "--batch-size", "4", "--seed", seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(0, run.ExitCode);
            var json = JsonNode.Parse(run.Output)!.AsObject();
            Assert.True(json.ContainsKey("rocAuc"));
            if (json["rocAuc"] is null) undefined++;
        }
        Assert.InRange(undefined, 1, 4);
    }
}
