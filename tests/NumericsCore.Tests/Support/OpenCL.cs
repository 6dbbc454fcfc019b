namespace NumericsCore.Tests.Support;

/// <summary>The OpenCL device of this machine, if there is one. NUMERICSCORE_REQUIRE_OPENCL=1 makes its absence a failure.</summary>
internal static class OpenCL
{
    private static readonly DeviceInfo? s_usable = Device.All.FirstOrDefault(static device => device.Name.StartsWith("opencl", StringComparison.Ordinal) && device.Obstacle is null);

    /// <summary>Why tests cannot use it; null if they can, or must.</summary>
    public static string? Missing { get; } = s_usable is not null || Environment.GetEnvironmentVariable("NUMERICSCORE_REQUIRE_OPENCL") == "1"
        ? null : "No OpenCL device is installed; .ci/opencl-host runs the tests where there is one.";

    /// <summary>The device.</summary>
    public static Device Device => Device.Parse(s_usable?.Name ?? "opencl:0");

    /// <summary>The device in a list: empty where there is none.</summary>
    public static Device[] AsList => Missing is null ? [Device] : [];
}

/// <summary>A fact about the OpenCL device, skipped with the reason where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenCLFactAttribute : FactAttribute
{
    public OpenCLFactAttribute() => Skip = OpenCL.Missing;
}

/// <summary>A theory about the OpenCL device, skipped with the reason where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenCLTheoryAttribute : TheoryAttribute
{
    public OpenCLTheoryAttribute() => Skip = OpenCL.Missing;
}
