using System.Runtime.InteropServices;

namespace NumericsCore.CudaEmulator;

/// <summary>The driver's functions: memory.</summary>
internal static unsafe class MemoryExports
{
    [UnmanagedCallersOnly(EntryPoint = nameof(cuMemGetInfo_v2))]
    public static int cuMemGetInfo_v2(ulong* free, ulong* total) => DriverEntry.Call(driver => (*DriverEntry.Result(free), *DriverEntry.Result(total)) = driver.MemoryInfo());

    [UnmanagedCallersOnly(EntryPoint = nameof(cuMemAlloc_v2))]
    public static int cuMemAlloc_v2(ulong* address, ulong bytes) => DriverEntry.Call(driver => *DriverEntry.Result(address) = driver.Allocate(bytes));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuMemFree_v2))]
    public static int cuMemFree_v2(ulong address) => DriverEntry.Call(driver => driver.Free(address));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuMemAllocHost_v2))]
    public static int cuMemAllocHost_v2(ulong* address, ulong bytes) => DriverEntry.Call(driver => *DriverEntry.Result(address) = driver.AllocateHost(bytes));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuMemFreeHost))]
    public static int cuMemFreeHost(ulong address) => DriverEntry.Call(driver => driver.FreeHost(address));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuMemHostRegister_v2))]
    public static int cuMemHostRegister_v2(ulong address, ulong bytes, uint flags) => DriverEntry.Call(driver => driver.RegisterHost(address, bytes));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuMemHostUnregister))]
    public static int cuMemHostUnregister(ulong address) => DriverEntry.Call(driver => driver.UnregisterHost(address));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuMemHostGetDevicePointer_v2))]
    public static int cuMemHostGetDevicePointer_v2(ulong* device, ulong address, uint flags) => DriverEntry.Call(driver => *DriverEntry.Result(device) = driver.DeviceAddressOfHost(address));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuPointerGetAttribute))]
    public static int cuPointerGetAttribute(int* value, int attribute, ulong address) => DriverEntry.Call(driver => *DriverEntry.Result(value) = driver.PointerAttribute(attribute, address));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuMemcpyAsync))]
    public static int cuMemcpyAsync(ulong to, ulong from, ulong bytes, nint stream) => DriverEntry.Call(driver => driver.Copy(to, from, bytes, stream));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuMemsetD8Async))]
    public static int cuMemsetD8Async(ulong to, byte value, ulong bytes, nint stream) => DriverEntry.Call(driver => driver.Fill(to, value, bytes, stream));
}
