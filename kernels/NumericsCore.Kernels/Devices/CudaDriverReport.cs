using System.Runtime.InteropServices;

namespace NumericsCore.Kernels;

/// <summary>What NVIDIA's driver says when it is asked for its GPUs. ILGPU asks too, but keeps the answer to itself.</summary>
internal static unsafe class CudaDriverReport
{
    /// <summary>Why a loaded library offers no GPU that ILGPU takes.</summary>
    public static string Describe(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "cuInit", out nint init) || !NativeLibrary.TryGetExport(library, "cuDeviceGetCount", out nint getCount))
            return "its library has no cuInit: it is not NVIDIA's";
        int result = ((delegate* unmanaged<uint, int>)init)(0);
        if (result != 0) return $"cuInit gives {Name(library, result)}";
        int count = 0;
        result = ((delegate* unmanaged<int*, int>)getCount)(&count);
        if (result != 0) return $"cuDeviceGetCount gives {Name(library, result)}";
        return count == 0 ? "it lists no GPU" : FormattableString.Invariant($"ILGPU can use none of its {count} GPU{(count == 1 ? "" : "s")}: each is older than it knows, or does not answer its questions");
    }

    private static string Name(nint library, int result)
    {
        nint name = 0;
        return NativeLibrary.TryGetExport(library, "cuGetErrorName", out nint getName) && ((delegate* unmanaged<int, nint*, int>)getName)(result, &name) == 0 && name != 0
            ? Marshal.PtrToStringUTF8(name)! : FormattableString.Invariant($"CUresult {result}");
    }
}
