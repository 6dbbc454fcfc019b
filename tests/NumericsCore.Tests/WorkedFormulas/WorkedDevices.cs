using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.WorkedFormulas;

/// <summary>The devices that the worked formulas run on: the CPU in every lane width, and what else this machine can use.</summary>
internal static class WorkedDevices
{
    private const string OpenCLName = "opencl";

    private static readonly Dictionary<string, Func<Device>> s_all = new()
    {
        ["cpu, scalar"] = static () => Device.CreateCpu(1, 0),
        ["cpu, 128 bits"] = static () => Device.CreateCpu(1, 128),
        ["cpu, 256 bits, 2 threads"] = static () => Device.CreateCpu(2, 256),
        ["cpu, 512 bits"] = static () => Device.CreateCpu(1, 512),
        [OpenCLName] = static () => OpenCL.Device,
    };

    static WorkedDevices()
    {
        foreach (var info in Device.All.Where(static info => info.Obstacle is null && info.Name != Device.Cpu.Name)) s_all.Add(info.Name, () => Device.Parse(info.Name));
    }

    /// <summary>Every device with every element type.</summary>
    public static TheoryData<string, ElementType> All()
    {
        var data = new TheoryData<string, ElementType>();
        foreach (string name in s_all.Keys.Where(static name => name != OpenCLName || OpenCL.Missing is null))
        {
            data.Add(name, ElementType.Float64);
            data.Add(name, ElementType.Float32);
        }

        return data;
    }

    public static Device Of(string name) => s_all[name]();
}
