using NumericsCore.Cli.Commands;

namespace NumericsCore.Cli.Pipeline;

/// <summary>The devices of trainings that run at the same time: parts of the CPU, or one device for one after the other.</summary>
/// <param name="AtOnce">How many trainings run at the same time.</param>
/// <param name="Create">The device of one.</param>
internal sealed record RunDevices(int AtOnce, Func<Device> Create)
{
    private const string Cpu = "cpu";

    /// <summary>For so many trainings; several small ones are done sooner side by side than each on all threads.</summary>
    /// <exception cref="InputException">There is no such device.</exception>
    public static RunDevices For(TrainSettings settings, int trainings)
    {
        var device = DeviceOption.Open(settings.Device, settings.Threads);
        if (device.Name != Cpu) return new(1, () => device);
        int atOnce = Math.Min(device.Info.ComputeUnits, trainings), threads = device.Info.ComputeUnits / atOnce;
        return atOnce == 1 ? new(1, () => device) : new(atOnce, () => Device.CreateCpu(threads));
    }
}
