namespace NumericsCore.CudaEmulator;

/// <content>Launches of kernels.</content>
internal sealed unsafe partial class EmulatedDriver
{
    public void Launch(nint functionHandle, Dim3 grid, Dim3 block, uint dynamicSharedBytes, nint streamHandle, LaunchArguments arguments)
    {
        var stream = FindOwnStream(streamHandle);
        var (module, kernel) = FindOwnFunction(functionHandle);
        LaunchLimits.Check(kernel, grid, block, dynamicSharedBytes);
        byte[] parameters = arguments.Read(kernel, Reports);
        bool faults = ++Counts.Launches == Settings.FaultAtLaunch;
        Queue(stream, () =>
        {
            if (faults) throw new DeviceFaultException(CudaError.IllegalAddress, $"launch {Settings.FaultAtLaunch}, {kernel.Name}, was to fault");
            if (module.IsUnloaded) throw new DeviceFaultException(CudaError.LaunchFailed, $"{kernel.Name} is launched after its module was unloaded");
            _grids.Run(kernel, grid, block, parameters, (int)dynamicSharedBytes);
        });
    }

    /// <summary>How many blocks of a kernel a multiprocessor holds.</summary>
    public int BlocksOfMultiprocessor(nint functionHandle, int threads, ulong dynamicSharedBytes)
    {
        var function = FindOwnFunction(functionHandle);
        if (threads < 1) throw Invalid($"a block of {threads} threads");
        return Blocks(function.Kernel, threads, dynamicSharedBytes);
    }

    /// <summary>The size of a block with which a multiprocessor holds most threads, the largest of several, and the blocks that fill the device.</summary>
    public (int Grid, int Block) BestBlock(nint functionHandle, Func<int, ulong> dynamicSharedBytes, int limit)
    {
        var function = FindOwnFunction(functionHandle);
        (int Threads, int Blocks, int Size) best = default;
        int most = limit > 0 ? Math.Min(limit, LaunchLimits.ThreadsOfBlock) : LaunchLimits.ThreadsOfBlock;
        for (int size = most; size > 0; size = (size - 1) / 32 * 32)
        {
            int blocks = Blocks(function.Kernel, size, dynamicSharedBytes(size));
            if (blocks * size > best.Threads) best = (blocks * size, blocks, size);
        }

        return best.Size > 0 ? (best.Blocks * Attribute(16, 0), best.Size) : throw Invalid($"no block of {function.Kernel.Name} fits");
    }

    private int Blocks(PtxKernel kernel, int threads, ulong dynamicSharedBytes) =>
        Occupancy.Blocks(threads, kernel.SharedBytes + (long)Math.Min(dynamicSharedBytes, int.MaxValue),
            Attribute(DeviceAttributes.ThreadsOfMultiprocessor, 0), Attribute(DeviceAttributes.SharedBytesOfMultiprocessor, 0));

    private CudaFunction FindOwnFunction(nint handle)
    {
        var context = Current;
        var function = _functions.Find(handle);
        return function.Module.Context == context ? function : throw new CallRefusedException(CudaError.InvalidHandle, $"{function.Kernel.Name} is another context's");
    }
}
