using System.Collections.Concurrent;
using System.Globalization;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <content>Finding and choosing devices.</content>
public sealed partial class Device
{
    private static readonly ConcurrentDictionary<(GpuKind, int), Lazy<Device>> s_opened = new();
    private static readonly Lazy<Device> s_default = new(FromEnvironment);

    /// <summary>
    /// Where tensors are made when nothing else is said: the device that the environment variable NUMERICSCORE_DEVICE names as for
    /// <see cref="Parse"/>, or the CPU.
    /// </summary>
    public static Device Default => s_default.Value;

    /// <summary>What is known of all devices of this machine, the CPU first, those included that cannot be used.</summary>
    public static IReadOnlyList<DeviceInfo> All => GpuSupport.IsEnabled ? [Cpu.Info, .. GpuDevices.All.Select(Describe)] : [Cpu.Info];

    /// <summary>An OpenCL device.</summary>
    /// <param name="index">Its number among the OpenCL devices, as <see cref="All"/> lists them.</param>
    /// <exception cref="InvalidOperationException">There is no such device, or it cannot be used; the message says what was looked for and what to install.</exception>
    /// <exception cref="NotSupportedException">The program was published without GPUs, as all are that are compiled ahead of time.</exception>
    public static Device OpenCL(int index = 0) => Open(GpuKind.OpenCL, index);

    /// <summary>An NVIDIA GPU through CUDA.</summary>
    /// <param name="index">Its number among the CUDA devices, as <see cref="All"/> lists them.</param>
    /// <exception cref="InvalidOperationException">There is no such device, or it cannot be used; the message says what was looked for and what to install.</exception>
    /// <exception cref="NotSupportedException">The program was published without GPUs, as all are that are compiled ahead of time.</exception>
    public static Device Cuda(int index = 0) => Open(GpuKind.Cuda, index);

    /// <summary>
    /// The device of a name: cpu, opencl, opencl:1, cuda, cuda:0, or auto for the first CUDA device, else the first OpenCL GPU, else the CPU;
    /// with :fast behind it, the device with <see cref="MathMode.Fast"/>, and with :bf16, with <see cref="MathMode.FastBFloat16"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The name is none of these.</exception>
    /// <exception cref="InvalidOperationException">There is no such device, or it cannot be used.</exception>
    /// <exception cref="NotSupportedException">The name ends in :fast or :bf16, and the device does not have that mode; or the program was published without GPUs.</exception>
    public static Device Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (var (mode, suffix) in s_fastModes)
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal)) return Parse(name[..^suffix.Length]).WithMathMode(mode);
        }

        string[] parts = name.Split(':');
        int index = 0;
        bool known = parts.Length == 1 || (parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out index));
        return (known ? parts[0] : "", parts.Length) switch
        {
            ("cpu", 1) => Cpu,
            ("opencl", _) => OpenCL(index),
            ("cuda", _) => Cuda(index),
            ("auto", 1) => First(),
            _ => throw new ArgumentException($"'{name}' is no device; expected cpu, opencl, opencl:INDEX, cuda, cuda:INDEX or auto, or one of these with {string.Join(" or ", s_fastModes.Select(static fast => fast.Suffix))} behind it.", nameof(name)),
        };
    }

    /// <summary>Tries the device's arithmetic against IEEE 754: fused and separate multiplication and addition, division, square root, rounding, denormals. The first call takes a moment.</summary>
    public DeviceSelfTest SelfTest() => GpuSupport.IsEnabled && _backend is GpuBackend gpu
        ? new DeviceSelfTest(gpu.SelfTest.Passed, gpu.ReplayReport is { } replay ? $"{gpu.SelfTest}{Environment.NewLine}{replay}" : gpu.SelfTest.ToString())
        : new DeviceSelfTest(true, "exact: the reference that other devices are compared with");

    private static Device First()
    {
        if (!GpuSupport.IsEnabled) return Cpu;
        var usable = GpuDevices.All.Where(static device => device.UnavailableReason is null).ToList();
        var chosen = usable.Find(static device => device.Kind == GpuKind.Cuda) ?? usable.Find(static device => device.Type == "GPU");
        return chosen is null ? Cpu : Open(chosen.Kind, chosen.Index);
    }

    private static Device Open(GpuKind kind, int index)
    {
        if (!GpuSupport.IsEnabled) throw GpuSupport.Disabled(NameOf(kind, index));
        return s_opened.GetOrAdd((kind, index), static key => new(() =>
        {
            // the backend first: it knows why a device is missing
            var backend = GpuDevices.Open(key.Item1, key.Item2);
            return new Device(Describe(GpuDevices.All.First(device => device.Kind == key.Item1 && device.Index == key.Item2)), backend);
        }, LazyThreadSafetyMode.PublicationOnly)).Value;
    }

    /// <summary>The same GPU as a device of its own, whose stream takes profiling markers.</summary>
    internal static Device OpenProfiled(DeviceInfo info)
    {
        var known = GpuDevices.All.First(device => Describe(device).Name == info.Name);
        return new Device(info, GpuDevices.OpenProfiled(known.Kind, known.Index));
    }

    private static DeviceInfo Describe(GpuDeviceInfo device) =>
        new(NameOf(device.Kind, device.Index), device.Name, device.Type, device.MemoryBytes, device.ComputeUnits, device.Driver, device.UnavailableReason);

    private static string NameOf(GpuKind kind, int index) => string.Create(CultureInfo.InvariantCulture, $"{(kind == GpuKind.Cuda ? "cuda" : "opencl")}:{index}");

    private static Device FromEnvironment()
    {
        string? asked = Environment.GetEnvironmentVariable("NUMERICSCORE_DEVICE");
        return string.IsNullOrEmpty(asked) ? Cpu : Parse(asked);
    }
}
