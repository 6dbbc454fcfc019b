using System.Numerics;

namespace NumericsCore.Kernels.Tests;

/// <summary>The OpenCL and CUDA devices that the tests compare with the CPU.</summary>
internal static class Gpus
{
    private static readonly GpuDeviceInfo[] s_usable = [.. GpuDevices.All.Where(device => device.UnavailableReason is null)];

    private static readonly GpuKind[] s_missing =
        [.. MissingDevices.Required(s_usable.Select(static device => device.Kind.ToString().ToLowerInvariant())).Select(static kind => Enum.Parse<GpuKind>(kind, ignoreCase: true))];

    /// <summary>Why the tests cannot run here; null if they can, or must.</summary>
    public static string? Missing { get; } = s_usable.Length + s_missing.Length > 0 ? null : MissingDevices.Reason;

    /// <summary>The devices.</summary>
    /// <exception cref="InvalidOperationException">A device that must be there is missing.</exception>
    public static IEnumerable<GpuBackend> All =>
        [.. s_missing.Select(kind => GpuDevices.Open(kind, 0)), .. s_usable.Select(device => GpuDevices.Open(device.Kind, device.Index))];

    /// <summary>The devices, and those that are processors once more as if they were GPUs, whose kernels and launches differ.</summary>
    public static IEnumerable<(GpuBackend Backend, string Name)> InEveryWay =>
    [
        .. All.Select(static backend => (backend, backend.Accelerator.Name)),
        .. s_usable.Where(static device => device.Type == "CPU").Select(static device => (GpuDevices.OpenAsGpu(device.Kind, device.Index), $"{device.Name} as a GPU")),
    ];

    /// <summary>The devices, each with every tile that products can be walked in.</summary>
    public static IEnumerable<(GpuBackend Backend, int Tile)> InEveryTile =>
        from backend in All from tile in (int[])[GemmTiles.Large, GemmTiles.Medium, GemmTiles.Small] select (backend.With(GemmTileRule.Always(tile)), tile);

    /// <summary>Runs a kernel over arrays on the CPU and on every device, in every way: what all of them hold afterwards must be the same bits.</summary>
    public static void AgreeWithCpu<T>(T[][] arrays, bool aligned, Action<Backend, Slice<T>[]> kernel) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var expected = Run(Slices.Wide, arrays, aligned, kernel);
        foreach (var (backend, name) in InEveryWay) Same(expected, Run(backend, arrays, aligned, kernel), name);
    }

    /// <summary>The same for a product, in every tile.</summary>
    public static void AgreeWithCpuInEveryTile<T>(T[][] arrays, bool aligned, Action<Backend, Slice<T>[]> product) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var expected = Run(Slices.Wide, arrays, aligned, product);
        foreach (var (backend, tile) in InEveryTile) Same(expected, Run(backend, arrays, aligned, product), $"{backend.Accelerator.Name} in tiles of {tile}");
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

    private static void Same<T>(T[][] expected, T[][] actual, string device) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < expected.Length; i++) Bits.Equal(expected[i], actual[i], $"on {device}, in array {i}");
    }
}

/// <summary>One test at a time on the devices: a driver uses all cores anyway.</summary>
[CollectionDefinition(Name)]
public sealed class GpuTests
{
    public const string Name = "GPU devices";
}
