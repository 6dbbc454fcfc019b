using System.Runtime.InteropServices;

namespace NumericsCore.CudaEmulator;

/// <summary>The driver's functions: captures and graphs.</summary>
internal static unsafe class GraphExports
{
    [UnmanagedCallersOnly(EntryPoint = nameof(cuStreamBeginCapture_v2))]
    public static int cuStreamBeginCapture_v2(nint stream, int mode) => DriverEntry.Call(driver => driver.BeginCapture(stream, mode));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuStreamEndCapture))]
    public static int cuStreamEndCapture(nint stream, nint* graph) => DriverEntry.Call(driver =>
    {
        *DriverEntry.Result(graph) = 0;
        *graph = driver.EndCapture(stream);
    });

    [UnmanagedCallersOnly(EntryPoint = nameof(cuGraphInstantiateWithFlags))]
    public static int cuGraphInstantiateWithFlags(nint* executable, nint graph, ulong flags) => DriverEntry.Call(driver => *DriverEntry.Result(executable) = driver.Instantiate(graph, flags));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuGraphLaunch))]
    public static int cuGraphLaunch(nint executable, nint stream) => DriverEntry.Call(driver => driver.LaunchGraph(executable, stream));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuGraphExecDestroy))]
    public static int cuGraphExecDestroy(nint executable) => DriverEntry.Call(driver => driver.DestroyExecutable(executable));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuGraphDestroy))]
    public static int cuGraphDestroy(nint graph) => DriverEntry.Call(driver => driver.DestroyGraph(graph));
}
