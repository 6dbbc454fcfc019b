using System.Diagnostics.CodeAnalysis;

namespace NumericsCore.Kernels;

/// <summary>Whether a program can use GPUs. Where the switch is off when it is published, the half of the library that drives them is left out.</summary>
internal static class GpuSupport
{
    /// <summary>The switch in a program's runtimeconfig.json; programs set the property NumericsCoreGpu.</summary>
    public const string Switch = "NumericsCore.Gpu";

    /// <summary>On unless a program says otherwise.</summary>
    [FeatureSwitchDefinition(Switch)]
    public static bool IsEnabled { get; } = !AppContext.TryGetSwitch(Switch, out bool enabled) || enabled;

    /// <summary>What a program is told that asks for a GPU all the same.</summary>
    public static NotSupportedException Disabled(string device) => new(
        $"{device} cannot be used: this program was built without GPUs. A program that is compiled ahead of time (PublishAot) runs on the CPU alone, because kernels for GPUs are compiled while it runs; "
        + "in another, set <NumericsCoreGpu>true</NumericsCoreGpu> in the project file.");
}
