namespace NumericsCore.Tests.Support;

/// <summary>The OpenCL and CUDA devices of this machine.</summary>
internal static class Gpus
{
    private static readonly string[] s_usable = [.. Device.All.Where(static device => device.Name != Device.Cpu.Name && device.UnavailableReason is null).Select(static device => device.Name)];

    /// <summary>The devices' names, those included that must be there: opening one of these tells what is missing.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. MissingDevices.Required(s_usable.Select(static name => name.Split(':')[0])), .. s_usable];

    /// <summary>Why tests cannot use them; null if they can, or must.</summary>
    public static string? Missing { get; } = Names.Count > 0 ? null : MissingDevices.Reason;

    /// <summary>The devices: none where there is none.</summary>
    public static IEnumerable<Device> All => Names.Select(Device.Parse);
}
