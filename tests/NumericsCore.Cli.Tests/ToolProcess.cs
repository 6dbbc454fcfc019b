using System.Diagnostics;

namespace NumericsCore.Cli.Tests;

/// <summary>The tool as a process of its own, as built beside the tests.</summary>
internal static class ToolProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Process Start(string[] args, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "NumericsCore.Cli.dll"));
        foreach (string arg in args) start.ArgumentList.Add(arg);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static async Task<Run> Run(string[] args, params (string Name, string Value)[] environment)
    {
        using var process = Start(args, environment);
        return await Finish(process);
    }

    /// <summary>Runs the tool with another runtimeconfig.json, in which switches of the library are.</summary>
    public static async Task<Run> RunWith(string runtimeConfig, string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string arg in (string[])["exec", "--runtimeconfig", runtimeConfig, Path.Combine(AppContext.BaseDirectory, "NumericsCore.Cli.dll"), .. args]) start.ArgumentList.Add(arg);
        using var process = Process.Start(start)!;
        return await Finish(process);
    }

    /// <summary>Waits for the end, and ends a process that does not come to it.</summary>
    public static async Task<Run> Finish(Process process)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var killer = limit.Token.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Run(process.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
    }
}
