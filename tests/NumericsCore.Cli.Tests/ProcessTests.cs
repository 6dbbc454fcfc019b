using System.Diagnostics;
using System.Globalization;

namespace NumericsCore.Cli.Tests;

/// <summary>The tool as users start it.</summary>
public class ProcessTests
{
    [Fact]
    public async Task The_version_is_that_of_the_tool()
    {
        var run = await ToolProcess.Run(["--version"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"^0\.\d+\.\d+(\+[0-9a-f]+)?\n$", run.Output);
    }

    [Fact]
    public async Task Success_is_0_with_the_report_on_standard_output()
    {
        var run = await ToolProcess.Run(["train", Repository.Table("iris"), "--target", "species"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("weights' SHA-256", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', run.Output);
    }

    [Fact]
    public async Task Bad_input_is_1_with_one_line_on_standard_error()
    {
        var run = await ToolProcess.Run(["train", "nowhere.csv", "--target", "y"]);
        Assert.Equal(new Run(1, "", "error: there is no file 'nowhere.csv'\n"), run);
    }

    [Fact]
    public async Task Bad_usage_is_2_with_usage_on_standard_error()
    {
        var run = await ToolProcess.Run(["train", Repository.Table("iris"), "--target", "species", "--epoch", "3"]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("Unrecognized command or argument '--epoch'.\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("\nUsage: numericscore train FILE.csv --target COLUMN [options]\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_published_without_GPUs_says_so_and_lists_none()
    {
        string plain = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "NumericsCore.Cli.runtimeconfig.json"));
        string file = Path.Combine(AppContext.BaseDirectory, "without-gpus.runtimeconfig.json");
        await File.WriteAllTextAsync(file, plain.Replace("\"configProperties\": {", "\"configProperties\": {\n      \"NumericsCore.Gpu\": false,", StringComparison.Ordinal));
        var refused = await ToolProcess.RunWith(file, ["train", Repository.Table("iris"), "--target", "species", "--device", "opencl"]);
        Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
        Assert.StartsWith("error: opencl:0 cannot be used: this program was built without GPUs.", refused.Error, StringComparison.Ordinal);
        var listed = await ToolProcess.RunWith(file, ["devices"]);
        Assert.Equal(0, listed.ExitCode);
        Assert.DoesNotContain("opencl:0", listed.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NUMERICSCORE_THREADS", "abc", "a whole number from 1 to 1024")]
    [InlineData("NUMERICSCORE_THREADS", "30000", "a whole number from 1 to 1024")]
    [InlineData("NUMERICSCORE_CUDA_GRAPHS", "maybe", "0 or 1")]
    [InlineData("NUMERICSCORE_CHECK_REPLAY", "yes", "0 or 1")]
    [InlineData("NUMERICSCORE_PLAIN", "yes", "0 or 1")]
    [InlineData("NUMERICSCORE_SIMD", "64", "512, 256, 128 or 0 (scalar)")]
    public async Task A_wrong_variable_of_the_environment_is_2_with_one_line_on_standard_error(string name, string value, string expected)
    {
        string[][] commands = [["train", Repository.Table("iris"), "--target", "species"], ["devices"]];
        foreach (string[] command in commands)
        {
            var run = await ToolProcess.Run(command, (name, value));
            Assert.Equal(new Run(2, "", $"error: {name} is '{value}'; expected {expected}\n"), run);
        }

        Assert.Equal(0, (await ToolProcess.Run(["--version"], (name, value))).ExitCode);
    }

    [Fact]
    public async Task Cancelling_ends_with_130()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var run = await Run.Tool(cancellation.Token, Endless);
        Assert.Equal((130, "cancelled\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_signal_ends_the_process_with_130()
    {
        // Windows has no signals to send to another process.
        if (OperatingSystem.IsWindows()) return;
        using var process = ToolProcess.Start(Endless);
        try
        {
            for (string? line = ""; line is not null && !line.StartsWith("epoch", StringComparison.Ordinal);) line = await process.StandardOutput.ReadLineAsync();
            // the shell has kill built in; as a program of its own it may be missing
            using var kill = Process.Start("/bin/sh", ["-c", $"kill -TERM {process.Id.ToString(CultureInfo.InvariantCulture)}"]);
            var run = await ToolProcess.Finish(process);
            Assert.Equal((130, "cancelled\n"), (run.ExitCode, run.Error));
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    [Theory]
    [InlineData("head -1 >/dev/null", "")]
    [InlineData("head -1 >/dev/null", "--plain")]
    [InlineData(":", "--json")]
    [InlineData(":", "--quiet")]
    public async Task A_training_whose_reader_goes_away_ends_as_by_SIGPIPE(string reader, string option)
    {
        if (OperatingSystem.IsWindows()) return;
        string command = $"dotnet '{Path.Combine(AppContext.BaseDirectory, "NumericsCore.Cli.dll")}' train '{Repository.Table("iris")}' --target species --epochs 1000000000 --patience 0 --threads 1 {option}";
        var run = await Shell($"{{ {command}; echo code $? >&2; }} | {reader}");
        Assert.Equal("code 141\n", run.Error);
    }

    [Theory]
    [InlineData(">&-", 1, "error: standard output ")]
    [InlineData("2>&-", 0, "")]
    [InlineData(">/dev/full", 1, "error: standard output cannot be written: No space left on device\n")]
    [InlineData("--target nosuch 2>&-", 1, "")]
    [InlineData("--nosuch 2>&-", 2, "")]
    public async Task Closed_and_full_streams_end_with_an_exit_code(string streams, int code, string error)
    {
        if (!OperatingSystem.IsLinux()) return;
        string target = streams.Contains("--target", StringComparison.Ordinal) ? "" : "--target species";
        var run = await Shell($"dotnet '{Path.Combine(AppContext.BaseDirectory, "NumericsCore.Cli.dll")}' train '{Repository.Table("iris")}' {target} --epochs 1 {streams}");
        Assert.Equal(code, run.ExitCode);
        Assert.StartsWith(error, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", run.Error, StringComparison.Ordinal);
    }

    private static async Task<Run> Shell(string script)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        using var process = Process.Start(start)!;
        return await ToolProcess.Finish(process);
    }

    private static readonly string[] Endless =
        ["train", Repository.Table("iris"), "--target", "species", "--epochs", "1000000000", "--patience", "0", "--threads", "1"];
}
