using Xunit.Sdk;

namespace NumericsCore.Tests.Support;

/// <summary>
/// The OpenCL and CUDA devices of this machine. NUMERICSCORE_REQUIRE_OPENCL=1 and NUMERICSCORE_REQUIRE_CUDA=1 make the absence of a
/// device of that kind a failure.
/// </summary>
internal static class Gpus
{
    private static readonly string[] s_usable = [.. Device.All.Where(static device => device.Name != Device.Cpu.Name && device.Obstacle is null).Select(static device => device.Name)];

    // opening one tells what is missing
    private static readonly string[] s_missing =
        [.. new[] { "opencl", "cuda" }.Where(static kind => Environment.GetEnvironmentVariable($"NUMERICSCORE_REQUIRE_{kind.ToUpperInvariant()}") == "1" && !s_usable.Any(name => name.StartsWith(kind, StringComparison.Ordinal)))];

    /// <summary>The devices' names, those included that must be there.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_missing, .. s_usable];

    /// <summary>Why tests cannot use them; null if they can, or must.</summary>
    public static string? Missing { get; } = Names.Count > 0 ? null : "No OpenCL or CUDA device is installed; .ci/opencl-host runs the tests where there is one.";

    /// <summary>The devices: none where there is none.</summary>
    public static IEnumerable<Device> All => Names.Select(Device.Parse);
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
public sealed class GpuTheoryAttribute : TheoryAttribute, ITraitAttribute
{
    // the trait that "dotnet test --filter Devices=GPU" asks for: its discoverer reads the constructor's arguments
    public GpuTheoryAttribute(string trait = "Devices", string value = "GPU")
    {
        (Trait, Value) = (trait, value);
        Skip = Gpus.Missing;
    }

    public string Trait { get; }

    public string Value { get; }
}
