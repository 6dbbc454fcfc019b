using System.Runtime.Intrinsics;

namespace NumericsCore.CudaEmulator;

/// <summary>A function of two values, over the lanes of a vector.</summary>
internal interface IBinary<T>
{
    static abstract Vector256<T> Apply(Vector256<T> a, Vector256<T> b);
}

/// <summary>d = f(a, b).</summary>
internal sealed unsafe class Binary<TFunction, T> : Instruction where TFunction : struct, IBinary<T> where T : unmanaged
{
    public override void Execute(Block block, in Lanes lanes)
    {
        T* d = (T*)P[0], a = (T*)P[1], b = (T*)P[2];
        if (lanes.Mask is null)
        {
            for (int i = lanes.Start; i < lanes.End; i += Vector256<T>.Count)
                TFunction.Apply(Vector256.Load(a + i), Vector256.Load(b + i)).Store(d + i);
        }
        else
        {
            for (int i = lanes.Start; i < lanes.End; i += Vector256<T>.Count)
                Vector256.ConditionalSelect(lanes.MaskAt<T>(i), TFunction.Apply(Vector256.Load(a + i), Vector256.Load(b + i)), Vector256.Load(d + i)).Store(d + i);
        }
    }
}
