using System.Reflection;
using ILGPU;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.OpenCL;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace NumericsCore.Kernels;

/// <summary>Compiles kernels for a device.</summary>
internal static class GpuKernelLoader
{
    /// <summary>Loads a kernel whose groups the launcher's caller chooses.</summary>
    /// <exception cref="GpuKernelException">The kernel does not compile on this device.</exception>
    public static TLauncher Load<TLauncher>(Accelerator accelerator, MethodInfo code) where TLauncher : Delegate
    {
        CompiledKernel? compiled = null;
        try
        {
            compiled = accelerator.GetBackend().Compile(EntryPointDescription.FromExplicitlyGroupedKernel(code), default);
            return accelerator.LoadKernel(compiled).CreateLauncherDelegate<TLauncher>();
        }
        catch (TypeLoadException exception)
        {
            throw new GpuKernelException($"{code.DeclaringType} could not be built for {accelerator.Name}: a formula is a parameter of its launcher, and its struct must be public, with all types around it. {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is CLException or CudaException or InternalCompilerException or CapabilityNotSupportedException or NotSupportedException)
        {
            string log = compiled is CLCompiledKernel openCL && accelerator is CLAccelerator device ? BuildLog(device, openCL) : "";
            throw new GpuKernelException($"{code.DeclaringType} could not be built for {accelerator.Name}: {exception.Message}{log}", exception);
        }
    }

    /// <summary>The device compiler's messages. ILGPU keeps them to itself, so the program is built once more.</summary>
    private static string BuildLog(CLAccelerator device, CLCompiledKernel kernel)
    {
        CLKernel.LoadKernel(device, kernel.Name, kernel.Source, kernel.CVersion, out _, out _, out string? log);
        return Environment.NewLine + log;
    }
}
