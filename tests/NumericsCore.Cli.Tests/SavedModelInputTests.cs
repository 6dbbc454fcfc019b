namespace NumericsCore.Cli.Tests;

/// <summary>What a saved model is not given in order says so in one line, and leaves files as they were.</summary>
public class SavedModelInputTests
{
    [Fact]
    public async Task All_missing_columns_are_named_at_once()
    {
        using var saved = await SavedModel.Train("iris", "species");
        File.WriteAllText(saved.Path("new.csv"), "petal_length_cm,other\n1,2\n");
        foreach (string command in (string[])["predict", "evaluate"])
        {
            var run = await Run.Tool(command, saved.File, saved.Path("new.csv"));
            Assert.Equal((1, ""), (run.ExitCode, run.Output));
            Assert.Matches("^error: .*of the 4 columns that the model takes, 3 are missing: 'sepal_length_cm', 'sepal_width_cm', 'petal_width_cm'; the columns are 'petal_length_cm' and 'other'\n$", run.Error);
        }
    }

    [Fact]
    public async Task A_first_line_of_numbers_is_named_with_the_option_that_reads_it_as_a_row()
    {
        using var saved = await SavedModel.Train("iris", "species");
        File.WriteAllText(saved.Path("new.csv"), "5.1,3.5,1.4,0.2\n4.9,3,1.4,0.2\n");
        foreach (string command in (string[])["predict", "evaluate"])
        {
            var run = await Run.Tool(command, saved.File, saved.Path("new.csv"));
            Assert.Equal((1, ""), (run.ExitCode, run.Output));
            Assert.EndsWith("; the first line looks like data, not like names, which --no-header reads as a row\n", run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_a_header_a_row_of_other_length_is_compared_with_the_first()
    {
        using var saved = await HeaderlessModel();
        File.WriteAllText(saved.Path("new.csv"), "5.1,3.5,1.4,0.2\n4.9,3\n");
        var run = await Run.Tool("predict", saved.File, saved.Path("new.csv"), "--no-header");
        Assert.Equal((1, $"error: {saved.Path("new.csv")}, line 2: 2 fields found, but the first row has 4\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_model_of_a_table_without_a_header_predicts_and_tests_tables_without_one()
    {
        using var saved = await HeaderlessModel();
        string rows = saved.Path("rows.csv"), named = saved.Path("named.csv");
        var lines = File.ReadLines(rows).ToArray();
        File.WriteAllLines(named, ["column 1,column 2,column 3,column 4,column 5", .. lines]);
        foreach (string command in (string[])["predict", "evaluate"])
        {
            var without = await Run.Tool(command, saved.File, rows, "--no-header");
            var with = await Run.Tool(command, saved.File, named);
            Assert.Equal((0, "", with.Output.Replace(named, rows, StringComparison.Ordinal)), (without.ExitCode, without.Error, without.Output));
        }

        var predicted = await Run.Tool("predict", saved.File, rows, "--no-header");
        Assert.Equal(lines.Length + 1, predicted.Output.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public async Task A_regression_of_true_and_false_is_tested_on_true_and_false()
    {
        using var saved = new SavedModel();
        string words = saved.Path("words.csv"), digits = saved.Path("digits.csv"), mixed = saved.Path("mixed.csv");
        File.WriteAllLines(words, ["x,y", .. Enumerable.Range(0, 20).Select(static i => $"{i},{(i % 3 == 0 ? "True" : "false")}")]);
        File.WriteAllLines(digits, ["x,y", .. Enumerable.Range(0, 20).Select(static i => $"{i},{(i % 3 == 0 ? 1 : 0)}")]);
        File.WriteAllText(mixed, "x,y\n1,true\n2,0\n");
        var trained = await Run.Tool("train", words, "--target", "y", "--task", "regression", "--epochs", "2", "--layers", "2", "--json", "--save", saved.File);
        Assert.Equal((0, ""), (trained.ExitCode, trained.Error));
        var ofWords = await Run.Tool("evaluate", saved.File, words);
        var ofDigits = await Run.Tool("evaluate", saved.File, digits);
        Assert.Equal((0, "", ofDigits.Output.Replace(digits, words, StringComparison.Ordinal)), (ofWords.ExitCode, ofWords.Error, ofWords.Output));
        var ofMixed = await Run.Tool("evaluate", saved.File, mixed);
        Assert.Equal((1, $"error: {mixed}, line 3, column 'y': '0' stands below true and false; expected one kind in a column\n"), (ofMixed.ExitCode, ofMixed.Error));
    }

    /// <summary>A model of the irises' rows without their names, in the file rows.csv beside it.</summary>
    private static async Task<SavedModel> HeaderlessModel()
    {
        var saved = new SavedModel();
        File.WriteAllLines(saved.Path("rows.csv"), File.ReadLines(Repository.Table("iris")).Skip(1));
        var run = await Run.Tool("train", saved.Path("rows.csv"), "--no-header", "--target", "column 5", "--epochs", "3", "--layers", "8", "--json", "--save", saved.File);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return saved;
    }

    [Fact]
    public async Task Columns_that_are_not_used_are_said()
    {
        using var saved = await SavedModel.Train("iris", "species");
        string[] lines = [.. File.ReadLines(Repository.Table("iris")).Select(static (line, i) => line + (i == 0 ? ",extra" : ",text"))];
        File.WriteAllLines(saved.Path("new.csv"), lines);
        var run = await Run.Tool("predict", saved.File, saved.Path("new.csv"));
        Assert.Equal(0, run.ExitCode);
        Assert.Equal($"warning: {saved.Path("new.csv")}: the model does not use 'extra'\n", run.Error);
    }

    [Theory]
    [InlineData("1,2,3,x", "line 3, column 'petal_width_cm': 'x' is text, but the model takes numbers here")]
    [InlineData("1,2,3,\"1,5\"", "line 3, column 'petal_width_cm': '1,5' is text, but the model takes numbers here")]
    [InlineData("1,2,3,1e999", "line 3, column 'petal_width_cm': '1e999' is not a finite number in the range of float64")]
    [InlineData("1,2,3,-inf", "line 3, column 'petal_width_cm': '-inf' is not a finite number in the range of float64")]
    [InlineData("1,2,3,true", "line 3, column 'petal_width_cm': 'true' stands below numbers; expected one kind in a column")]
    [InlineData("1,2,3", "line 3: 3 fields found, but the header has 4")]
    [InlineData("1,2,3,4,5", "line 3: 5 fields found, but the header has 4")]
    [InlineData("1,2,3,\"4", "a quote is misplaced or never closed")]
    public async Task A_cell_that_is_no_number_is_named_by_line_and_column(string row, string problem)
    {
        using var saved = await SavedModel.Train("iris", "species");
        File.WriteAllText(saved.Path("new.csv"), $"sepal_length_cm,sepal_width_cm,petal_length_cm,petal_width_cm\n1,2,3,4\n{row}\n");
        File.WriteAllText(saved.Path("out.csv"), "old");
        var run = await Run.Tool("predict", saved.File, saved.Path("new.csv"), "--output", saved.Path("out.csv"));
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
        Assert.Equal("old", File.ReadAllText(saved.Path("out.csv")));
        Assert.Equal(3, Directory.GetFiles(Path.GetDirectoryName(saved.File)!).Length);
    }

    [Fact]
    public async Task No_command_writes_over_what_it_reads()
    {
        using var saved = await SavedModel.Train("iris", "species");
        string table = saved.Path("new.csv");
        File.Copy(Repository.Table("iris"), table);
        string[][] commands =
        [
            ["predict", saved.File, table, "--output", table],
            ["predict", saved.File, table, "--output", saved.File],
            ["predict", saved.File, table, "--output", Path.Combine(Path.GetDirectoryName(table)!, ".", "new.csv")],
            ["train", table, "--target", "species", "--save", table],
        ];
        foreach (string[] command in commands)
        {
            var run = await Run.Tool(command);
            Assert.Equal((1, ""), (run.ExitCode, run.Output));
            Assert.Contains("which is read; expected another", run.Error, StringComparison.Ordinal);
        }

        Assert.Equal(File.ReadAllBytes(Repository.Table("iris")), File.ReadAllBytes(table));
    }

    [Fact]
    public async Task A_file_without_a_pipeline_is_inspected_but_does_not_predict()
    {
        using var saved = await SavedModel.Train("iris", "species");
        string weights = saved.Path("weights.safetensors"), model = saved.Path("plain.safetensors"), table = Repository.Table("iris");
        var loaded = Model.Load(saved.File);
        loaded.SaveWeights(weights);
        loaded.Save(model);
        foreach (var (file, problem) in new[] { (weights, "but tensors alone"), (model, "but not the columns, scaling and target that go with it"), (table, "Is it a safetensors file?"), (saved.Path("nosuch"), "there is no such file") })
        {
            Assert.Equal(problem.StartsWith("but", StringComparison.Ordinal) ? 0 : 1, (await Run.Tool("inspect", file)).ExitCode);
            foreach (string command in (string[])["predict", "evaluate"])
            {
                var run = await Run.Tool(command, file, table);
                Assert.Equal((1, ""), (run.ExitCode, run.Output));
                Assert.StartsWith($"error: {file}: ", run.Error, StringComparison.Ordinal);
                Assert.Contains(problem, run.Error, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("species", "unknown", "line 2, column 'species': 'unknown' is none of the classes, which are 'setosa', 'versicolor', 'virginica'")]
    [InlineData("kind", "setosa", "there is no column 'species' to keep")]
    public async Task Targets_to_test_on_are_those_of_the_training(string name, string value, string problem)
    {
        using var saved = await SavedModel.Train("iris", "species");
        File.WriteAllText(saved.Path("new.csv"), $"sepal_length_cm,sepal_width_cm,petal_length_cm,petal_width_cm,{name}\n1,2,3,4,{value}\n");
        var run = await Run.Tool("evaluate", saved.File, saved.Path("new.csv"));
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probabilities_are_not_asked_of_a_number()
    {
        using var saved = await SavedModel.Train("diabetes", "progression");
        var run = await Run.Tool("predict", saved.File, Repository.Table("diabetes"), "--probabilities");
        Assert.Equal(new Run(1, "", "error: --probabilities needs classes, but the target 'progression' is a number\n"), run);
    }
}
