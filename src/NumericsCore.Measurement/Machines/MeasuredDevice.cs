using NumericsCore.Kernels;

namespace NumericsCore.Measurement;

/// <summary>A device that is opened to be measured: its kernels, and its clock.</summary>
internal sealed class MeasuredDevice
{
    private MeasuredDevice(Device device, Clock clock)
    {
        Device = device;
        Clock = clock;
    }

    public Device Device { get; }

    public Backend Backend => Device.Backend;

    public Clock Clock { get; }

    /// <summary>The GPU's kernels; null for the CPU.</summary>
    public GpuBackend? Gpu => Backend as GpuBackend;

    /// <summary>The device of a name as for <see cref="Device.Parse"/>, with events where the driver has them.</summary>
    /// <exception cref="ArgumentException">The name is none.</exception>
    /// <exception cref="InvalidOperationException">There is no such device, or it cannot be used.</exception>
    public static MeasuredDevice Open(string name)
    {
        var device = Device.Parse(name);
        return Of(device.Info.Name == "cpu" ? device : Device.OpenProfiled(device.Info));
    }

    /// <summary>A device that is open already; the host's clock measures it unless it was opened with events.</summary>
    public static MeasuredDevice Of(Device device) => new(device, device.Backend is GpuBackend gpu ? GpuClock.For(gpu) : new HostClock());

    /// <summary>The device for a result file, its ceilings and entries still to be filled in.</summary>
    public DeviceRecord Describe() => new()
    {
        Name = Device.Name,
        Description = Device.Info.Description,
        Type = Device.Info.Type,
        MemoryBytes = Device.Info.MemoryBytes,
        Units = Device.Info.ComputeUnits,
        Driver = Device.Info.Driver,
        Clock = Clock.Description,
    };
}
