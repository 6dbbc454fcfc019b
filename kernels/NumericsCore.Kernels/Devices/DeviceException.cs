using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace NumericsCore.Kernels;

/// <summary>
/// A GPU's driver failed. The message names the device and what the driver said. After a fault of the device itself, such as an access
/// to a wrong address, nothing more runs on it in this process.
/// </summary>
public sealed class DeviceException : Exception
{
    /// <summary>An exception without a message.</summary>
    public DeviceException()
    {
    }

    /// <summary>An exception with a message.</summary>
    public DeviceException(string message) : base(message)
    {
    }

    /// <summary>An exception with a message and what caused it.</summary>
    public DeviceException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>What a device's driver said, with the device's name.</summary>
    internal static DeviceException Of(string device, AcceleratorException cause) => new($"{device} failed: {Said(cause)}.", cause);

    /// <summary>The driver's words and its code.</summary>
    internal static string Said(AcceleratorException cause)
    {
        string code = cause is CudaException { Error: var cuda } ? cuda : cause is CLException { Error: var openCL } ? openCL.ToString() : "";
        return code == "" || cause.Message.Contains(code, StringComparison.Ordinal) ? cause.Message.TrimEnd('.') : $"{cause.Message.TrimEnd('.')} ({code})";
    }
}
