using System.Globalization;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Xunit;
using NumericsCore.Cli.Commands;
using NumericsCore.Cli.Help;

namespace NumericsCore.Cli.Tests;

/// <summary>Settings of a training from a file.</summary>
public sealed class ConfigTests : IDisposable
{
    // what changes the weights or the test, and what contradicts nothing
    private static readonly string[][] s_options =
    [
        ["--seed", "18446744073709551615"], ["--layers", "none"], ["--layers", "3,2"], ["--activation", "tanh"], ["--dropout", "0.1"], ["--batch-size", "7"], ["--patience", "0"], ["--stratify"], ["--restore-best-weights"],
        ["--test-size", "0.3333333333333333"], ["--validation-split", "0.25"], ["--scale", "train"], ["--class-weights", "balanced"], ["--calibrate"], ["--bootstrap", "5"], ["--baselines"], ["--virtual-shards", "2"], ["--ignore", "x"],
        ["--missing", ""], ["--missing", "x=0", "--missing", "w=", "--missing", "NA"], ["--missing", "-", "--missing", "NA"], ["--transform", "robust", "--transform", "w=none"], ["--impute", "median", "--impute", "w=constant:-1"], ["--encode", "z=ordinal:a,b,c"], ["--min-frequency", "2"], ["--interact", "x*w", "--interact", "w*z"],
        ["--task", "classification"], ["--positive", "q"], ["--threshold", "f1"], ["--threshold", "0.25"], ["--threads", "1"], ["--device", "cpu"], ["--no-header"], ["--decimal", ","], ["--folds", "2"], ["--seeds", "2"], ["--folds", "2", "--repeat", "2"],
        ["--clip-norm", "0.5"], ["--weight-decay", "0.015625"], ["--learning-rate", "0.1"], ["--learning-rate-schedule", "cosine"], ["--warmup-steps", "1"],
    ];

