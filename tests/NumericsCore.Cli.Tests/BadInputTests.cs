namespace NumericsCore.Cli.Tests;

/// <summary>Every mistake in a file or a value: one message, exit code 1, no stack trace, nothing on standard output.</summary>
public class BadInputTests
{
    [Fact]
    public async Task A_file_that_is_not_there() => await Fails("there is no file 'nowhere.csv'", "nowhere.csv", "--target", "y");

    [Fact]
    public async Task A_folder()
    {
        string folder = Path.GetDirectoryName(Repository.Table("iris"))!;
        await Fails($"'{folder}' is a folder; expected a table", folder, "--target", "y");
    }

    [Theory]
    [InlineData("", "FILE: the file is empty; a header line with the names of the columns was expected")]
    [InlineData("x,y\n", "FILE: there are no rows after the header")]
    [InlineData("x,y\n1,0\n2,1,5\n", "FILE, line 3: 3 fields found, but the header has 2")]
    [InlineData("x,y\n1,0\n2\n", "FILE, line 3: 1 field found, but the header has 2")]
    [InlineData("x,y\n1,0\nInfinity,1\n", "FILE, line 3, column 'x': 'Infinity' is not a finite number in the range of float64")]
    [InlineData("x,y\n1,0\n-inf,1\n", "FILE, line 3, column 'x': '-inf' is not a finite number in the range of float64")]
    [InlineData("x,y\n1,0\n-1e999,1\n", "FILE, line 3, column 'x': '-1e999' is not a finite number in the range of float64")]
    [InlineData("x,y\n1,a\n2,a\n", "column 'y': the only class is 'a'; a classifier needs at least two")]
    [InlineData("x,y\n1,1\n2,1\n", "column 'y': the only class is '1'; a classifier needs at least two")]
    [InlineData("x,y\n1,0.5\n2,0.5\n", "every value of the target 'y' is 0.5, so there is nothing to learn")]
    [InlineData("x,y\n1,\" \"\n2,a\n", "column 'y': the only class is 'a'; a classifier needs at least two")]
    [InlineData("x,y\n1,0.5\n2,inf\n3,1.5\n", "FILE, line 3, column 'y': 'inf' is not a finite number in the range of float64")]
    [InlineData("x,y\n1,0\n12%,1\n", "FILE, column 'x': '12%' in row 2 after the header is text in a column of numbers; if it marks a missing value, say --missing 12%, leave the column out with --ignore x, or take each text for a category with --encode 'x=one-hot'")]
    [InlineData("x,y\n,0\n\"1,5\",1\n", "FILE, column 'x': '1,5' in row 2 after the header is text in a column of numbers; say --decimal , where the comma stands before decimals, leave the column out with --ignore x, or take each text for a category with --encode 'x=one-hot'")]
    [InlineData("x,z,y\n1,,0\nNA,,1\n", "FILE: each of the 2 rows misses a value, so none is left; column 'z' alone misses 2; leave it out with --ignore z")]
    [InlineData("x,z z,y\n1,NA,0\nNA,#N/A,1\n", "FILE: each of the 2 rows misses a value, so none is left; column 'z z' alone misses 2 ('NA', '#N/A'); leave it out with --ignore 'z z'")]
    [InlineData(",x,y\n0.5,1,0\n1,2,1\n", "FILE, line 1, column 'column 1': column 1 of the header has no name; give it one, or leave the column out with --ignore 'column 1'")]
    [InlineData("1,1,0\n2,3,1\n", "FILE, line 1, column '1': columns 1 and 2 of the header have the same name; the first line looks like data, not like names, which --no-header reads as a row")]
    [InlineData("1.5,2,0\n2.5,3,1\n", "FILE: there is no column 'y'; the columns are 1.5, 2, 0; the first line looks like data, not like names, which --no-header reads as a row")]
    [InlineData("y\n1\n0\n", "FILE: beside the target 'y' there is no column left to predict it from")]
    [InlineData("x,Y\n1,0\n", "FILE: there is no column 'y'; the columns are x, Y; did you mean 'Y'?")]
    [InlineData("alpha,beta\n1,0\n", "FILE: there is no column 'y'; the columns are alpha, beta")]
    public async Task A_table_that_cannot_be_trained_on(string text, string message)
    {
        using var table = new TemporaryTable(text);
        await Fails(message.Replace("FILE", table.File, StringComparison.Ordinal), table.File, "--target", "y");
    }

    [Theory]
    [InlineData("x;y\n1;0\n2;1\n", "FILE: there is no column 'y'; the columns are x;y; the fields look separated by ';', which --delimiter sets")]
    [InlineData("x\ty\n1,5\t0\n", "FILE, line 2: 2 fields found, but the header has 1; the fields look separated by tabs, which --delimiter sets")]
    public async Task A_delimiter_that_was_given_and_is_another(string text, string message)
    {
        using var table = new TemporaryTable(text);
        await Fails(message.Replace("FILE", table.File, StringComparison.Ordinal), table.File, "--target", "y", "--delimiter", "comma");
    }

    [Fact]
    public async Task A_mistyped_target_is_told_the_nearest_column() => await Fails(
        $"{Repository.Table("iris")}: there is no column 'speces'; the columns are sepal_length_cm, sepal_width_cm, petal_length_cm, petal_width_cm, species; did you mean 'species'?",
        Repository.Table("iris"), "--target", "speces");

