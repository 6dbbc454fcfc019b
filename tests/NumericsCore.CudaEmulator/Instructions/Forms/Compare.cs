using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NumericsCore.CudaEmulator;

/// <summary>setp: p = f(a, b), all bits or none; as p|q, q is the opposite.</summary>
internal sealed unsafe class Compare<TFunction, T>(bool both) : Instruction where TFunction : struct, IBinary<T> where T : unmanaged
{
    public override int Writes => both ? 2 : 1;

    public override void Execute(Block block, in Lanes lanes)
    {
        int* d = (int*)P[0];
        T* a = (T*)P[Writes], b = (T*)P[Writes + 1];
        for (int i = lanes.Start; i < lanes.End; i += Vector256<T>.Count)
        {
            var result = TFunction.Apply(Vector256.Load(a + i), Vector256.Load(b + i));
            Put(result, d, i, lanes);
            if (both) Put(~result, (int*)P[1], i, lanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(Vector256<T> result, int* d, int i, in Lanes lanes)
    {
        if (lanes.Mask is not null) result = Vector256.ConditionalSelect(lanes.MaskAt<T>(i), result, MaskVector.Load<T>(d + i));
        MaskVector.Store(result, d + i);
    }
}
