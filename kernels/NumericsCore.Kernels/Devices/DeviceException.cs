using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace NumericsCore.Kernels;

/// <summary>
/// A GPU's driver failed. The message names the device, what was asked of it and what the driver said. What a kernel does wrong is found by a
/// later call, which is the one that is named then. After a fault of the device itself, such as an access to a wrong address, nothing more
/// runs on it in this process.
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

    private DeviceException(string device, string operation, AcceleratorException cause) : base($"{device} failed in {operation}: {Said(cause)}.", cause)
    {
        DeviceName = device;
        Operation = operation;
        DriverCode = CodeOf(cause);
    }

    /// <summary>The device's name, as its driver gives it; null where only a message is known.</summary>
    public string? DeviceName { get; }

    /// <summary>What was asked of the device, such as "a launch of Map&lt;Relu, Single&gt; over x[1024], y[1024]"; null where only a message is known.</summary>
    public string? Operation { get; }

    /// <summary>The driver's error, such as "CUDA_ERROR_LAUNCH_FAILED" or "CL_OUT_OF_RESOURCES"; null where it gave none.</summary>
    public string? DriverCode { get; }

    /// <summary>What a device's driver said when something was asked of it.</summary>
    /// <param name="accelerator">The device.</param>
    /// <param name="operation">What was asked, as a noun with its article.</param>
    /// <param name="cause">ILGPU's exception.</param>
    internal static DeviceException Of(Accelerator accelerator, string operation, AcceleratorException cause) => new(accelerator.Name, operation, cause);

    /// <summary>The same of a kernel that was to be launched.</summary>
    internal static DeviceException OfLaunch<TOperands, TKernel>(Accelerator accelerator, in TOperands operands, AcceleratorException cause)
        where TOperands : struct, IOperands<TOperands>
    {
        var list = new OperandList();
        operands.Visit(list);
        return new(accelerator.Name, $"a launch of {FormulaName.Of(typeof(TKernel))} over {list}", cause);
    }

    /// <summary>The driver's words and its code.</summary>
    internal static string Said(AcceleratorException cause)
    {
        string? code = CodeOf(cause);
        return code is null || cause.Message.Contains(code, StringComparison.Ordinal) ? cause.Message.TrimEnd('.') : $"{cause.Message.TrimEnd('.')} ({code})";
    }

    private static string? CodeOf(AcceleratorException cause) => cause switch
    {
        CudaException { Error: { Length: > 0 } code } => code,
        CLException { Error: var code } => code.ToString(),
        _ => null,
    };
}