    [Theory]
    [InlineData("--learning-rate is -0.1; expected a number of at least 0", "--learning-rate", "-0.1")]
    [InlineData("--learning-rate is NaN; expected a number of at least 0", "--learning-rate", "NaN")]
    [InlineData("--weight-decay is Infinity; expected a number of at least 0", "--weight-decay", "Infinity")]
    [InlineData("--dropout is 1; expected a number of at least 0 and below 1", "--dropout", "1")]
    [InlineData("--clip-norm is 0; expected a number greater than 0", "--clip-norm", "0")]
    [InlineData("--test-size is 1; expected a number above 0 and below 1", "--test-size", "1")]
    [InlineData("--dampening is 1.5; expected a number from 0 to 1", "--optimizer", "sgd", "--dampening", "1.5")]
    [InlineData("--epsilon is 0; adadelta needs a number greater than 0", "--optimizer", "adadelta", "--epsilon", "0")]
    [InlineData("--epochs is 0; expected a whole number of at least 1", "--epochs", "0")]
    [InlineData("--threads is 5000; expected a whole number from 1 to 1024", "--threads", "5000")]
    [InlineData("--layers has a layer of -3 units; expected whole numbers of at least 1", "--layers", "8,-3")]
    [InlineData("--batch-size is 409, but of 30 rows, 21 are to train on, 3 to validate and 6 to test; expected at most 21", "--batch-size", "409")]
    [InlineData("of 30 rows, 0 are to train on, 1 to validate and 29 to test: more rows are needed, or other values of --test-size and --validation-split", "--test-size", "0.95")]
    [InlineData("of 30 rows, 0 are to train on, 24 to validate and 6 to test: more rows are needed, or other values of --test-size and --validation-split", "--validation-split", "0.99")]
    [InlineData("column 'y': 'medium' cannot be the positive class, which is one of two; the classes are 'high' and 'low'", "--positive", "medium")]
    [InlineData("--restore-best-weights looks at the validation loss, but --validation-split is 0", "--restore-best-weights", "--validation-split", "0")]
    [InlineData("--ignore leaves out 'y', which is the target", "--ignore", "y")]
    [InlineData("the target 'y' is text, but a regression needs numbers", "--task", "regression")]
    public async Task A_value_that_does_not_fit(string message, params string[] options)
    {
        using var table = TemporaryTable.OfRows(30);
        await Fails(message, [table.File, "--target", "y", .. options]);
    }

    [Fact]
    public async Task A_feature_of_the_smallest_numbers()
    {
        using var table = new TemporaryTable("x,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => FormattableString.Invariant($"{(i % 2 == 0 ? "0" : "5e-324")},{i / 2 % 2}\n"))));
        await Fails("column 'x': the values differ by less than a standard deviation in float64 can tell; multiply the column by a large number", table.File, "--target", "y");
    }

    [Fact]
    public async Task A_target_of_identifiers()
    {
        using var table = new TemporaryTable("x,y\n" + string.Concat(Enumerable.Range(0, 4000).Select(i => FormattableString.Invariant($"{i},id{i}\n"))));
        await Fails(
            "column 'y': 4000 different values in 4000 rows make nearly every row a class of its own, which nothing can be learnt from; choose another target, or fewer classes: is it an identifier, or a number with other characters in it?",
            table.File, "--target", "y");
    }

    [Theory]
    [InlineData("--positive names a class, but the target 'progression' is a number here; --task classification makes classes of it", "--positive", "1")]
    [InlineData("--stratify needs classes, but the target 'progression' is a number here; --task classification makes classes of it", "--stratify")]
    [InlineData("class '25' has one row only, which --stratify cannot give to both training and test", "--stratify", "--task", "classification")]
    public async Task A_setting_for_classes_with_a_target_of_numbers(string message, params string[] options) =>
        await Fails(message, [Repository.Table("diabetes"), "--target", "progression", .. options]);

    [Theory]
    [InlineData("1000000,1000000")]
    [InlineData("2147483647")]
    public async Task Layers_that_no_memory_holds(string layers)
    {
        var run = await Run.Tool("train", Repository.Table("iris"), "--target", "species", "--layers", layers);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Matches($@"^error: --layers is {layers}: [\d,]+ parameters .* GiB; expected fewer units\n$", run.Error);
    }

    [Fact]
    public async Task A_positive_class_of_three() => await Fails(
        "column 'species': 'setosa' cannot be the positive class, which is one of two; the classes are 'setosa', 'versicolor' and 'virginica'",
        Repository.Table("iris"), "--target", "species", "--positive", "setosa");

    [Fact]
    public async Task A_loss_that_becomes_NaN_stops_the_training_at_that_step() => await Fails(
        "the loss became NaN in epoch 1, batch 2, and training stopped there; try a smaller --learning-rate, or --clip-norm 1",
        Repository.Table("breast_cancer"), "--target", "target", "--learning-rate", "1e30");

    [Fact]
    public async Task Weights_that_the_last_step_ruins_are_found_by_the_test() => await Fails(
        "the trained model predicts infinite numbers or NaN for the test rows; try a smaller --learning-rate, or --clip-norm 1",
        Repository.Table("breast_cancer"), "--target", "target", "--learning-rate", "1e30", "--epochs", "1", "--batch-size", "409");

    private static async Task Fails(string message, params string[] args)
    {
        var run = await Run.Tool(["train", .. args, "--json"]);
        Assert.Equal($"error: {message}\n", run.Error);
        Assert.Equal("", run.Output);
        Assert.Equal(1, run.ExitCode);
    }
}
