using System.Runtime.InteropServices;
using System.Text;

namespace NumericsCore.CudaEmulator;

/// <summary>The names of the driver's result codes and what they say, as text and as the strings that cuGetErrorName and cuGetErrorString give.</summary>
internal static class CudaErrors
{
    private static readonly Dictionary<string, nint> s_native = [];

    /// <summary>The name of cuda.h, such as CUDA_ERROR_OUT_OF_MEMORY; null for a number that is no code.</summary>
    public static string? Name(CudaError code)
    {
        if (code == CudaError.Success) return "CUDA_SUCCESS";
        if (Enum.GetName(code) is not { } name) return null;
        var text = new StringBuilder("CUDA_ERROR");
        foreach (char letter in name)
        {
            if (char.IsUpper(letter)) text.Append('_');
            text.Append(char.ToUpperInvariant(letter));
        }

        return text.ToString();
    }

    /// <summary>The driver's sentence; null for a number that is no code.</summary>
    public static string? Description(CudaError code) => code switch
    {
        CudaError.Success => "no error",
        CudaError.InvalidValue => "invalid argument",
        CudaError.OutOfMemory => "out of memory",
        CudaError.NotInitialized => "initialization error",
        CudaError.NoDevice => "no CUDA-capable device is detected",
        CudaError.InvalidDevice => "invalid device ordinal",
        CudaError.InvalidContext => "invalid device context",
        CudaError.NoBinaryForGpu => "no kernel image is available for execution on the device",
        CudaError.InvalidPtx => "a PTX JIT compilation failed",
        CudaError.UnsupportedPtxVersion => "the provided PTX was compiled with an unsupported toolchain.",
        CudaError.InvalidHandle => "invalid resource handle",
        CudaError.IllegalState => "the operation cannot be performed in the present state",
        CudaError.NotFound => "named symbol not found",
        CudaError.NotReady => "device not ready",
        CudaError.IllegalAddress => "an illegal memory access was encountered",
        CudaError.LaunchOutOfResources => "too many resources requested for launch",
        CudaError.ContextIsDestroyed => "context is destroyed",
        CudaError.HostMemoryAlreadyRegistered => "part or all of the requested memory range is already mapped",
        CudaError.HostMemoryNotRegistered => "pointer does not correspond to a registered memory region",
        CudaError.IllegalInstruction => "an illegal instruction was encountered",
        CudaError.MisalignedAddress => "misaligned address",
        CudaError.LaunchFailed => "unspecified launch failure",
        CudaError.NotSupported => "operation not supported",
        CudaError.StreamCaptureUnsupported => "operation not permitted when stream is capturing",
        CudaError.StreamCaptureInvalidated => "operation failed due to a previous error during capture",
        CudaError.StreamCaptureImplicit => "operation would make the legacy stream depend on a capturing blocking stream",
        CudaError.CapturedEvent => "operation not permitted on an event last recorded in a capturing stream",
        CudaError.StreamCaptureWrongThread => "attempt to terminate a thread-local capture sequence from another thread",
        CudaError.Unknown => "unknown error",
        _ => Name(code),
    };

    /// <summary>A string of C, which stays as long as the process; 0 for none.</summary>
    public static nint Native(string? text)
    {
        if (text is null) return 0;
        lock (s_native)
        {
            return s_native.TryGetValue(text, out nint address) ? address : s_native[text] = Marshal.StringToCoTaskMemUTF8(text);
        }
    }
}
