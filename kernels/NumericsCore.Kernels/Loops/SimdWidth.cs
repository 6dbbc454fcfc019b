using System.Numerics;
using System.Runtime.Intrinsics;

namespace NumericsCore.Kernels;

/// <summary>A driver's loop, closed over its arguments, that runs in any lane.</summary>
internal interface ILaneLoop<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    void Run<TLane>() where TLane : struct, IVectorLane<TLane, T>;
}

/// <summary>Which lane the CPU drivers use: the widest that the hardware accelerates, or what NUMERICSCORE_SIMD asks for.</summary>
internal static class SimdWidth
{
    /// <summary>Lane width in bits: 512, 256, 128, or 0 for scalars.</summary>
    public static int Bits => s_bits.Value;

    /// <summary>Runs the loop in the chosen lane.</summary>
    public static void Run<TLoop, T>(ref TLoop loop, int bits)
        where TLoop : struct, ILaneLoop<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (bits)
        {
            case 512: loop.Run<Lane512<T>>(); break;
            case 256: loop.Run<Lane256<T>>(); break;
            case 128: loop.Run<Lane128<T>>(); break;
            default: loop.Run<ScalarLane<T>>(); break;
        }
    }

    private static readonly Lazy<int> s_bits = new(Choose);

    private static int Choose()
    {
        int widest = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
        string? asked = Environment.GetEnvironmentVariable("NUMERICSCORE_SIMD");
        if (string.IsNullOrEmpty(asked)) return widest;
        return asked switch
        {
            "512" => 512,
            "256" => 256,
            "128" => 128,
            "0" => 0,
            _ => throw new InvalidOperationException($"NUMERICSCORE_SIMD is '{asked}'; expected 512, 256, 128 or 0 (scalar)."),
        };
    }
}
