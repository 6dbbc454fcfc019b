namespace NumericsCore.CudaEmulator;

/// <summary>A kernel did what stops a real device; in the driver the code is sticky: every later call returns it.</summary>
public sealed class DeviceFaultException(CudaError code, string message) : Exception(message)
{
    public CudaError Code { get; } = code;
}
