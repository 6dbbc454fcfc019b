using ILGPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace NumericsCore.Kernels;

/// <summary>How ILGPU is set up: the exact operations registered, kernels inlined whole, and IEEE arithmetic everywhere.</summary>
internal static class GpuContext
{
    private static readonly Lazy<Context> s_shared = new(() => Create(AddAll));
    private static readonly Lazy<Context> s_profiled = new(CreateProfiled);

    /// <summary>The context of all GPUs of this process.</summary>
    public static Context Shared => s_shared.Value;

    /// <summary>
    /// Another one over the same GPUs, in the same order, whose streams can be marked with the device's time; that costs some drivers a
    /// little. Where a process can have only one, it is <see cref="Shared"/>.
    /// </summary>
    public static Context Profiled => s_profiled.Value;

    /// <summary>A context over the devices that <paramref name="addDevices"/> registers.</summary>
    public static Context Create(Action<Context.Builder> addDevices) => Context.Create(builder =>
    {
        // the highest level is the one that finds out which pointers are global, and so writes ld.global
        builder.Optimize(OptimizationLevel.O2).Inlining(InliningMode.Aggressive).Math(MathMode.Default);
        ExactCode.Register(builder);
        TensorCoreCode.Register(builder);
        addDevices(builder);
    });

    private static Context CreateProfiled()
    {
        try
        {
            return Create(static builder => AddAll(builder.Profiling()));
        }
        // in the Windows Subsystem for Linux, ILGPU 1.5.3 sets a resolver of libraries for each context, which .NET allows once
        catch (InvalidOperationException)
        {
            return Shared;
        }
    }

    private static void AddAll(Context.Builder builder)
    {
        DriverLibraries.Register();
        builder.OpenCL(_ => true).Cuda();
    }
}
