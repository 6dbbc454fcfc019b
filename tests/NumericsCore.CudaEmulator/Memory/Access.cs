namespace NumericsCore.CudaEmulator;

internal enum Access
{
    Read,
    Write,

    /// <summary>Read and written at once, which other atomic accesses may do too.</summary>
    Atomic,
}
