using System.CommandLine;

namespace NumericsCore.Cli.Commands;

/// <summary>The option that chooses a device.</summary>
internal static class DeviceOption
{
    public static Option<string?> Create() => new("--device")
    {
        Description = "cpu, opencl[:INDEX], cuda[:INDEX] or auto; the outcome does not depend on it, unless :fast or :bf16 behind it asks for products in TF32 or bfloat16. [default: NUMERICSCORE_DEVICE, or cpu]",
        HelpName = "DEVICE",
    };

    /// <summary>The device of a name, or a CPU device of a number of threads.</summary>
    /// <exception cref="InputException">The name is none, or there is no such device.</exception>
    public static Device Open(string? name, int? threads)
    {
        if (threads is { } count) return Device.CreateCpu(count);
        try
        {
            return name is null ? Device.Default : Device.Parse(name);
        }
        catch (ArgumentException)
        {
            throw new InputException($"'{name ?? Environment.GetEnvironmentVariable("NUMERICSCORE_DEVICE")}' is no device; expected cpu, opencl, opencl:INDEX, cuda, cuda:INDEX or auto");
        }
        // what is missing on the machine, the user can install, or do without
        catch (Exception e) when (e is InvalidOperationException or NotSupportedException)
        {
            throw new InputException(e.Message.TrimEnd('.'));
        }
    }
}
