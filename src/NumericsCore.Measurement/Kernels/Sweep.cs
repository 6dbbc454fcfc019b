namespace NumericsCore.Measurement;

/// <summary>The sizes that kernels are measured at.</summary>
internal static class Sweep
{
    /// <summary>The sweep of a kernel over elements.</summary>
    public static IReadOnlyList<KernelSize> Counts { get; } = Of("4K", "64K", "1M", "16M", "64M");

    /// <summary>A shorter one.</summary>
    public static IReadOnlyList<KernelSize> QuickCounts { get; } = Of("4K", "256K", "16M");

    /// <summary>The sizes of texts.</summary>
    public static IReadOnlyList<KernelSize> Of(params string[] texts) => [.. texts.Select(KernelSize.Parse)];
}
