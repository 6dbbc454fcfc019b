using System.Reflection;
using System.Runtime.InteropServices;

namespace NumericsCore.CudaEmulator.Tests;

/// <summary>The functions as a program calls them.</summary>
public sealed unsafe class ExportTests
{
    private static readonly delegate* unmanaged<uint, int> s_init = &DeviceExports.cuInit;
    private static readonly delegate* unmanaged<nint*, uint, int, int> s_create = &ContextExports.cuCtxCreate_v2;
    private static readonly delegate* unmanaged<nint, int> s_destroy = &ContextExports.cuCtxDestroy_v2;
    private static readonly delegate* unmanaged<ulong*, ulong, int> s_allocate = &MemoryExports.cuMemAlloc_v2;
    private static readonly delegate* unmanaged<nint*, uint, int> s_createEvent = &EventExports.cuEventCreate;
    private static readonly delegate* unmanaged<nint, nint, int> s_record = &EventExports.cuEventRecord;
    private static readonly delegate* unmanaged<nint, int> s_query = &EventExports.cuEventQuery;
    private static readonly delegate* unmanaged<int, nint*, int> s_errorName = &ErrorExports.cuGetErrorName;

    [Fact]
    public void Every_function_that_ILGPU_and_the_graphs_call_is_exported_by_its_name()
    {
        string[] exports =
        [
            .. typeof(DeviceExports).Assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public))
                .Select(method => (method.Name, method.GetCustomAttribute<UnmanagedCallersOnlyAttribute>()?.EntryPoint)).Where(export => export.EntryPoint is not null)
                .Select(export =>
                {
                    Assert.Equal(export.Name, export.EntryPoint);
                    return export.Name;
                }),
        ];
        string[] called =
        [
            "cuInit", "cuDriverGetVersion", "cuDeviceGet", "cuDeviceGetCount", "cuDeviceGetName", "cuDeviceTotalMem_v2", "cuDeviceGetAttribute", "cuCtxCreate_v2", "cuCtxDestroy_v2",
            "cuCtxSetCurrent", "cuCtxSynchronize", "cuCtxGetCacheConfig", "cuCtxSetCacheConfig", "cuCtxGetSharedMemConfig", "cuCtxSetSharedMemConfig", "cuDeviceCanAccessPeer",
            "cuCtxEnablePeerAccess", "cuCtxDisablePeerAccess", "cuDeviceGetP2PAttribute", "cuPointerGetAttribute", "cuMemGetInfo_v2", "cuMemAlloc_v2", "cuMemFree_v2", "cuMemAllocHost_v2",
            "cuMemFreeHost", "cuMemcpyAsync", "cuMemsetD8Async", "cuMemHostRegister_v2", "cuMemHostUnregister", "cuMemHostGetDevicePointer_v2", "cuStreamCreate", "cuStreamCreateWithPriority",
            "cuStreamDestroy_v2", "cuStreamSynchronize", "cuGetErrorString", "cuModuleLoadData", "cuModuleLoadDataEx", "cuModuleUnload", "cuModuleGetFunction", "cuLaunchKernel",
            "cuOccupancyMaxActiveBlocksPerMultiprocessor", "cuOccupancyMaxPotentialBlockSize", "cuEventCreate", "cuEventDestroy_v2", "cuEventQuery", "cuEventElapsedTime", "cuEventRecord",
            "cuEventSynchronize", "cuStreamBeginCapture_v2", "cuStreamEndCapture", "cuGraphInstantiateWithFlags", "cuGraphLaunch", "cuGraphExecDestroy", "cuGraphDestroy", "cuGetErrorName",
        ];
        Assert.Empty(called.Except(exports));
    }

    [Fact]
    public void Calls_give_codes_and_results()
    {
        Assert.Equal(0, s_init(0));
        Assert.Equal(0, s_init(0));
        Assert.Equal((int)CudaError.InvalidValue, s_init(1));
        nint context, happening, name;
        Assert.Equal(0, s_create(&context, 0, 0));
        ulong memory;
        Assert.Equal(0, s_allocate(&memory, 4));
        Assert.NotEqual(0ul, memory);
        Assert.Equal((int)CudaError.InvalidValue, s_allocate(&memory, 0));
        Assert.Equal((int)CudaError.InvalidValue, s_allocate(null, 4));
        Assert.Equal(0, s_createEvent(&happening, 0));
        Assert.Equal(0, s_query(happening));
        Assert.Equal(0, s_record(happening, 0));
        Assert.Equal((int)CudaError.NotReady, s_query(happening));
        Assert.Equal(0, s_query(happening));
        Assert.Equal(0, s_errorName(2, &name));
        Assert.Equal("CUDA_ERROR_OUT_OF_MEMORY", Marshal.PtrToStringUTF8(name));
        Assert.Equal((int)CudaError.InvalidValue, s_errorName(12345, &name));
        Assert.Equal(0, s_destroy(context));
        Assert.Equal((int)CudaError.InvalidContext, s_destroy(context));
    }

    [Fact]
    public void No_exception_leaves_a_call()
    {
        Assert.Equal(0, s_init(0));
        var error = Console.Error;
        using var written = new StringWriter();
        Console.SetError(written);
        try
        {
            Assert.Equal((int)CudaError.Unknown, DriverEntry.Call(static _ => throw new InvalidOperationException("broken inside"), "cuTest"));
        }
        finally
        {
            Console.SetError(error);
        }

        Assert.Contains("internal error in cuTest: System.InvalidOperationException: broken inside", written.ToString(), StringComparison.Ordinal);
    }
}
