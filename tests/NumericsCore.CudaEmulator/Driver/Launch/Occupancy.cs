namespace NumericsCore.CudaEmulator;

/// <summary>How many blocks a multiprocessor holds, as far as threads and shared memory limit it: the emulator counts no registers.</summary>
internal static class Occupancy
{
    // of every block, the system keeps that much for itself from compute capability 8.0 on
    private const int ReservedSharedBytes = 1024;
    private const int WarpSize = 32, BlocksOfMultiprocessor = 32;

    public static int Blocks(int threads, long sharedBytes, int threadsOfMultiprocessor, int sharedBytesOfMultiprocessor)
    {
        if (threads is < 1 or > LaunchLimits.ThreadsOfBlock || sharedBytes > LaunchLimits.SharedBytes) return 0;
        int byThreads = threadsOfMultiprocessor / ((threads + WarpSize - 1) / WarpSize * WarpSize);
        long byMemory = sharedBytesOfMultiprocessor / (sharedBytes + ReservedSharedBytes);
        return (int)Math.Min(Math.Min(byThreads, byMemory), BlocksOfMultiprocessor);
    }
}
