using System.Reflection;
using Xunit.Sdk;

namespace NumericsCore.Testing.Tests.Laws;

/// <summary>The devices that the laws hold on, by name.</summary>
internal static class Devices
{
    private static readonly Dictionary<string, Func<Device>> s_cpus = new()
    {
        ["CPU as configured"] = static () => Device.Cpu,
        ["1 thread, scalar"] = Once(static () => Device.CreateCpu(1, 0)),
        ["1 thread, 128 bits"] = Once(static () => Device.CreateCpu(1, 128)),
        ["2 threads, 256 bits"] = Once(static () => Device.CreateCpu(2, 256)),
        ["3 threads, 512 bits"] = Once(static () => Device.CreateCpu(3, 512)),
    };

    public static IEnumerable<string> Cpus => s_cpus.Keys;

    /// <summary>The OpenCL and CUDA devices, those included that the environment demands: their absence fails the tests instead of skipping them.</summary>
    public static IReadOnlyList<string> Gpus { get; } = [.. Required("opencl"), .. Required("cuda"), .. Usable()];

    public static Device Get(string name) => s_cpus.TryGetValue(name, out var make) ? make() : Device.Parse(name);

    private static IEnumerable<string> Usable() =>
        Device.All.Where(static device => device.Obstacle is null && device.Name != Device.Cpu.Name).Select(static device => device.Name);

    private static string[] Required(string kind) =>
        Environment.GetEnvironmentVariable($"NUMERICSCORE_REQUIRE_{kind.ToUpperInvariant()}") == "1" && !Usable().Any(name => name.StartsWith(kind, StringComparison.Ordinal)) ? [kind] : [];

    private static Func<Device> Once(Func<Device> make)
    {
        var made = new Lazy<Device>(make);
        return () => made.Value;
    }
}

/// <summary>Runs a theory on the CPU in every lane width.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CpuDevicesAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => Devices.Cpus.Select(static name => new object[] { name });
}

/// <summary>Runs a theory on each OpenCL and CUDA device; shows a skipped test where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GpuDevicesAttribute : DataAttribute
{
    public GpuDevicesAttribute()
    {
        if (Devices.Gpus.Count == 0) Skip = "No OpenCL or CUDA device is installed; .ci/opencl-host runs the tests where there is one.";
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        (Devices.Gpus.Count > 0 ? Devices.Gpus : ["none"]).Select(static name => new object[] { name });
}

/// <summary>The devices share the machine's cores: their tests run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class DeviceTests
{
    public const string Name = "every device";
}
