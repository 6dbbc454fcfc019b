using System.Numerics;
using FsCheck.Xunit;

namespace NumericsCore.Kernels.Tests;

/// <summary>The OpenCL device that the tests compare with the CPU. Without one they are skipped, unless NUMERICSCORE_REQUIRE_OPENCL=1 makes that a failure.</summary>
internal static class OpenCLDevice
{
    /// <summary>Why the tests cannot run here; null if they can, or must.</summary>
    public static string? Missing { get; } =
        Environment.GetEnvironmentVariable("NUMERICSCORE_REQUIRE_OPENCL") == "1" || GpuDevices.All.Any(device => device is { Kind: GpuKind.OpenCL, Obstacle: null })
            ? null : "No OpenCL device is installed; .ci/opencl-host runs the tests where there is one.";

    public static GpuBackend Backend => GpuDevices.Open(GpuKind.OpenCL, GpuDevices.All.FirstOrDefault(device => device is { Kind: GpuKind.OpenCL, Obstacle: null })?.Index ?? 0);

    /// <summary>Runs a kernel over arrays on the CPU and on the device: what all of them hold afterwards must be the same bits.</summary>
    public static void AgreesWithCpu<T>(T[][] arrays, bool aligned, Action<Backend, Slice<T>[]> kernel) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[][] expected = Run(Slices.Wide, arrays, aligned, kernel), actual = Run(Backend, arrays, aligned, kernel);
        for (int i = 0; i < arrays.Length; i++) Bits.Equal(expected[i], actual[i], $"on {Backend.Accelerator.Name}, in array {i}");
    }

    /// <summary>What arrays hold after a kernel has run over them on a backend.</summary>
    public static T[][] Run<T>(Backend backend, T[][] arrays, bool aligned, Action<Backend, Slice<T>[]> kernel) where T : unmanaged
    {
        DeviceArray<T>[] memory = [.. arrays.Select(values => new DeviceArray<T>(backend, values, aligned))];
        kernel(backend, [.. memory.Select(array => array.Slice)]);
        T[][] results = [.. memory.Select(array => array.ToArray())];
        foreach (var array in memory) array.Dispose();
        return results;
    }
}

/// <summary>A fact about the OpenCL device.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenCLFactAttribute : FactAttribute
{
    public OpenCLFactAttribute() => Skip = OpenCLDevice.Missing;
}

/// <summary>A theory about the OpenCL device.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenCLTheoryAttribute : TheoryAttribute
{
    public OpenCLTheoryAttribute() => Skip = OpenCLDevice.Missing;
}

/// <summary>A property of the OpenCL device.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenCLPropertyAttribute : PropertyAttribute
{
    public OpenCLPropertyAttribute()
    {
        MaxTest = 200;
        if (OpenCLDevice.Missing is { } reason) Skip = reason;
    }
}

/// <summary>One test at a time on the device: its driver uses all cores anyway.</summary>
[CollectionDefinition(Name)]
public sealed class OpenCLTests
{
    public const string Name = "OpenCL device";
}
