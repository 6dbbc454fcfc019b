using FsCheck.Xunit;
using Xunit.Sdk;

namespace NumericsCore.Tests.Support;

/// <summary>What the tests of every project say of devices that are not there; each has a Gpus that lists those that are.</summary>
internal static class MissingDevices
{
    /// <summary>Why the tests of devices are skipped where there is none.</summary>
    public const string Reason = "No OpenCL or CUDA device is installed; .ci/opencl-host runs the tests where there is one.";

    /// <summary>The kinds, opencl or cuda, of which a device must be there and none is: NUMERICSCORE_REQUIRE_OPENCL=1 and NUMERICSCORE_REQUIRE_CUDA=1 say so.</summary>
    public static string[] Required(IEnumerable<string> present) =>
        [.. new[] { "opencl", "cuda" }.Except(present).Where(static kind => Environment.GetEnvironmentVariable($"NUMERICSCORE_REQUIRE_{kind.ToUpperInvariant()}") == "1")];
}

/// <summary>A fact about the devices, skipped with the reason where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
[TraitDiscoverer("Xunit.Sdk.TraitDiscoverer", "xunit.core")]
public sealed class GpuFactAttribute : FactAttribute, ITraitAttribute
{
    // the trait that "dotnet test --filter Devices=GPU" asks for: its discoverer reads the constructor's arguments
    public GpuFactAttribute(string trait = "Devices", string value = "GPU")
    {
        (Trait, Value) = (trait, value);
        Skip = Gpus.Missing;
    }

    public string Trait { get; }

    public string Value { get; }
}

/// <summary>A theory about the devices, skipped with the reason where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
[TraitDiscoverer("Xunit.Sdk.TraitDiscoverer", "xunit.core")]
public class GpuTheoryAttribute : TheoryAttribute, ITraitAttribute
{
    public GpuTheoryAttribute(string trait = "Devices", string value = "GPU")
    {
        (Trait, Value) = (trait, value);
        Skip = Gpus.Missing;
    }

    public string Trait { get; }

    public string Value { get; }
}

/// <summary>A property of the devices, skipped with the reason where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
[TraitDiscoverer("Xunit.Sdk.TraitDiscoverer", "xunit.core")]
public sealed class GpuPropertyAttribute : PropertyAttribute, ITraitAttribute
{
    public GpuPropertyAttribute(string trait = "Devices", string value = "GPU")
    {
        (Trait, Value) = (trait, value);
        MaxTest = 200;
        // the property has no null to take
        if (Gpus.Missing is { } reason) Skip = reason;
    }

    public string Trait { get; }

    public string Value { get; }
}
