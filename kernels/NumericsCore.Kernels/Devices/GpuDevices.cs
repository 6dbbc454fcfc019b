using System.Collections.Concurrent;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace NumericsCore.Kernels;

/// <summary>How a GPU is reached.</summary>
internal enum GpuKind
{
    OpenCL,
    Cuda,
}

/// <summary>A device that a driver of this machine offers.</summary>
/// <param name="Kind">The driver's interface.</param>
/// <param name="Index">Its number among the devices of that kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it is: GPU, CPU or accelerator.</param>
/// <param name="MemoryBytes">Its memory.</param>
/// <param name="ComputeUnits">Its compute units; on CUDA, its multiprocessors.</param>
/// <param name="Driver">The driver and its version.</param>
/// <param name="UnavailableReason">Why it cannot be used; null if it can.</param>
internal sealed record GpuDeviceInfo(GpuKind Kind, int Index, string Name, string Type, long MemoryBytes, int ComputeUnits, string Driver, string? UnavailableReason);

/// <summary>The OpenCL and CUDA devices of this machine. A missing driver is no error until one of its devices is asked for.</summary>
internal static class GpuDevices
{
    private static readonly Lazy<(GpuDeviceInfo Info, Device Device)[]> s_devices = new(() => Find(GpuContext.Shared));
    private static readonly ConcurrentDictionary<(GpuKind Kind, int Index, Way Way), Lazy<GpuBackend>> s_backends = new();

    /// <summary>What a device is opened for.</summary>
    private enum Way
    {
        Use,
        Profiling,
        AsGpu,
    }

    /// <summary>All devices, in the drivers' order.</summary>
    public static IReadOnlyList<GpuDeviceInfo> All { get; } = [.. s_devices.Value.Select(device => device.Info)];

    /// <summary>The device, opened on first use and shared by the whole process.</summary>
    /// <exception cref="InvalidOperationException">There is no such device, or it cannot be used; the message says what to install.</exception>
    public static GpuBackend Open(GpuKind kind, int index) => Open(kind, index, Way.Use);

    /// <summary>The same device with a stream of its own that takes profiling markers.</summary>
    /// <exception cref="InvalidOperationException">There is no such device, or it cannot be used; the message says what to install.</exception>
    public static GpuBackend OpenProfiled(GpuKind kind, int index) => Open(kind, index, Way.Profiling);

    /// <summary>A processor that gets the kernels and the launches of a GPU, which tests have no other place to run.</summary>
    /// <exception cref="InvalidOperationException">There is no such device, or it cannot be used; the message says what to install.</exception>
    public static GpuBackend OpenAsGpu(GpuKind kind, int index) => Open(kind, index, Way.AsGpu);

    /// <summary>Whether a device is a CPU: it runs one thread to its end before the next.</summary>
    public static bool IsCpuDevice(Device device) => device is CLDevice { DeviceType: var type } && (type & CLDeviceType.CL_DEVICE_TYPE_CPU) != 0;

    private static GpuBackend Open(GpuKind kind, int index, Way way) => s_backends.GetOrAdd((kind, index, way), static key => new(() => key.Way == Way.Profiling
        ? Create(key.Kind, key.Index, key.Way, Find(GpuContext.Profiled), GpuContext.Profiled)
        : Create(key.Kind, key.Index, key.Way, s_devices.Value, GpuContext.Shared))).Value;

