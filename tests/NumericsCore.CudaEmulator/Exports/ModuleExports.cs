using System.Runtime.InteropServices;

namespace NumericsCore.CudaEmulator;

/// <summary>The driver's functions: modules.</summary>
internal static unsafe class ModuleExports
{
    [UnmanagedCallersOnly(EntryPoint = nameof(cuModuleLoadData))]
    public static int cuModuleLoadData(nint* module, byte* text) => DriverEntry.Call(driver => *DriverEntry.Result(module) = driver.LoadModule(Text(text), default));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuModuleLoadDataEx))]
    public static int cuModuleLoadDataEx(nint* module, byte* text, uint count, int* options, void** values) =>
        DriverEntry.Call(driver => *DriverEntry.Result(module) = driver.LoadModule(Text(text), new(count, options, values)));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuModuleUnload))]
    public static int cuModuleUnload(nint module) => DriverEntry.Call(driver => driver.UnloadModule(module));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuModuleGetFunction))]
    public static int cuModuleGetFunction(nint* function, nint module, byte* name) => DriverEntry.Call(driver => *DriverEntry.Result(function) = driver.FindFunction(module, Text(name)));

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)DriverEntry.Result(text))!;
}
