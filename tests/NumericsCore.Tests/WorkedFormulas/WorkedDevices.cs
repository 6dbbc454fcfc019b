using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.WorkedFormulas;

/// <summary>The devices that the worked formulas run on: the CPU in every lane width, and what else this machine can use.</summary>
internal static class WorkedDevices
{
    private static readonly Dictionary<string, Func<Device>> s_all = new()
    {
        ["cpu, scalar"] = static () => Device.CreateCpu(1, 0),
        ["cpu, 128 bits"] = static () => Device.CreateCpu(1, 128),
        ["cpu, 256 bits, 2 threads"] = static () => Device.CreateCpu(2, 256),
        ["cpu, 512 bits"] = static () => Device.CreateCpu(1, 512),
    };

    static WorkedDevices()
    {
        foreach (string name in Gpus.Names) s_all.Add(name, () => Device.Parse(name));
    }

    /// <summary>Every device with every element type.</summary>
    public static TheoryData<string, ElementType> All()
    {
        var data = new TheoryData<string, ElementType>();
        foreach (string name in s_all.Keys)
        {
            data.Add(name, ElementType.Float64);
            data.Add(name, ElementType.Float32);
        }

        return data;
    }

    public static Device Of(string name) => s_all[name]();
}
