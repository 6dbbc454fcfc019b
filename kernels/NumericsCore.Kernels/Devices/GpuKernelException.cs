namespace NumericsCore.Kernels;

/// <summary>A kernel could not be built for a device; the message holds the device compiler's log.</summary>
public sealed class GpuKernelException : Exception
{
    /// <summary>An exception without a message.</summary>
    public GpuKernelException()
    {
    }

    /// <summary>An exception with a message.</summary>
    public GpuKernelException(string message) : base(message)
    {
    }

    /// <summary>An exception with a message and what caused it.</summary>
    public GpuKernelException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