    private static readonly string[][] s_optimizers =
    [
        ["--optimizer", "sgd", "--momentum", "0.9", "--nesterov"], ["--optimizer", "sgd", "--momentum", "0.5", "--dampening", "0.25"], ["--optimizer", "adam", "--amsgrad", "--no-bias-correction"], ["--optimizer", "adagrad", "--initial-accumulator-value", "0.1"],
        ["--optimizer", "adadelta", "--rho", "0.5"], ["--optimizer", "rmsprop", "--centered"], ["--optimizer", "adamw"], ["--optimizer", "nadam", "--momentum-decay", "0.01"], ["--optimizer", "radam"], ["--optimizer", "lion", "--decoupled", "false"], ["--optimizer", "adamax"], [],
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_a_shell_redirected_in_UTF_16_is_read_too()
    {
        string[] command = ["train", Repository.Table("iris"), "--target", "species", "--epochs", "1", "--layers", "2", "--json"];
        string file = Path.Combine(_folder, "wide.json"), copy = Path.Combine(_folder, "copy.json");
        await System.IO.File.WriteAllTextAsync(file, (await Run.Tool(command)).Output, System.Text.Encoding.Unicode);
        System.IO.File.Copy(file, copy);
        var again = await Run.Tool("train", "--config", file);
        Assert.Equal((0, ""), (again.ExitCode, again.Error));
        Assert.Equal(0, (await Run.Tool("report", "compare", file, copy)).ExitCode);
        await System.IO.File.WriteAllBytesAsync(copy, [.. "{\"target\": \""u8, 0xFF, .. "\"}"u8]);
        Assert.Equal((1, $"error: {copy} is no JSON: it is not in UTF-8\n"), ((await Run.Tool("train", "--config", copy)).ExitCode, (await Run.Tool("train", "--config", copy)).Error));
    }

    [Fact]
    public async Task What_was_printed_repeats_the_run_without_another_word()
    {
        string table = Repository.Table("breast_cancer");
        var first = await Run.Tool("train", table, "--target", "target", "--epochs", "3", "--layers", "8", "--optimizer", "adadelta", "--convention", "keras", "--seed", "7", "--json");
        var second = await Run.Tool("train", "--config", File(first.Output), "--json");
        Assert.Equal((0, ""), (second.ExitCode, second.Error));
        Assert.Equal(WithoutSeconds(first), WithoutSeconds(second));
        // an option wins
        var other = await Run.Tool("train", "--seed", "8", "--config", File(first.Output), "--json");
        Assert.Equal(8, (int)JsonNode.Parse(other.Output)!["settings"]!["seed"]!);
        Assert.NotEqual((string)JsonNode.Parse(first.Output)!["weightsSha256"]!, (string)JsonNode.Parse(other.Output)!["weightsSha256"]!);
    }

    [Property(MaxTest = 25)]
    public void Any_run_repeats_itself(int choice)
    {
        var random = new System.Random(choice);
        string[] asked = [.. s_optimizers[random.Next(s_optimizers.Length)], .. Enumerable.Range(0, random.Next(5)).Select(_ => s_options[random.Next(s_options.Length)]).DistinctBy(static option => option[0]).SelectMany(static option => option)];
        string table = File("x,z,w,y\n" + string.Concat(Enumerable.Range(0, 24).Select(static i => FormattableString.Invariant($"{i * 7 % 13},{"abc"[i % 3]},{i % 5},{"pq"[i / 2 % 2]}\n"))));
        string[] command = ["train", table, "--target", asked.Contains("--no-header") ? "column 4" : "y", "--epochs", "1", "--json", .. asked];
        var first = Task.Run(() => Run.Tool(command)).GetAwaiter().GetResult();
        // what contradicts itself was refused, which other tests look at
        if (first.ExitCode != 0) return;
        var second = Task.Run(() => Run.Tool("train", "--config", File(first.Output), "--json")).GetAwaiter().GetResult();
        Assert.Equal((0, first.Error), (second.ExitCode, second.Error));
        Assert.Equal(WithoutSeconds(first), WithoutSeconds(second));
    }

    [Fact]
    public async Task Settings_can_be_written_by_hand_and_an_optimizer_of_the_command_line_has_none_of_the_file()
    {
        string config = File($$"""
            {
              // as in the article
              "file": {{JsonValue.Create(Repository.Table("iris")).ToJsonString()}}, "target": "species", "epochs": 2, "layers": [4], "restoreBestWeights": true,
              "optimizer": { "name": "sgd", "learningRate": 0.5, "momentum": 0.9, "nesterov": true },
            }
            """);
        var run = await Run.Tool("train", "--config", config, "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var settings = JsonNode.Parse(run.Output)!["settings"]!;
        Assert.Equal(("sgd", 0.5, 0.9, true, 2, true), ((string)settings["optimizer"]!["name"]!, (double)settings["optimizer"]!["learningRate"]!, (double)settings["optimizer"]!["momentum"]!, (bool)settings["optimizer"]!["nesterov"]!, (int)settings["epochs"]!, (bool)settings["restoreBestWeights"]!));
        run = await Run.Tool("train", "--config", config, "--optimizer", "adam", "--restore-best-weights", "false", "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        settings = JsonNode.Parse(run.Output)!["settings"]!;
        Assert.Equal(("adam", 0.001, 2, false), ((string)settings["optimizer"]!["name"]!, (double)settings["optimizer"]!["learningRate"]!, (int)settings["epochs"]!, (bool)settings["restoreBestWeights"]!));
    }

    [Fact]
    public async Task Folds_of_the_command_line_set_the_one_test_of_the_file_aside()
    {
        var single = await Run.Tool("train", Repository.Table("iris"), "--target", "species", "--epochs", "1", "--layers", "2", "--threads", "1", "--json");
        var folds = await Run.Tool("train", "--config", File(single.Output), "--folds", "2", "--json");
        Assert.Equal((0, ""), (folds.ExitCode, folds.Error));
        Assert.Null(JsonNode.Parse(folds.Output)!["settings"]!["testSize"]);
        Assert.Equal(0, (await Run.Tool("train", "--config", File(folds.Output), "--device", "cpu", "--quiet")).ExitCode);
    }

    [Theory]
    [InlineData("""{"epoch": 3}""", "there is no setting 'epoch'; did you mean 'epochs'?")]
    [InlineData("""{"settings": {"noHeader": true}}""", "there is no setting 'noHeader'")]
    [InlineData("""{"optimizer": {"beta3": 0.5}}""", "there is no setting 'optimizer.beta3'; did you mean 'optimizer.beta1'?")]
    [InlineData("""{"optimizer.name": "sgd"}""", "there is no setting 'optimizer.name'; expected those of the optimizer in an object 'optimizer'")]
    [InlineData("""{"momentum": 0.5}""", "there is no setting 'momentum'")]
    [InlineData("""{"epochs": 3, "epochs": 4}""", "'epochs' is given twice; expected it once")]
    [InlineData("""{"optimizer": {"name": "sgd", "name": "adam"}}""", "'name' is given twice; expected it once")]
    [InlineData("""{"settings": {}, "settings": {}}""", "'settings' is given twice; expected it once")]
    [InlineData("""{"epochs": "3"}""", "'epochs' is \"3\"; expected a number")]
    [InlineData("""{"stratify": 1}""", "'stratify' is 1; expected true or false")]
    [InlineData("""{"layers": "8,4"}""", "'layers' is \"8,4\"; expected an array of whole numbers")]
    [InlineData("""{"ignore": ["a", 1]}""", "'ignore' is [\"a\", 1]; expected an array of texts")]
    [InlineData("""{"target": ["y"]}""", "'target' is [\"y\"]; expected a text, in quotes")]
    [InlineData("""{"threshold": 0.5}""", "'threshold' is 0.5; expected a text, in quotes")]
    [InlineData("""{"optimizer": "sgd"}""", "optimizer is \"sgd\"; expected an object of settings")]
    [InlineData("""{"optimizer": {"decoupled": "true"}}""", "'optimizer.decoupled' is \"true\"; expected true or false")]
    [InlineData("""{"target": "\ud800"}""", "'target' is \"\\ud800\"; expected a text of whole characters")]
    [InlineData("""{"file": "--json"}""", "'file' is \"--json\"; expected the path of a table")]
    [InlineData("[]", "it is []; expected an object of settings")]
    public async Task What_is_no_setting_names_the_file_and_the_key(string json, string message)
    {
        string config = File(json);
        var run = await Run.Tool("train", "--config", config);
        Assert.StartsWith($"error: {config}: {message}", run.Error, StringComparison.Ordinal);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Equal(run.Error.Length - 1, run.Error.IndexOf('\n', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"epochs": 1.5}""", 2, "'1.5' is not a whole number that --epochs can be (epochs in CONFIG)\n")]
    [InlineData("""{"activation": "swish"}""", 2, " (activation in CONFIG)\n")]
    [InlineData("""{"optimizer": {"momentum": 0.5}}""", 2, "--momentum is a setting of sgd, rmsprop; the optimizer is adam (optimizer.momentum in CONFIG)\n")]
    [InlineData("""{"dropout": 1}""", 1, "error: --dropout is 1; expected a number of at least 0 and below 1 (dropout in CONFIG)\n")]
    [InlineData("""{"batchSize": 1000}""", 1, "expected at most 108 (batchSize in CONFIG)\n")]
    public async Task A_value_that_an_option_cannot_have_is_refused_as_on_the_command_line_with_the_key(string json, int code, string message)
    {
        string config = File(json);
        var run = await Run.Tool("train", Repository.Table("iris"), "--target", "species", "--config", config);
        Assert.Contains(message.Replace("CONFIG", config, StringComparison.Ordinal), run.Error, StringComparison.Ordinal);
        Assert.Equal((code, ""), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_an_error_that_names_it()
    {
        Assert.Equal(new Run(1, "", "error: --config: there is no file 'nosuch.json'\n"), await Run.Tool("train", "--config", "nosuch.json"));
        Assert.Equal(new Run(1, "", $"error: --config is '{_folder}', a folder; expected a JSON file\n"), await Run.Tool("train", "--config", _folder));
        string broken = File("{\"epochs\": ");
        var run = await Run.Tool("train", "--config", broken);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"error: {broken} is no JSON: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await Run.Tool("train", "--config", "nosuch.json", "--help")).ExitCode);
        Assert.Equal(2, (await Run.Tool("train", "--config")).ExitCode);
        Assert.StartsWith("Option '--target' is required.\n", (await Run.Tool("train", "a.csv", "--config", File("{}"))).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_has_changed_since_is_warned_of_and_another_one_is_not()
    {
        string table = File("x,y\n" + string.Concat(Enumerable.Range(0, 20).Select(static i => FormattableString.Invariant($"{i},{i % 2}\n"))));
        var run = await Run.Tool("train", table, "--target", "y", "--epochs", "1", "--layers", "2", "--json");
        string config = File(run.Output), copy = File(System.IO.File.ReadAllText(table) + "20,0\n");
        Assert.Equal("", (await Run.Tool("train", copy, "--config", config)).Error);
        System.IO.File.AppendAllText(table, "20,0\n");
        Assert.StartsWith($"warning: {table}: it is not the table that {config} tells of: its SHA-256 is ", (await Run.Tool("train", "--config", config)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_setting_is_on_the_page_and_all_that_decide_the_outcome_are_in_the_report()
    {
        string page = await System.IO.File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "command-line.md"));
        page = page[page.IndexOf("## Settings from a file", StringComparison.Ordinal)..];
        page = page[..page.IndexOf("\n## ", 3, StringComparison.Ordinal)];
        var train = (ToolCommand)Cli.Tool.CreateRoot().Subcommands.Single(static command => command.Name == "train");
        string[] keys = [.. ConfigOption.Keys(train).Select(static pair => pair.Key)];
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.All(keys.Append("file"), key => Assert.Contains($"`{key.Split('.')[^1]}`", page, StringComparison.Ordinal));
        // where things go and what is said of them decides nothing, nor do processes
        string[] rest = ["save", "checkpoint", "checkpointEvery", "resume", "json", "quiet", "report", "dataParallel", "shardOptimizer"];
        var reported = new HashSet<string>();
        foreach (string[] optimizer in s_optimizers)
        {
            var run = await Run.Tool(["train", Repository.Table("iris"), "--target", "species", "--epochs", "1", "--layers", "2", "--json", .. optimizer]);
            foreach (var (name, value) in JsonNode.Parse(run.Output)!["settings"]!.AsObject()) reported.UnionWith(value is JsonObject inner ? inner.Select(pair => $"{name}.{pair.Key}") : [name]);
        }

        Assert.Equal([], keys.Except(rest).Except(reported));
        Assert.Equal([], reported.Except(keys).Except(["file"]));
    }

    private string File(string text)
    {
        string file = Path.Combine(_folder, Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture));
        System.IO.File.WriteAllText(file, text);
        return file;
    }

    private static string WithoutSeconds(Run run)
    {
        var json = JsonNode.Parse(run.Output)!.AsObject();
        json.Remove("seconds");
        return json.ToJsonString();
    }
}
