namespace NumericsCore.CudaEmulator;

/// <summary>A call of the driver that returns an error; the message goes to the log.</summary>
internal sealed class CallRefusedException(CudaError code, string message) : Exception(message)
{
    public CudaError Code { get; } = code;
}
