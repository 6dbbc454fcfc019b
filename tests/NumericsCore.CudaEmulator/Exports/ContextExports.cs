using System.Runtime.InteropServices;

namespace NumericsCore.CudaEmulator;

/// <summary>The driver's functions: contexts.</summary>
internal static unsafe class ContextExports
{
    // CU_FUNC_CACHE_PREFER_NONE and CU_SHARED_MEM_CONFIG_FOUR_BYTE_BANK_SIZE
    private const int NoCachePreference = 0, FourByteBanks = 1;

    [UnmanagedCallersOnly(EntryPoint = nameof(cuCtxCreate_v2))]
    public static int cuCtxCreate_v2(nint* context, uint flags, int device) => DriverEntry.Call(driver => *DriverEntry.Result(context) = driver.CreateContext(device));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuCtxDestroy_v2))]
    public static int cuCtxDestroy_v2(nint context) => DriverEntry.Call(driver => driver.DestroyContext(context));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuCtxSetCurrent))]
    public static int cuCtxSetCurrent(nint context) => DriverEntry.Call(driver => driver.SetCurrentContext(context));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuCtxGetCurrent))]
    public static int cuCtxGetCurrent(nint* context) => DriverEntry.Call(driver => *DriverEntry.Result(context) = driver.CurrentContext());

    [UnmanagedCallersOnly(EntryPoint = nameof(cuCtxSynchronize))]
    public static int cuCtxSynchronize() => DriverEntry.Call(static driver => driver.SynchronizeContext());

    [UnmanagedCallersOnly(EntryPoint = nameof(cuCtxGetCacheConfig))]
    public static int cuCtxGetCacheConfig(int* preference) => DriverEntry.Call(driver => *DriverEntry.Result(preference) = driver.Preference(NoCachePreference));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuCtxSetCacheConfig))]
    public static int cuCtxSetCacheConfig(int preference) => DriverEntry.Call(driver => driver.Preference(preference));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuCtxGetSharedMemConfig))]
    public static int cuCtxGetSharedMemConfig(int* preference) => DriverEntry.Call(driver => *DriverEntry.Result(preference) = driver.Preference(FourByteBanks));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuCtxSetSharedMemConfig))]
    public static int cuCtxSetSharedMemConfig(int preference) => DriverEntry.Call(driver => driver.Preference(preference));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuCtxEnablePeerAccess))]
    public static int cuCtxEnablePeerAccess(nint peer, uint flags) => DriverEntry.Call(static _ => throw EmulatedDriver.NoPeerAccess());

    [UnmanagedCallersOnly(EntryPoint = nameof(cuCtxDisablePeerAccess))]
    public static int cuCtxDisablePeerAccess(nint peer) => DriverEntry.Call(static _ => throw EmulatedDriver.NoPeerAccess());
}
