using System.Runtime.InteropServices;

namespace NumericsCore.CudaEmulator;

/// <summary>The driver's functions: error handling.</summary>
internal static unsafe class ErrorExports
{
    [UnmanagedCallersOnly(EntryPoint = nameof(cuGetErrorName))]
    public static int cuGetErrorName(int error, nint* text) => DriverEntry.CallAlways(() => *DriverEntry.Result(text) = Find(CudaErrors.Name((CudaError)error)));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuGetErrorString))]
    public static int cuGetErrorString(int error, nint* text) => DriverEntry.CallAlways(() => *DriverEntry.Result(text) = Find(CudaErrors.Description((CudaError)error)));

    private static nint Find(string? text) => text is not null ? CudaErrors.Native(text) : throw new CallRefusedException(CudaError.InvalidValue, "no error has this number");
}
