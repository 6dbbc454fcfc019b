using System.Text.Json.Nodes;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Cli.Reports;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Tests;

/// <summary>The command by which anybody checks the promise of the same bits.</summary>
public class VerifyTests
{
    private static readonly OrderRow[] s_order =
    [
        new("Sum", "float32", 2_048, null, "0 + 1", null), new("row sums", "float32", 2_048, null, "0 + 1", null), new("row sums", "float64", 20_000, 64, null, "elements 1 and 2 meet elsewhere"),
    ];

    private static readonly FunctionRow[] s_functions =
    [
        new("exp", "float32", 10, "0123456789abcdef", "0123456789abcdef", 0.7578), new("exp", "float64", 20, "fedcba9876543210", "0123456789abcdef", 0.7), new("sqrt", "float32", 10, "0123456789abcdef", "0123456789abcdef", null),
    ];

    [Fact]
    public async Task What_is_not_understood_is_bad_usage()
    {
        var run = await Run.Tool("verify", "--check", "order,speed");
        Assert.Equal((2, "", "'speed' is no check; expected some of order, functions, training.\n\nUsage: numericscore verify [options]\n'numericscore verify --help' lists the options.\n"), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task A_device_that_is_none_is_bad_input()
    {
        var run = await Run.Tool("verify", "--device", "tpu");
        Assert.Equal((1, "", "error: 'tpu' is no device; expected cpu, opencl, opencl:INDEX, cuda, cuda:INDEX or auto\n"), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task The_training_has_the_hash_of_the_README()
    {
        Assert.Contains($"weights {ReadmeTraining.Expected[..16]}\n", Repository.Read("README.md").ReplaceLineEndings("\n"), StringComparison.Ordinal);
        var run = await Run.Tool("verify", "--check", "training", "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var json = JsonNode.Parse(run.Output)!;
        Assert.Equal(($"{Device.Default.Name}", ReadmeTraining.Expected, true, true), ((string?)json["device"], (string?)json["training"]!["weightsSha256"], (bool)json["training"]!["agrees"]!, (bool)json["agrees"]!));
        Assert.Null(json["order"]);
    }

    [Fact]
    public void What_differs_is_said()
    {
        using var output = new StringWriter();
        var report = new VerifyReport(output);
        Assert.False(report.Order(s_order));
        Assert.False(report.Functions(s_functions));
        Assert.False(report.Training("00", "b4"));
        report.End(agrees: false);
        string text = output.ToString().ReplaceLineEndings("\n");
        Assert.Contains("  Sum of 2,048, float32: the whole tree: agrees\n", text, StringComparison.Ordinal);
        Assert.Contains("  row sums of 20,000, float64: 64 pairs of elements: DIFFERS: elements 1 and 2 meet elsewhere\n", text, StringComparison.Ordinal);
        Assert.Contains("2,048 elements (Sum, float32; row sums, float32):\n  0 + 1\n", text, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^│ exp +│ 0123456789ab │ agrees +│ fedcba987654 │ DIFFERS from 0123456789ab │ +10; 20 │ +0\.7578 │ +0\.7 │$", text);
        Assert.Matches(@"(?m)^│ sqrt +│ 0123456789ab │ agrees +│ +│ +│ +10 │ +│ +│$", text);
        Assert.EndsWith("\nthe README's training: weights' SHA-256 00: DIFFERS: expected b4\n\nNOT all agree: please report this output\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_differs_is_in_the_JSON()
    {
        using var output = new StringWriter();
        var report = new VerifyJson(output);
        Assert.False(report.Order(s_order));
        Assert.True(report.Order(s_order.Take(2)));
        Assert.False(report.Functions(s_functions));
        report.End(agrees: false);
        var json = JsonNode.Parse(output.ToString())!;
        Assert.Equal(("Sum", "0 + 1", true, 2048), ((string?)json["order"]![0]!["operation"], (string?)json["order"]![0]!["tree"], (bool)json["order"]![0]!["agrees"]!, (int)json["order"]![0]!["elements"]!));
        Assert.Equal((false, 0.7), ((bool)json["functions"]![1]!["agrees"]!, (double)json["functions"]![1]!["maxUlps"]!));
        Assert.False((bool)json["agrees"]!);
    }
}
