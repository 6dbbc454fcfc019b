using System.Runtime.InteropServices;

namespace NumericsCore.CudaEmulator;

/// <summary>The driver's functions: launches and occupancy.</summary>
internal static unsafe class LaunchExports
{
    [UnmanagedCallersOnly(EntryPoint = nameof(cuLaunchKernel))]
    public static int cuLaunchKernel(nint function, int gridX, int gridY, int gridZ, int blockX, int blockY, int blockZ, uint sharedBytes, nint stream, void** arguments, void** extra) =>
        DriverEntry.Call(driver => driver.Launch(function, new(gridX, gridY, gridZ), new(blockX, blockY, blockZ), sharedBytes, stream, new(arguments, extra)));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuOccupancyMaxActiveBlocksPerMultiprocessor))]
    public static int cuOccupancyMaxActiveBlocksPerMultiprocessor(int* blocks, nint function, int threads, ulong sharedBytes) =>
        DriverEntry.Call(driver => *DriverEntry.Result(blocks) = driver.BlocksOfMultiprocessor(function, threads, sharedBytes));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuOccupancyMaxPotentialBlockSize))]
    public static int cuOccupancyMaxPotentialBlockSize(int* grid, int* block, nint function, delegate* unmanaged<int, ulong> sharedBytesOfBlock, ulong sharedBytes, int limit) =>
        DriverEntry.Call(driver => (*DriverEntry.Result(grid), *DriverEntry.Result(block)) =
            driver.BestBlock(function, threads => sharedBytesOfBlock is null ? sharedBytes : sharedBytesOfBlock(threads), limit));
}
