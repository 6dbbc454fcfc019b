namespace NumericsCore.CudaEmulator;

/// <summary>A text that the emulator does not know as PTX; the message quotes it.</summary>
public sealed class PtxException(string message) : Exception(message);
