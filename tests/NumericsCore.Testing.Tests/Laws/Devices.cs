using System.Reflection;
using NumericsCore.Tests.Support;
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

    public static Device Get(string name) => s_cpus.TryGetValue(name, out var make) ? make() : Device.Parse(name);

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
[TraitDiscoverer("Xunit.Sdk.TraitDiscoverer", "xunit.core")]
public sealed class GpuDevicesAttribute : DataAttribute, ITraitAttribute
{
    public GpuDevicesAttribute(string trait = "Devices", string value = "GPU")
    {
        (Trait, Value) = (trait, value);
        Skip = Gpus.Missing;
    }

    public string Trait { get; }

    public string Value { get; }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        (Gpus.Names.Count > 0 ? Gpus.Names : ["none"]).Select(static name => new object[] { name });
}

/// <summary>The devices share the machine's cores: their tests run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class DeviceTests
{
    public const string Name = "every device";
}
