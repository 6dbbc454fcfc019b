using System.Runtime.InteropServices;

namespace NumericsCore.CudaEmulator;

/// <summary>The driver's functions: streams.</summary>
internal static unsafe class StreamExports
{
    [UnmanagedCallersOnly(EntryPoint = nameof(cuStreamCreate))]
    public static int cuStreamCreate(nint* stream, uint flags) => DriverEntry.Call(driver => *DriverEntry.Result(stream) = driver.CreateStream(flags));

    // no stream is preferred: any order is one that the program must stand
    [UnmanagedCallersOnly(EntryPoint = nameof(cuStreamCreateWithPriority))]
    public static int cuStreamCreateWithPriority(nint* stream, uint flags, int priority) => DriverEntry.Call(driver => *DriverEntry.Result(stream) = driver.CreateStream(flags));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuStreamDestroy_v2))]
    public static int cuStreamDestroy_v2(nint stream) => DriverEntry.Call(driver => driver.DestroyStream(stream));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuStreamSynchronize))]
    public static int cuStreamSynchronize(nint stream) => DriverEntry.Call(driver => driver.SynchronizeStream(stream));
}
