using System.Diagnostics;

namespace NumericsCore.Cli.Tests;

/// <summary>Scripts by which shells complete the command line.</summary>
public class CompletionTests
{
    [Theory]
    [InlineData("de", "describe devices")]
    [InlineData("tr", "train")]
    [InlineData("train a.csv --ta", "--target --task")]
    [InlineData("train a.csv --task c", "classification")]
    [InlineData("train a.csv --quiet --act", "--activation")]
    [InlineData("bench comp", "compare")]
    [InlineData("bench tiles --si", "--sizes")]
    [InlineData("train a.csv --target t --task auto --optimizer adam", "adam adamax adamw")]
    public async Task Bash_completes(string typed, string expected)
    {
        if (OperatingSystem.IsWindows()) return;
        string[] words = ["numericscore", .. typed.Split(' ')];
        string lookUp = $"\nCOMP_WORDS=({string.Join(' ', words.Select(static word => $"'{word}'"))})\nCOMP_CWORD={words.Length - 1}\n_numericscore\nprintf '%s\\n' \"${{COMPREPLY[@]}}\" | sort\n";
        string[] offered = (await Bash((await Run.Tool("completion", "bash")).Output + lookUp)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected, string.Join(' ', offered));
    }

    [Theory]
    [InlineData("bash", "--learning-rate-schedule")]
    [InlineData("zsh", "--learning-rate-schedule")]
    [InlineData("fish", "-l learning-rate-schedule -x -a 'constant")]
    [InlineData("powershell", "' train --learning-rate-schedule' = @('constant'")]
    public async Task Each_shell_has_the_options_of_the_tool(string shell, string part)
    {
        var run = await Run.Tool("completion", shell);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(part, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shell_that_has_none_is_bad_usage()
    {
        var run = await Run.Tool("completion", "cmd");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Usage: numericscore completion bash|zsh|fish|powershell\n", run.Error, StringComparison.Ordinal);
    }

    private static async Task<string> Bash(string script)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["--norc", "-s"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await bash.StandardInput.WriteAsync(script);
        bash.StandardInput.Close();
        string output = await bash.StandardOutput.ReadToEndAsync(), error = await bash.StandardError.ReadToEndAsync();
        Assert.Equal("", error);
        return output;
    }
}
