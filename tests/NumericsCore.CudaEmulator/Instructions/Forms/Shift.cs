using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NumericsCore.CudaEmulator;

/// <summary>d = f(a, b) with b of 32 bits whatever a is.</summary>
internal sealed unsafe class Shift<TFunction, T> : Instruction where TFunction : struct, IBinary<T> where T : unmanaged
{
    public override void Execute(Block block, in Lanes lanes)
    {
        T* d = (T*)P[0], a = (T*)P[1];
        uint* b = (uint*)P[2];
        for (int i = lanes.Start; i < lanes.End; i += Vector256<T>.Count)
        {
            var result = TFunction.Apply(Vector256.Load(a + i), Amount(b + i));
            if (lanes.Mask is not null) result = Vector256.ConditionalSelect(lanes.MaskAt<T>(i), result, Vector256.Load(d + i));
            result.Store(d + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Amount(uint* b) =>
        sizeof(T) == 4
            ? Vector256.Load(b).As<uint, T>()
            : Extend.Unsigned(Vector128.Load(b)).As<ulong, T>();
}
