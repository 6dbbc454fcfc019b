namespace NumericsCore.CudaEmulator;

/// <summary>Runs grids of blocks over one device's memory; one run at a time.</summary>
public sealed unsafe class GridRunner : IDisposable
{
    private readonly Block _block;
    private readonly Schedule _schedule;

    public GridRunner(DeviceMemory memory, EmulatorSettings settings, Reports reports)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _block = new(memory, settings, reports);
        _schedule = _block.Random is { } random ? new SeededSchedule(_block, random) : new InStepSchedule(_block);
    }

    /// <summary>The instructions run so far, counted once a thread.</summary>
    public long ThreadInstructions => _schedule.ThreadInstructions;

    /// <summary>Runs a kernel to its end.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="grid">The number of blocks along each axis.</param>
    /// <param name="block">The number of threads of a block along each axis; 1024 at most in all.</param>
    /// <param name="parameters">The parameters' bytes: at least <see cref="PtxKernel.ParameterBytes" />.</param>
    /// <param name="dynamicSharedBytes">Bytes of shared memory beside those that the kernel declares; 48 KiB at most in all.</param>
    /// <exception cref="DeviceFaultException">The kernel does what stops a real device.</exception>
    public void Run(PtxKernel kernel, Dim3 grid, Dim3 block, ReadOnlySpan<byte> parameters, int dynamicSharedBytes)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentOutOfRangeException.ThrowIfLessThan(grid.Count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(block.Count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(block.Count, Group.Most);
        ArgumentOutOfRangeException.ThrowIfLessThan(parameters.Length, kernel.ParameterBytes);
        ArgumentOutOfRangeException.ThrowIfNegative(dynamicSharedBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(kernel.SharedBytes + dynamicSharedBytes, SharedMemory.Most);
        kernel.Registers.Prepare(grid, block);
        fixed (byte* start = parameters)
        {
            _block.Launch(kernel, block, start, kernel.SharedBytes + dynamicSharedBytes);
            foreach (long number in BlockOrder.Of(grid.Count, _block.Random))
            {
                _block.Begin(new((int)(number % grid.X), (int)(number / grid.X % grid.Y), (int)(number / grid.X / grid.Y)), (uint)number);
                _schedule.Run();
            }
        }
    }

    public void Dispose() => _block.Races?.Dispose();
}
