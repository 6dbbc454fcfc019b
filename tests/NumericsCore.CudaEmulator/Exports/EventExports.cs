using System.Runtime.InteropServices;

namespace NumericsCore.CudaEmulator;

/// <summary>The driver's functions: events.</summary>
internal static unsafe class EventExports
{
    [UnmanagedCallersOnly(EntryPoint = nameof(cuEventCreate))]
    public static int cuEventCreate(nint* happening, uint flags) => DriverEntry.Call(driver => *DriverEntry.Result(happening) = driver.CreateEvent(flags));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuEventDestroy_v2))]
    public static int cuEventDestroy_v2(nint happening) => DriverEntry.Call(driver => driver.DestroyEvent(happening));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuEventRecord))]
    public static int cuEventRecord(nint happening, nint stream) => DriverEntry.Call(driver => driver.RecordEvent(happening, stream));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuEventQuery))]
    public static int cuEventQuery(nint happening)
    {
        bool isReached = false;
        int result = DriverEntry.Call(driver => isReached = driver.QueryEvent(happening));
        return result != 0 || isReached ? result : (int)CudaError.NotReady;
    }

    [UnmanagedCallersOnly(EntryPoint = nameof(cuEventSynchronize))]
    public static int cuEventSynchronize(nint happening) => DriverEntry.Call(driver => driver.SynchronizeEvent(happening));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuEventElapsedTime))]
    public static int cuEventElapsedTime(float* milliseconds, nint start, nint end) => DriverEntry.Call(driver => *DriverEntry.Result(milliseconds) = driver.Elapsed(start, end));
}
