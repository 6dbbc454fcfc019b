using System.Runtime.InteropServices;

namespace NumericsCore.Measurement;

/// <summary>Compares what a device computes with what the CPU does, before any of its times counts.</summary>
internal static class BitCheck
{
    private const int OtherBits = 128;

    /// <summary>What a device is compared with: the CPU, or for the CPU itself its other lanes.</summary>
    public static Device ReferenceFor(Device device)
    {
        if (device.Info.Name != "cpu") return Device.Cpu;
        return Device.CreateCpu(device.Info.ComputeUnits, Kernels.SimdWidth.Bits == OtherBits ? 0 : OtherBits);
    }

    /// <summary>What the formulas of others are compared with on every device: a CPU's scalar lanes, which no compiler made vectors of.</summary>
    public static Device Scalars() => Device.CreateCpu(Device.Cpu.Info.ComputeUnits, 0);

    /// <summary>What differs between the outputs; null if nothing does.</summary>
    public static string? Difference(IReadOnlyList<float[]> expected, IReadOnlyList<float[]> actual)
    {
        if (expected.Count != actual.Count) return FormattableString.Invariant($"{actual.Count} arrays instead of {expected.Count}");
        for (int array = 0; array < expected.Count; array++)
        {
            var right = MemoryMarshal.Cast<float, uint>(expected[array]);
            var found = MemoryMarshal.Cast<float, uint>(actual[array]);
            if (right.Length != found.Length) return FormattableString.Invariant($"{found.Length} elements instead of {right.Length}");
            int at = right.CommonPrefixLength(found);
            if (at < right.Length) return FormattableString.Invariant($"element {at} of output {array} is 0x{found[at]:x8} instead of 0x{right[at]:x8}");
        }

        return null;
    }
}
