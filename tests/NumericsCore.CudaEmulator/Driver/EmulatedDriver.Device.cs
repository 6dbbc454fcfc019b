namespace NumericsCore.CudaEmulator;

/// <content>The one device.</content>
internal sealed unsafe partial class EmulatedDriver
{
    public const int DeviceCount = 1;

    public string DeviceName => FormattableString.Invariant($"NumericsCore CUDA emulator (sm_{Settings.ComputeCapability})");

    /// <exception cref="CallRefusedException">There is no device of this number.</exception>
    public static void CheckDevice(int device)
    {
        if (device is < 0 or >= DeviceCount) throw new CallRefusedException(CudaError.InvalidDevice, $"there is no device {device}");
    }

    public string NameOf(int device)
    {
        CheckDevice(device);
        return DeviceName;
    }

    public ulong BytesOf(int device)
    {
        CheckDevice(device);
        return Memory.Capacity;
    }

    public int Attribute(int attribute, int device)
    {
        CheckDevice(device);
        return DeviceAttributes.Find(attribute, Settings.ComputeCapability) ?? throw Invalid($"attribute {attribute} is not known");
    }

    /// <summary>Whether one device reads another's memory: there is no other.</summary>
    public static bool CanAccessPeer(int device, int peer)
    {
        CheckDevice(device);
        CheckDevice(peer);
        return false;
    }

    public static CallRefusedException NoPeerAccess() => new(CudaError.PeerAccessUnsupported, "there is no second device");
}
