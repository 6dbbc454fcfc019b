using System.Runtime.InteropServices;
using System.Text;

namespace NumericsCore.CudaEmulator;

/// <summary>The driver's functions: initialisation, version and devices.</summary>
internal static unsafe class DeviceExports
{
    [UnmanagedCallersOnly(EntryPoint = nameof(cuInit))]
    public static int cuInit(uint flags) => DriverEntry.Initialize(flags, nameof(cuInit));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuDriverGetVersion))]
    public static int cuDriverGetVersion(int* version) => DriverEntry.CallAlways(() => *DriverEntry.Result(version) = EmulatorSettings.FromEnvironment().DriverVersion);

    [UnmanagedCallersOnly(EntryPoint = nameof(cuDeviceGetCount))]
    public static int cuDeviceGetCount(int* count) => DriverEntry.Call(_ => *DriverEntry.Result(count) = EmulatedDriver.DeviceCount);

    [UnmanagedCallersOnly(EntryPoint = nameof(cuDeviceGet))]
    public static int cuDeviceGet(int* device, int ordinal) => DriverEntry.Call(_ =>
    {
        EmulatedDriver.CheckDevice(ordinal);
        *DriverEntry.Result(device) = ordinal;
    });

    [UnmanagedCallersOnly(EntryPoint = nameof(cuDeviceGetName))]
    public static int cuDeviceGetName(byte* name, int bytes, int device) => DriverEntry.Call(driver =>
    {
        byte[] text = Encoding.ASCII.GetBytes(driver.NameOf(device) + '\0');
        if (bytes < text.Length) throw new CallRefusedException(CudaError.InvalidValue, $"a name of {text.Length} bytes does not fit in {bytes}");
        text.CopyTo(new Span<byte>(DriverEntry.Result(name), bytes));
    });

    [UnmanagedCallersOnly(EntryPoint = nameof(cuDeviceTotalMem_v2))]
    public static int cuDeviceTotalMem_v2(ulong* bytes, int device) => DriverEntry.Call(driver => *DriverEntry.Result(bytes) = driver.BytesOf(device));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuDeviceGetAttribute))]
    public static int cuDeviceGetAttribute(int* value, int attribute, int device) => DriverEntry.Call(driver => *DriverEntry.Result(value) = driver.Attribute(attribute, device));

    [UnmanagedCallersOnly(EntryPoint = nameof(cuDeviceCanAccessPeer))]
    public static int cuDeviceCanAccessPeer(int* can, int device, int peer) => DriverEntry.Call(_ => *DriverEntry.Result(can) = EmulatedDriver.CanAccessPeer(device, peer) ? 1 : 0);

    [UnmanagedCallersOnly(EntryPoint = nameof(cuDeviceGetP2PAttribute))]
    public static int cuDeviceGetP2PAttribute(int* value, int attribute, int device, int peer) => DriverEntry.Call(_ => throw EmulatedDriver.NoPeerAccess());
}
