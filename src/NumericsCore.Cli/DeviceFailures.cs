using ILGPU.Runtime;
using NumericsCore.Kernels;

namespace NumericsCore.Cli;

/// <summary>What a driver or a device did wrong, for the user.</summary>
internal static class DeviceFailures
{
    /// <summary>One line; null if the exception is no failure of a device.</summary>
    public static string? Explain(Exception problem) => problem switch
    {
        DeviceException => problem.Message.TrimEnd('.'),
        // the compiler's log follows on lines of its own
        GpuKernelException => problem.Message.Split('\n')[0].TrimEnd('\r', '.'),
        // of a library that is measured beside the kernels, which say themselves what failed
        AcceleratorException => $"the device failed: {problem.Message.TrimEnd('.')}",
        _ => null,
    };
}
