using System.Text.Json.Nodes;

namespace NumericsCore.Cli.Tests;

/// <summary>Products of two columns as features.</summary>
public class InteractTests
{
    private static readonly string[] s_small = ["--epochs", "2", "--layers", "3"];

    [Fact]
    public async Task A_product_lets_a_linear_model_see_it()
    {
        using var table = new TemporaryTable("a,b,y\n" + string.Concat(Enumerable.Range(0, 200).Select(static i => FormattableString.Invariant($"{i * 37 % 41 - 20},{i * 11 % 17 - 8},{(i * 37 % 41 - 20) * (i * 11 % 17 - 8)}\n"))));
        string[] command = ["train", table.File, "--target", "y", "--layers", "none", "--learning-rate", "0.05", "--json"];
        double plain = (double)JsonNode.Parse((await Run.Tool(command)).Output)!["r2"]!;
        double product = (double)JsonNode.Parse((await Run.Tool([.. command, "--interact", "a*b"])).Output)!["r2"]!;
        Assert.True(plain < 0.5 && product > 0.99, $"{plain} and {product}");
    }

    [Fact]
    public async Task A_model_keeps_them_and_explains_them()
    {
        using var model = await SavedModel.Train("diabetes", "progression", ["--interact", "sex*age", "--interact", "bmi*bmi", "--encode", "sex=one-hot"]);
        var predicted = await Run.Tool("predict", model.File, Repository.Table("diabetes"));
        Assert.Equal(0, predicted.ExitCode);
        var explained = await Run.Tool("explain", model.File, Repository.Table("diabetes"), "--rows", "50", "--json");
        Assert.Equal((0, ""), (explained.ExitCode, explained.Error));
        Assert.DoesNotContain("bmi*bmi", explained.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_stand_among_the_columns()
    {
        var json = await Run.Json("diabetes", "progression", [.. s_small, "--interact", "bmi*ldl", "--interact", "age*bmi"]);
        Assert.Equal(["bmi*ldl", "age*bmi"], json["data"]!["features"]!.AsArray().Select(static name => (string)name!).TakeLast(2));
        Assert.Equal("{\"column\":\"bmi*ldl\",\"steps\":\"product\",\"features\":1}", json["data"]!["columns"]!.AsArray()[^2]!.ToJsonString());
    }

    [Theory]
    [InlineData("--interact is 'bmi'; expected two features with a * between them, which are 'age', 'sex',", "bmi")]
    [InlineData("--interact is 'bmi*progression'; expected two features", "bmi*progression")]
    [InlineData("--interact: The interaction 'ldl*bmi' is given twice", "bmi*ldl", "--interact", "ldl*bmi")]
    public async Task What_is_no_pair_is_said(string message, params string[] pairs)
    {
        var run = await Run.Tool(["train", Repository.Table("diabetes"), "--target", "progression", .. s_small, "--interact", .. pairs]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }
}
