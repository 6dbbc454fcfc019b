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
    // ILGPU's context is one for all devices, and what it keeps of a kernel that it could not compile must go before the next one
    private static readonly Lock s_compiling = new();

    /// <summary>Loads a kernel whose groups the launcher's caller chooses.</summary>
    /// <exception cref="GpuKernelException">The kernel does not compile on this device.</exception>
    public static TLauncher Load<TLauncher>(Accelerator accelerator, MethodInfo code) where TLauncher : Delegate
    {
        CompiledKernel? compiled = null;
        lock (s_compiling)
        {
            try
            {
                compiled = accelerator.GetBackend().Compile(EntryPointDescription.FromExplicitlyGroupedKernel(code), default);
                return accelerator.LoadKernel(compiled).CreateLauncherDelegate<TLauncher>();
            }
            catch (TypeLoadException exception)
            {
                throw new GpuKernelException($"{WhatWasCompiled(code.DeclaringType!)} could not be built for {accelerator.Name}: a formula is a parameter of its launcher, and its struct must be public, with all types around it. {exception.Message}", exception);
            }
            catch (Exception exception) when (exception is CLException or CudaException or InternalCompilerException or CapabilityNotSupportedException or NotSupportedException)
            {
                // half of its methods are known by now, and every later kernel would be compiled with them
                if (compiled is null) accelerator.Context.ClearCache(ClearCacheMode.Default);
                string log = compiled is CLCompiledKernel openCL && accelerator is CLAccelerator device ? BuildLog(device, openCL) : "";
                throw new GpuKernelException($"{WhatWasCompiled(code.DeclaringType!)} could not be built for {accelerator.Name}: {exception.GetBaseException().Message}{log}", exception);
            }
        }
    }

    /// <summary>The formulas that are not the library's, by their types; then the kernel that has them in it.</summary>
    private static string WhatWasCompiled(Type kernel)
    {
        string[] own = [.. OwnTypes(kernel).Select(static type => $"{type.Namespace}.{FormulaName.Of(type)}".TrimStart('.')).Distinct()];
        return own.Length == 0 ? FormulaName.Of(kernel) : $"The formula {string.Join(" or ", own)}, in the kernel {FormulaName.Of(kernel)},";
    }

    private static IEnumerable<Type> OwnTypes(Type type) => type.Assembly == typeof(GpuKernelLoader).Assembly
        ? type.GetGenericArguments().SelectMany(OwnTypes)
        : [type];

    /// <summary>The device compiler's messages. ILGPU keeps them to itself, so the program is built once more.</summary>
    private static string BuildLog(CLAccelerator device, CLCompiledKernel kernel)
    {
        CLKernel.LoadKernel(device, kernel.Name, kernel.Source, kernel.CVersion, out _, out _, out string? log);
        return Environment.NewLine + log;
    }
}
