using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NumericsCore.Cli.Tests;

/// <summary>A training that breaks off and goes on from its checkpoint is the training that did not.</summary>
public sealed partial class ResumeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("numericscore").FullName;

    private string Checkpoint => File("checkpoint.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("breast_cancer", "target", 5, "--epochs", "6")]
    [InlineData("breast_cancer", "target", null, "--epochs", "6")]
    [InlineData("iris", "species", 1, "--epochs", "7", "--dropout", "0", "--optimizer", "sgd", "--momentum", "0.9", "--validation-split", "0")]
    [InlineData("iris", "species", 4, "--epochs", "40", "--learning-rate", "0.01", "--patience", "3", "--restore-best-weights")]
    [InlineData("diabetes", "progression", 7, "--epochs", "6", "--optimizer", "rmsprop", "--centered", "--layers", "9", "--batch-size", "13")]
    [InlineData("iris", "species", 3, "--epochs", "7", "--learning-rate-schedule", "one-cycle", "--learning-rate", "0.05")]
    [InlineData("diabetes", "progression", null, "--epochs", "5", "--scale", "train", "--clip-norm", "1", "--optimizer", "adagrad", "--convention", "keras")]
    public async Task Resumed_with_other_threads_it_prints_and_saves_what_one_without_interruption_does(string table, string target, int? steps, params string[] options)
    {
        string[] command = ["train", Repository.Table(table), "--target", target, .. options];
        string[] checkpoints = ["--checkpoint", Checkpoint, .. steps is null ? (ReadOnlySpan<string>)[] : ["--checkpoint-every", steps.Value.ToString(CultureInfo.InvariantCulture)]];
        var expected = await Run.Tool([.. command, "--save", File("expected.safetensors"), "--threads", "3"]);
        Assert.Equal((0, ""), (expected.ExitCode, expected.Error));
        string json = (await Run.Tool([.. command, "--json"])).Output;
        foreach (int epoch in (int[])[1, 2, 4])
        {
            await BreakOff(epoch, [.. command, .. checkpoints]);
            var resumed = await Run.Tool([.. command, .. checkpoints, "--resume", Checkpoint, "--save", File("resumed.safetensors"), "--threads", epoch.ToString(CultureInfo.InvariantCulture)]);
            Assert.Equal((0, ""), (resumed.ExitCode, resumed.Error));
            Assert.Equal(Comparable(expected.Output), Comparable(resumed.Output));
            Assert.Equal(System.IO.File.ReadAllBytes(File("expected.safetensors")), System.IO.File.ReadAllBytes(File("resumed.safetensors")));

            // finished by now: there is nothing left to do but to tell
            Assert.Equal(Comparable(json), Comparable((await Run.Tool([.. command, "--resume", Checkpoint, "--json"])).Output));
            System.IO.File.Delete(Checkpoint);
        }
    }

    [Fact]
    public async Task A_finished_training_goes_on_to_more_epochs()
    {
        string[] command = ["train", Repository.Table("iris"), "--target", "species", "--patience", "0"];
        Assert.Equal(0, (await Run.Tool([.. command, "--epochs", "3", "--checkpoint", Checkpoint])).ExitCode);
        Assert.Equal(Comparable((await Run.Tool([.. command, "--epochs", "8"])).Output), Comparable((await Run.Tool([.. command, "--epochs", "8", "--resume", Checkpoint])).Output));
        var fewer = await Run.Tool([.. command, "--epochs", "2", "--resume", Checkpoint]);
        Assert.Equal(1, fewer.ExitCode);
        Assert.Contains("it has finished epoch 3, and epochs is 2", fewer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_training_whose_learning_rates_depend_on_the_epochs_goes_on_to_as_many()
    {
        string[] command = ["train", Repository.Table("iris"), "--target", "species", "--learning-rate-schedule", "linear"];
        Assert.Equal(0, (await Run.Tool([.. command, "--epochs", "3", "--checkpoint", Checkpoint])).ExitCode);
        Assert.EndsWith("the checkpoint is of another training: --epochs was 3 and is 8\n", (await Run.Tool([.. command, "--epochs", "8", "--resume", Checkpoint])).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--seed was 0 and is 7", "--seed", "7")]
    [InlineData("--ignore was none and is sepal_width_cm", "--ignore", "sepal_width_cm")]
    [InlineData("--layers was 8,4 and is 8; --batch-size was 32 and is 16", "--layers", "8", "--batch-size", "16")]
    [InlineData("--layers was 8,4 and is none", "--layers", "none")]
    [InlineData("--optimizer was adam and is sgd", "--optimizer", "sgd")]
    [InlineData("--convention was pytorch and is keras", "--convention", "keras")]
    [InlineData("--learning-rate was 0.001 and is 0.01", "--learning-rate", "0.01")]
    [InlineData("--beta1 was 0.9 and is 0.5; --no-bias-correction was false and is true; --amsgrad was false and is true", "--beta1", "0.5", "--no-bias-correction", "--amsgrad")]
    [InlineData("--clip-norm was not given and is 2", "--clip-norm", "2")]
    [InlineData("--dropout was 0.5 and is 0.25", "--dropout", "0.25")]
    [InlineData("--activation was relu and is tanh", "--activation", "tanh")]
    [InlineData("--test-size was 0.2 and is 0.3; --validation-split was 0.1 and is 0; --stratify was false and is true", "--test-size", "0.3", "--validation-split", "0", "--stratify")]
    [InlineData("--scale was all and is train", "--scale", "train")]
    [InlineData("--learning-rate-schedule was constant and is cosine", "--learning-rate-schedule", "cosine")]
    [InlineData("--warmup-steps was 0 and is 3", "--warmup-steps", "3")]
    [InlineData("--patience was 10 and is 3; --restore-best-weights was false and is true", "--patience", "3", "--restore-best-weights")]
    [InlineData("--missing was the usual words and is NA n/a ''", "--missing", "NA", "--missing", "n/a", "--missing", "")]
    public async Task Settings_of_another_training_are_named(string problem, params string[] changed)
    {
        string[] command = ["train", Repository.Table("iris"), "--target", "species", "--epochs", "2"];
        Assert.Equal(0, (await Run.Tool([.. command, "--layers", "8,4", "--checkpoint", Checkpoint])).ExitCode);
        byte[] before = System.IO.File.ReadAllBytes(Checkpoint);
        string[] layers = changed.Contains("--layers") ? [] : ["--layers", "8,4"];
        var run = await Run.Tool([.. command, .. layers, .. changed, "--resume", Checkpoint, "--checkpoint", Checkpoint]);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"error: {Checkpoint}: the checkpoint is of another training: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
        Assert.Equal(before, System.IO.File.ReadAllBytes(Checkpoint));
    }

    [Fact]
    public async Task Another_table_target_or_positive_class_is_named()
    {
        using var table = new TemporaryTable("x,y,z\n" + string.Concat(Enumerable.Range(0, 40).Select(static i => FormattableString.Invariant($"{i},{i % 2},{i % 2}\n"))));
        Assert.Equal(0, (await Run.Tool(Train(table.File, "y"))).ExitCode);
        Assert.Contains("--target was y and is z", (await Run.Tool([.. Train(table.File, "z"), "--resume", Checkpoint])).Error, StringComparison.Ordinal);
        Assert.Contains("--positive was 1 and is 0", (await Run.Tool([.. Train(table.File, "y"), "--positive", "0", "--resume", Checkpoint])).Error, StringComparison.Ordinal);
        Assert.Contains("--task was binary classification and is regression", (await Run.Tool([.. Train(table.File, "y"), "--task", "regression", "--resume", Checkpoint])).Error, StringComparison.Ordinal);
        System.IO.File.AppendAllText(table.File, "41,1,0\n");
        Assert.Matches("the table's SHA-256 was [0-9a-f]{64} and is [0-9a-f]{64}\n$", (await Run.Tool([.. Train(table.File, "y"), "--resume", Checkpoint])).Error);

        string[] Train(string file, string target) => ["train", file, "--target", target, "--epochs", "2", "--layers", "2", "--quiet", "--checkpoint", Checkpoint];
    }

    [Fact]
    public async Task What_a_checkpoint_says_of_the_training_are_options_of_the_help()
    {
        string help = (await Run.Tool("train", "--help")).Output, page = System.IO.File.ReadAllText(Path.Combine(Repository.Root, "docs", "command-line.md"));
        foreach (string optimizer in (string[])["sgd", "adam", "adagrad", "adadelta", "rmsprop"])
        {
            Assert.Equal(0, (await Run.Tool("train", Repository.Table("iris"), "--target", "species", "--epochs", "1", "--optimizer", optimizer, "--clip-norm", "1", "--clip-value", "1", "--checkpoint", Checkpoint)).ExitCode);
            using var file = SafetensorsFile.Open(Checkpoint);
            var record = JsonNode.Parse(file.Metadata["train"])!.AsObject();
            Assert.InRange(record.Count, 28, 40);
            foreach (string option in record.Select(static pair => pair.Key.Split('\'')[0]).Where(static name => name.StartsWith("--", StringComparison.Ordinal)))
            {
                Assert.Contains($"  {option}", help, StringComparison.Ordinal);
                Assert.Contains($"`{option}", page, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Without_a_checkpoint_yet_a_training_begins_where_one_will_be_and_nowhere_else()
    {
        string[] command = ["train", Repository.Table("iris"), "--target", "species", "--epochs", "2", "--layers", "4"];
        var begun = await Run.Tool([.. command, "--resume", Path.Combine(_folder, ".", "checkpoint.safetensors"), "--checkpoint", Checkpoint]);
        Assert.Equal((0, ""), (begun.ExitCode, begun.Error));
        Assert.True(System.IO.File.Exists(Checkpoint));
        foreach (string[] rest in (string[][])[["--resume", File("nosuch")], ["--resume", File("nosuch"), "--checkpoint", Checkpoint]])
            Assert.Equal(new Run(1, "", $"error: {File("nosuch")}: there is no such file\n"), await Run.Tool([.. command, .. rest]));
    }

    [Fact]
    public async Task Files_that_cannot_be_checkpoints_and_options_without_each_other_are_errors()
    {
        string table = File("iris.csv"), weights = File("weights.safetensors"), own = File("own.safetensors"), broken = File("broken.safetensors");
        System.IO.File.Copy(Repository.Table("iris"), table);
        string[] command = ["train", table, "--target", "species", "--epochs", "2", "--layers", "4"];
        Assert.Equal(0, (await Run.Tool([.. command, "--save", weights, "--checkpoint", Checkpoint])).ExitCode);
        var model = new Sequential(new Dense(1));
        model.Compile(new Sgd(0.1), new MeanSquaredError());
        model.Fit(Tensor.Ones([4, 1]), Tensor.Ones([4, 1]), callbacks: [new Checkpoint(own)]);
        await Refuses($"error: {weights}: it is no checkpoint of 'numericscore train'", "--resume", weights);
        await Refuses($"error: {own}: it is no checkpoint of 'numericscore train'", "--resume", own);
        await Refuses("Is it a safetensors file?", "--resume", table);
        await Refuses("it is a folder", "--resume", _folder);
        await Refuses("--resume is '', which is no name of a file", "--resume", "");
        await Refuses("--checkpoint is '', which is no name of a file", "--checkpoint", "");
        await Refuses("which is read; expected another", "--checkpoint", table);
        await Refuses("which is read; expected another", "--resume", Checkpoint, "--save", Checkpoint);
        await Refuses("the same file as --checkpoint; expected another", "--checkpoint", File("new"), "--save", Path.Combine(_folder, ".", "new"));
        await Refuses("--checkpoint-every counts the steps between checkpoints, but there is no --checkpoint", "--checkpoint-every", "3");
        await Refuses("--checkpoint-every is 0; expected a whole number of at least 1", "--checkpoint", Checkpoint, "--checkpoint-every", "0");
        await Refuses("--checkpoint is " + File("no/such"), "--checkpoint", File("no/such"));
        using (var file = SafetensorsFile.Open(Checkpoint))
        {
            var tensors = file.Tensors.ToDictionary(static tensor => tensor.Name, tensor => file.Read(tensor.Name));
            foreach (string text in (string[])["", "null", "[]", "{", "{\"--seed\":0}", "{\"--seed\":\"0\",\"--seed\":\"1\"}", "{\"--seed\":\"\\ud800\"}", "{\"--seed\":[\"0\"]}", "{\"--seed\":\"0\",\"\\u001b[31m\":\"\\u202e\"}"])
            {
                SafetensorsFile.Write(broken, tensors, file.Metadata.ToDictionary(static pair => pair.Key, pair => pair.Key == "train" ? text : pair.Value));
                await Refuses($"error: {broken}: ", "--resume", broken);
            }
        }

        Assert.False(System.IO.File.Exists(File("new")));

        async Task Refuses(string problem, params string[] options)
        {
            var run = await Run.Tool([.. command, .. options]);
            Assert.Equal((1, ""), (run.ExitCode, run.Output));
            Assert.Contains(problem, run.Error, StringComparison.Ordinal);
            Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
            Assert.DoesNotContain('\e', run.Error);
        }
    }

    private string File(string name) => Path.Combine(_folder, name);

    /// <summary>Runs a training until it prints an epoch, after which nothing of it is done any more.</summary>
    private static async Task BreakOff(int epoch, string[] command)
    {
        using var output = new BreakingWriter(FormattableString.Invariant($"^epoch +{epoch}/"));
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        Assert.Equal(1, await Cli.Tool.RunAsync(command, output, error));
        Assert.Equal("error: broken off\n", error.ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>What a report says, without the time, the threads and the place of the file.</summary>
    private static string Comparable(string report) => SavedTo().Replace(Threads().Replace(Seconds().Replace(report, "$1 T"), "T"), "");

    [GeneratedRegex("""(trained in|"seconds":) ?[0-9.]+""")]
    private static partial Regex Seconds();

    [GeneratedRegex("""("threads":(\d+|null))""")]
    private static partial Regex Threads();

    [GeneratedRegex("(?m)^saved to .*\n")]
    private static partial Regex SavedTo();

    private sealed class BreakingWriter(string pattern) : StringWriter(CultureInfo.InvariantCulture)
    {
        public override void WriteLine(string? value)
        {
            if (Regex.IsMatch(value ?? "", pattern)) throw new IOException("broken off");
            base.WriteLine(value);
        }
    }
}
