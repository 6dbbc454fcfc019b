using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NumericsCore.CudaEmulator;

/// <summary>A function from lanes of 32 bits to lanes of 64 bits, four at a time.</summary>
internal interface IWidening<TWide, T>
{
    static abstract Vector256<TWide> Apply(Vector128<T> a, Vector128<T> b, Vector256<TWide> c);
}

/// <summary>d = f(a, b, c) with d and c of 64 bits; where f has no b or no c, a and d stand for them.</summary>
internal sealed unsafe class Widening<TFunction, TWide, T>(int operands) : Instruction
    where TFunction : struct, IWidening<TWide, T> where TWide : unmanaged where T : unmanaged
{
    public override void Execute(Block block, in Lanes lanes)
    {
        TWide* d = (TWide*)P[0], c = (TWide*)P[operands == 3 ? 3 : 0];
        T* a = (T*)P[1], b = (T*)P[operands == 1 ? 1 : 2];
        for (int i = lanes.Start; i < lanes.End; i += Vector256<TWide>.Count)
        {
            var result = TFunction.Apply(Vector128.Load(a + i), Vector128.Load(b + i), Vector256.Load(c + i));
            if (lanes.Mask is not null) result = Vector256.ConditionalSelect(lanes.MaskAt<TWide>(i), result, Vector256.Load(d + i));
            result.Store(d + i);
        }
    }
}

/// <summary>The low half of each 64 bits.</summary>
internal sealed unsafe class LowHalf : Instruction
{
    public override void Execute(Block block, in Lanes lanes)
    {
        uint* d = (uint*)P[0];
        ulong* a = (ulong*)P[1];
        for (int i = lanes.Start; i < lanes.End; i += Lanes.Step)
        {
            var result = Low(a + i);
            if (lanes.Mask is not null) result = Vector256.ConditionalSelect(lanes.MaskAt<uint>(i), result, Vector256.Load(d + i));
            result.Store(d + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Low(ulong* a) => Vector256.Narrow(Vector256.Load(a), Vector256.Load(a + Vector256<ulong>.Count));
}
