using NumericsCore.Cli.Streams;

namespace NumericsCore.Cli;

/// <summary>The variables of the environment, which are part of how a command was given.</summary>
internal static class EnvironmentVariables
{
    // each is on unless it is 0, or off unless it is 1
    private static readonly string[] s_switches = ["NUMERICSCORE_CUDA_GRAPHS", "NUMERICSCORE_CHECK_REPLAY", Failures.TraceSwitch, PlainOutput.Switch];

    /// <summary>What is wrong with one of them, without a full stop; null where all can be used.</summary>
    public static string? Fault()
    {
        foreach (string name in s_switches)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value and not ("" or "0" or "1")) return $"{name} is '{value}'; expected 0 or 1";
        }

        try
        {
            _ = Device.Cpu;
            return null;
        }
        catch (InvalidOperationException e)
        {
            return e.Message.TrimEnd('.');
        }
    }
}