    private static GpuBackend Create(GpuKind kind, int index, Way way, (GpuDeviceInfo Info, Device Device)[] all, Context context)
    {
        var devices = all.Where(device => device.Info.Kind == kind).ToArray();
        if (devices.Length == 0) throw new InvalidOperationException(Missing(kind, Driver(kind)));
        if (index < 0 || index >= devices.Length)
        {
            string known = string.Join(", ", devices.Select(device => $"{device.Info.Index}: {device.Info.Name}"));
            throw new InvalidOperationException(FormattableString.Invariant($"There is no {kind} device {index}; this machine has {known}."));
        }

        var (info, device) = devices[index];
        if (info.UnavailableReason is not null) throw new InvalidOperationException($"{kind} device {index}, {info.Name}, cannot be used: {info.UnavailableReason}.");
        try
        {
            return new GpuBackend(device.CreateAccelerator(context), way != Way.AsGpu && IsCpuDevice(device));
        }
        // such as a GPU whose memory other programs hold, or that one of them has for itself
        catch (AcceleratorException exception)
        {
            throw new InvalidOperationException($"{kind} device {index}, {info.Name}, cannot be used: {DeviceException.Said(exception)}.", exception);
        }
    }

    private static (GpuDeviceInfo, Device)[] Find(Context context) =>
    [
        .. context.Devices.OfType<CLDevice>().Select((device, index) => (Describe(device, index), (Device)device)),
        .. context.Devices.OfType<CudaDevice>().Select((device, index) => (Describe(device, index), (Device)device)),
    ];

    private static GpuDeviceInfo Describe(CLDevice device, int index)
    {
        string? reason = device.CLStdVersion < ILGPU.Backends.OpenCL.CLBackend.MinimumVersion ? "its driver offers no OpenCL C 2.0"
            : device.Capabilities.GenericAddressSpace ? null
            : "its driver lacks the generic address space (PoCL has it from version 4 on, as in Debian 13)";
        string type = (device.DeviceType & CLDeviceType.CL_DEVICE_TYPE_GPU) != 0 ? "GPU"
            : IsCpuDevice(device) ? "CPU" : "accelerator";
        return new(GpuKind.OpenCL, index, device.Name, type, device.MemorySize, device.NumMultiprocessors, $"{device.PlatformName} {DriverVersion(device)}", reason);
    }

    private static string DriverVersion(CLDevice device)
    {
        try
        {
            return CLAPI.CurrentAPI.GetDeviceInfo(device.DeviceId, CLDeviceInfoType.CL_DRIVER_VERSION);
        }
        // a device that does not tell it can compute all the same
        catch (AcceleratorException exception)
        {
            return $"of unknown version ({DeviceException.Said(exception)})";
        }
    }

    private static GpuDeviceInfo Describe(CudaDevice device, int index) => new(GpuKind.Cuda, index, device.Name, "GPU", device.MemorySize,
        device.NumMultiprocessors, $"NVIDIA, CUDA {device.DriverVersion}, {device.Architecture}", null);

    /// <summary>Why there is no device of a kind, and what to install.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="driver">What the driver says, or that it is there; null if its library is missing.</param>
    internal static string Missing(GpuKind kind, string? driver) => kind == GpuKind.Cuda
        ? "There is no CUDA device: " + (driver is not null
            ? $"the NVIDIA driver is installed, but {driver}. `nvidia-smi` lists what it sees; in a container, the GPU must be passed in."
            : $"the NVIDIA driver's library is missing (tried: {string.Join(", ", DriverLibraries.Cuda)}). "
                + "Install the NVIDIA driver; `nvidia-smi` then lists the GPU. Nothing else is needed, not even the CUDA toolkit.")
        : (driver is not null
            ? "There is no OpenCL device: the OpenCL loader is installed, but no driver that it lists (on Linux in /etc/OpenCL/vendors) offers one. "
            : $"There is no OpenCL device: the OpenCL loader is missing (tried: {string.Join(", ", DriverLibraries.OpenCL)}). ")
            + "Install the loader and your GPU's driver; on Debian 13 or Ubuntu 24.04, `apt install ocl-icd-opencl-dev pocl-opencl-icd` runs OpenCL on the CPU.";

    private static string? Driver(GpuKind kind) => kind == GpuKind.Cuda
        ? DriverLibraries.TryLoad(DriverLibraries.Cuda, out nint library) ? CudaDriverReport.Describe(library) : null
        : CLAPI.CurrentAPI.IsSupported ? "the loader" : null;
}
