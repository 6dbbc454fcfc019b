using System.Text.Json.Nodes;

namespace NumericsCore.Cli.Tests;

/// <summary>The formulas command: the formula, then its values, in each format.</summary>
public class FormulasTests
{
    private static readonly string[] s_names = ["sgd", "adam", "adagrad", "adadelta", "rmsprop", "adamw", "nadam", "radam", "lion", "adamax", "mse", "mae", "huber", "poisson", "cosine-similarity", "hinge", "focal", "kl-divergence", "binary-cross-entropy", "cross-entropy", "categorical-focal", "metrics"];

    public static TheoryData<string> Names => [.. s_names];

    [Fact]
    public async Task Without_a_name_it_lists_them()
    {
        string output = await Succeeds();
        Assert.All(s_names, name => Assert.Contains($"\n  {name} ", output, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Each_formula_is_printed_in_each_format(string name)
    {
        Assert.Contains(" = ", await Succeeds(name), StringComparison.Ordinal);
        Assert.StartsWith("**", await Succeeds(name, "--format", "markdown"), StringComparison.Ordinal);
        Assert.StartsWith("\\begin{align*}\n", await Succeeds(name, "--format", "latex"), StringComparison.Ordinal);
        var json = JsonNode.Parse(await Succeeds(name, "--format", "json"))!;
        Assert.Equal(name, (string?)json["name"]);
        Assert.NotEmpty(json["lines"]!.AsArray());
    }

    [Fact]
    public async Task Adam_on_the_gradient_of_the_introduction()
    {
        var json = await Json("adam", "--gradient", "0.1,0.2", "--steps", "3", "--epsilon", "0.001");
        double[][] expected = [[-0.0009900990099009901, -0.0009950248756218905], [-0.0019801980198019802, -0.001990049751243781], [-0.0029702970297029703, -0.0029850746268656717]];
        Assert.Equal(3, json["steps"]!.AsArray().Count);
        for (int t = 0; t < 3; t++)
        {
            double[] theta = Values(json["steps"]![t]!["theta"]);
            Assert.Equal(expected[t][0], theta[0], 1e-15);
            Assert.Equal(expected[t][1], theta[1], 1e-15);
        }

        Assert.Equal(0.001, (double?)json["settings"]!["epsilon"]);
        Assert.Equal("float64", (string?)json["elementType"]);
    }

    [Fact]
    public async Task The_table_has_the_formula_above_and_a_row_for_each_value()
    {
        string[] lines = (await Succeeds("sgd", "--gradient", "-0.5,2", "--theta", "1,1", "--learning-rate", "0.5", "--steps", "1")).TrimEnd().Split('\n');
        Assert.Equal("Stochastic gradient descent", lines[0]);
        Assert.Contains("  θ ← θ − αg", lines);
        Assert.Contains("with α = 0.5", lines);
        Assert.Equal(
            ["t  name  [0]    [1]", "1  g     -0.5   2", "1  rate  0.5    0.5", "1  step  -0.25  1", "1  θ     1.25   0"],
            lines[^5..]);
    }

    [Fact]
    public async Task Several_gradients_are_a_step_each()
    {
        var json = await Json("adagrad", "--gradient", "1", "--gradient", "2");
        Assert.Equal([1.0, 5.0], json["steps"]!.AsArray().Select(static step => Values(step!["G"])[0]));
    }

    [Fact]
    public async Task The_convention_changes_defaults_and_arithmetic()
    {
        double pytorch = Values((await Json("adagrad", "--gradient", "1", "--steps", "1"))["steps"]![0]!["theta"])[0];
        double keras = Values((await Json("adagrad", "--gradient", "1", "--steps", "1", "--convention", "keras"))["steps"]![0]!["theta"])[0];
        Assert.Equal(-0.01, pytorch, 1e-9);
        Assert.Equal(-9.534625e-4, keras, 1e-9);
    }

    [Fact]
    public async Task Float32_values_are_float32() => Assert.Contains(
        "1  step  0.000100000005\n", await Succeeds("sgd", "--gradient", "0.1", "--steps", "1", "--element-type", "float32"), StringComparison.Ordinal);

    [Fact]
    public async Task Cross_entropy_of_the_introduction()
    {
        var json = await Json("cross-entropy", "--target", "0,1", "--prediction", "0.8,0.2");
        Assert.Equal([1.6094379124341003], Values(json["steps"]![0]!["loss"]));
    }

    [Fact]
    public async Task Samples_of_a_loss_are_given_one_by_one()
    {
        var step = (await Json("cross-entropy", "--from-logits", "--target", "0,1", "--target", "1,0", "--prediction", "0,0", "--prediction", "0,0"))["steps"]![0]!;
        double[] terms = Values(step["term"]);
        Assert.Equal(2, terms.Length);
        Assert.All(terms, static term => Assert.Equal(Math.Log(2), term, 1e-15));
    }

    [Theory]
    [InlineData(2.5, "mae", "--prediction", "-2,3")]
    [InlineData(2, "huber", "--prediction", "-2,3")]
    [InlineData(1.125, "huber", "--prediction", "-2,3", "--delta", "0.5")]
    [InlineData(1, "poisson", "--prediction", "0,0")]
    [InlineData(0.5, "poisson", "--prediction", "1,0", "--log-input", "false")]
    [InlineData(1.5, "hinge", "--prediction", "1,0")]
    [InlineData(2.5, "hinge", "--prediction", "1,0", "--squared")]
    [InlineData(0.17328679513998632, "focal", "--prediction", "0,0")]
    [InlineData(0.51986038541995896, "focal", "--prediction", "0,0", "--gamma", "0", "--alpha", "0.25")]
    [InlineData(0, "categorical-focal", "--prediction", "0,0")]
    [InlineData(0.043321698784996582, "categorical-focal", "--label-smoothing", "1", "--prediction", "0.5,0.5")]
    [InlineData(0.69314718055994529, "categorical-focal", "--label-smoothing", "1", "--prediction", "0,0", "--from-logits", "--gamma", "0", "--alpha", "1")]
    [InlineData(0, "kl-divergence", "--prediction", "1,0")]
    [InlineData(0, "kl-divergence", "--prediction", "-1,5", "--from-logits")]
    [InlineData(0, "cosine-similarity", "--prediction", "1,0")]
    public async Task Other_losses_have_their_settings(double expected, string name, params string[] args)
    {
        var json = await Json([name, "--target", "0,0", .. args]);
        Assert.Equal(expected, Values(json["steps"]![0]!["loss"])[0], 1e-15);
    }

    [Theory]
    [InlineData("actual", "first", 286, 14, 9, 101, "286 / (286 + 9) = 286 / 295")]
    [InlineData("actual", "second", 101, 9, 14, 286, "101 / (101 + 14) = 101 / 115")]
    [InlineData("predicted", "first", 286, 9, 14, 101, "286 / (286 + 14) = 286 / 300")]
    [InlineData("predicted", "second", 101, 14, 9, 286, "101 / (101 + 9) = 101 / 110")]
    public async Task A_confusion_matrix_is_read_as_it_is_said_to_be(string rows, string positive, int tp, int fn, int fp, int tn, string precision)
    {
        var step = (await Json("metrics", "--confusion", "286,14,9,101", "--rows", rows, "--positive", positive))["steps"]![0]!;
        Assert.Equal([tp, fn, fp, tn], ((string[])["TP", "FN", "FP", "TN"]).Select(name => (int)Values(step[name])[0]));
        Assert.Equal(precision, (string?)step["worked"]!["precision"]);
        Assert.Equal((double)tp / (tp + fp), Values(step["precision"])[0]);
    }

    [Theory]
    [InlineData("--theta has 3 numbers and --gradient 2; expected as many", "adam", "--theta", "1,2,3", "--gradient", "1,2")]
    [InlineData("--gradient has a list of 2 and one of 1; expected equal lengths", "adam", "--gradient", "1,2", "--gradient", "1")]
    [InlineData("--gradient has NaN; expected finite numbers", "adam", "--gradient", "1,NaN")]
    [InlineData("--theta is given several times; expected one list", "adam", "--theta", "1", "--theta", "2")]
    [InlineData("--steps is 0; expected a whole number from 1 to 100000", "adam", "--steps", "0")]
    [InlineData("--target has 2; expected numbers from 0 to 1", "cross-entropy", "--target", "0,2", "--prediction", "0.8,0.2")]
    [InlineData("--prediction has -1; expected numbers from 0 to 1", "binary-cross-entropy", "--target", "1", "--prediction", "-1")]
    [InlineData("--target is 1 x 2 numbers and --prediction 1 x 1; expected as many", "mse", "--target", "0,2", "--prediction", "0.8")]
    [InlineData("--delta is 0; expected a number greater than 0", "huber", "--delta", "0")]
    [InlineData("--target has -1; expected numbers of at least 0 and below 1e38", "poisson", "--target", "-1", "--prediction", "1")]
    [InlineData("--prediction has -2; expected numbers of at least 0 and below 1e38", "poisson", "--log-input", "false", "--target", "1", "--prediction", "-2")]
    [InlineData("--gamma is -1; expected a number of at least 0", "focal", "--gamma", "-1")]
    [InlineData("--alpha is 2; expected a number from 0 to 1", "focal", "--alpha", "2")]
    [InlineData("--target has -1; expected numbers from 0 to 1", "hinge", "--target", "-1", "--prediction", "1")]
    [InlineData("--confusion has 3 counts; expected the 4 of two classes", "metrics", "--confusion", "1,2,3", "--rows", "actual", "--positive", "first")]
    [InlineData("--confusion has 1.5; expected whole numbers of at least 0", "metrics", "--confusion", "1.5,2,3,4", "--rows", "actual", "--positive", "first")]
    [InlineData("--confusion has no samples; expected a count above 0", "metrics", "--confusion", "0,0,0,0", "--rows", "actual", "--positive", "first")]
    public async Task A_value_that_is_no_good_is_named(string message, params string[] args)
    {
        var run = await Run.Tool(["formulas", .. args]);
        Assert.Equal((1, "", $"error: {message}\n"), (run.ExitCode, run.Output, run.Error));
    }

    [Theory]
    [InlineData("--target is not an option of adam.", "adam", "--target", "1", "--prediction", "1")]
    [InlineData("--momentum is not an option of mse.", "mse", "--momentum", "0.9")]
    [InlineData("--delta is not an option of mae.", "mae", "--delta", "2")]
    [InlineData("--from-logits is not an option of mse.", "mse", "--from-logits")]
    [InlineData("--element-type is not an option of metrics.", "metrics", "--element-type", "float32")]
    [InlineData("--momentum is a setting of sgd, rmsprop; the optimizer is adam.", "adam", "--momentum", "0.9")]
    [InlineData("--format needs the NAME of a formula.", "--format", "json")]
    [InlineData("--target and --prediction need each other.", "mse", "--target", "1")]
    [InlineData("--confusion needs --rows and --positive, and they need it: the same four counts give other scores in another order.", "metrics", "--confusion", "1,2,3,4", "--rows", "actual")]
    [InlineData("--steps is for one --gradient; several give a step each.", "adam", "--gradient", "1", "--gradient", "2", "--steps", "2")]
    [InlineData("'1;2' is not a list of numbers such as 0.1,0.2 that --gradient can be.", "adam", "--gradient", "1;2")]
    [InlineData("--nesterov needs --momentum above 0, and no --dampening.", "sgd", "--nesterov")]
    public async Task A_command_line_that_is_not_understood_prints_the_usage(string message, params string[] args)
    {
        var run = await Run.Tool(["formulas", .. args]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message + "\n", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("\nUsage: numericscore formulas [NAME] [options]\n'numericscore formulas --help' lists the options.\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistyped_name_is_refused()
    {
        var run = await Run.Tool("formulas", "adan");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("'adan'", run.Error, StringComparison.Ordinal);
    }

    private static async Task<string> Succeeds(params string[] args)
    {
        var run = await Run.Tool(["formulas", .. args]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.Output;
    }

    private static async Task<JsonNode> Json(params string[] args) => JsonNode.Parse(await Succeeds([.. args, "--format", "json"]))!;

    private static double[] Values(JsonNode? values) => [.. values!.AsArray().Select(static value => (double)value!)];
}
