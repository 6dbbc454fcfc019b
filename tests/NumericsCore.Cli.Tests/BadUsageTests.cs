namespace NumericsCore.Cli.Tests;

/// <summary>Command lines that are not understood: what is wrong, the usage, exit code 2, nothing on standard output.</summary>
public class BadUsageTests
{
    private const string RootUsage = "\nUsage: numericscore COMMAND [options]\n'numericscore --help' lists the commands.\n";
    private const string Usage = "\nUsage: numericscore train FILE.csv --target COLUMN [options]\n'numericscore train --help' lists the options.\n";

    [Fact]
    public async Task No_command() => await Fails(RootUsage, "Required command was not provided.\n", []);

    [Fact]
    public async Task A_mistyped_command() => await Fails(
        RootUsage, "Required command was not provided.\nUnrecognized command or argument 'trian'.\nDid you mean 'train' where it says 'trian'?\n", ["trian"]);

    [Fact]
    public async Task No_target() => await Fails("Option '--target' is required.\n", "train", "a.csv");

    [Fact]
    public async Task A_mistyped_option() => await Fails(
        "Unrecognized command or argument '--quite'.\nDid you mean '--quiet' where it says '--quite'?\n",
        "train", "a.csv", "--target", "y", "--quite");

    [Fact]
    public async Task A_mistyped_option_is_not_taken_for_the_file() => await Fails(
        "Unrecognized command or argument 'a.csv'.\nUnrecognized option '--quite'.\nDid you mean '--quiet' where it says '--quite'?\n",
        "train", "--quite", "a.csv", "--target", "y");

    [Theory]
    [InlineData("'abc' is not a number that --learning-rate can be.", "--learning-rate", "abc")]
    [InlineData("'0,5' is not a number that --dropout can be.", "--dropout", "0,5")]
    [InlineData("'1.5' is not a whole number that --epochs can be.", "--epochs", "1.5")]
    [InlineData("'-1' is not a whole number that --seed can be.", "--seed", "-1")]
    [InlineData("'8;4' is not a list of whole numbers such as 128,64.", "--layers", "8;4")]
    [InlineData("'ab' is not a delimiter; expected one ASCII character other than a quote, or comma, semicolon, tab, pipe, space or blanks.", "--delimiter", "ab")]
    [InlineData("'é' is not a delimiter; expected one ASCII character other than a quote, or comma, semicolon, tab, pipe, space or blanks.", "--delimiter", "é")]
    [InlineData("'' is not a delimiter; expected one ASCII character other than a quote, or comma, semicolon, tab, pipe, space or blanks.", "--delimiter", "")]
    [InlineData("--momentum is a setting of sgd, rmsprop; the optimizer is adam.", "--momentum", "0.9")]
    [InlineData("--beta1 is a setting of adam, adamw, nadam, radam, lion, adamax; the optimizer is sgd.", "--optimizer", "sgd", "--beta1", "0.9")]
    [InlineData("--epsilon is a setting of adam, adagrad, adadelta, rmsprop, adamw, nadam, radam, adamax; the optimizer is sgd.", "--optimizer", "sgd", "--epsilon", "1e-8")]
    [InlineData("--amsgrad is a setting of adam, adamw; the optimizer is adadelta.", "--optimizer", "adadelta", "--amsgrad")]
    [InlineData("--nesterov needs --momentum above 0, and no --dampening.", "--optimizer", "sgd", "--nesterov")]
    [InlineData("--nesterov needs --momentum above 0, and no --dampening.", "--optimizer", "sgd", "--nesterov", "--momentum", "x")]
    [InlineData("--nesterov needs --momentum above 0, and no --dampening.", "--optimizer", "sgd", "--nesterov", "--momentum", "0.9", "--dampening", "0.5")]
    [InlineData("--momentum-decay is a setting of nadam; the optimizer is adamax.", "--optimizer", "adamax", "--momentum-decay", "0.1")]
    [InlineData("--convention keras has no radam; expected pytorch or paper.", "--optimizer", "radam", "--convention", "keras")]
    [InlineData("--decoupled is false, but the weight decay of adamw is decoupled; --optimizer adam has the other.", "--optimizer", "adamw", "--decoupled", "false")]
    [InlineData("--dampening is not in the convention of keras.", "--optimizer", "sgd", "--momentum", "0.9", "--dampening", "0.5", "--convention", "keras")]
    public async Task A_value_that_is_not_understood(string message, params string[] options) =>
        await Fails(message + "\n", ["train", "a.csv", "--target", "y", .. options]);

    [Theory]
    [InlineData("--optimizer", "tiger")]
    [InlineData("--activation", "swish")]
    [InlineData("--scale", "none")]
    [InlineData("--task", "ranking")]
    public async Task A_word_that_is_not_one_of_those_listed(string option, string word)
    {
        var run = await Run.Tool("train", "a.csv", "--target", "y", option, word);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains($"'{word}'", run.Error, StringComparison.Ordinal);
        Assert.EndsWith(Usage, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--convention", "--stratify")]
    [InlineData("--scale", "--json")]
    [InlineData("--optimizer", "--quiet")]
    [InlineData("--activation", "--quiet")]
    [InlineData("--task", "--")]
    public async Task An_option_without_its_word(params string[] options)
    {
        var run = await Run.Tool(["train", Repository.Table("iris"), "--target", "species", .. options]);
        Assert.True(run.ExitCode is 1 or 2);
        Assert.Equal("", run.Output);
        Assert.DoesNotContain("defect", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_given_twice()
    {
        var run = await Run.Tool("train", "a.csv", "--target", "y", "--optimizer", "adam", "--optimizer", "sgd");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
    }

    private static Task Fails(string message, params string[] args) => Fails(Usage, message, args);

    private static async Task Fails(string usage, string message, string[] args)
    {
        var run = await Run.Tool(args);
        Assert.Equal(message + usage, run.Error);
        Assert.Equal("", run.Output);
        Assert.Equal(2, run.ExitCode);
    }
}
