using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using ILGPU;

namespace NumericsCore.Kernels;

/// <summary>
/// The files that drivers' libraries have. ILGPU asks for <c>cuda</c> and <c>OpenCL</c>, which on Linux are libcuda.so and libOpenCL.so:
/// names that only the packages for developers install. Where these are missing, the names that every driver installs are tried.
/// </summary>
internal static class DriverLibraries
{
    private static readonly Lazy<bool> s_registered = new(static () =>
    {
        // asked after the runtime has found nothing, and beside the resolvers that a program has of its own
        var context = AssemblyLoadContext.GetLoadContext(typeof(Context).Assembly) ?? AssemblyLoadContext.Default;
        context.ResolvingUnmanagedDll += Resolve;
        return true;
    });

    /// <summary>The files of NVIDIA's driver, the one that is tried first before the others.</summary>
    public static string[] Cuda { get; } = OperatingSystem.IsWindows() ? ["nvcuda.dll"] : ["libcuda.so.1", "libcuda.so"];

    /// <summary>The files of the OpenCL loader.</summary>
    public static string[] OpenCL { get; } = OperatingSystem.IsWindows() ? ["OpenCL.dll"] : ["libOpenCL.so.1", "libOpenCL.so"];

    /// <summary>Sees to it that ILGPU finds them, from its first context on.</summary>
    public static void Register() => _ = s_registered.Value;

    /// <summary>Loads the first file that is there.</summary>
    public static bool TryLoad(string[] files, out nint library)
    {
        library = 0;
        foreach (string file in files)
            if (NativeLibrary.TryLoad(file, out library)) return true;
        return false;
    }

    private static nint Resolve(Assembly assembly, string name) => name switch
    {
        "cuda" or "nvcuda" when TryLoad(Cuda, out nint library) => library,
        "OpenCL" when TryLoad(OpenCL, out nint library) => library,
        _ => 0,
    };
}
