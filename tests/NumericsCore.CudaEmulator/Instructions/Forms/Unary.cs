using System.Runtime.Intrinsics;

namespace NumericsCore.CudaEmulator;

/// <summary>A function of one value, over the lanes of a vector.</summary>
internal interface IUnary<T>
{
    static abstract Vector256<T> Apply(Vector256<T> a);
}

/// <summary>d = f(a).</summary>
internal sealed unsafe class Unary<TFunction, T> : Instruction where TFunction : struct, IUnary<T> where T : unmanaged
{
    public override void Execute(Block block, in Lanes lanes)
    {
        T* d = (T*)P[0], a = (T*)P[1];
        if (lanes.Mask is null)
        {
            for (int i = lanes.Start; i < lanes.End; i += Vector256<T>.Count)
                TFunction.Apply(Vector256.Load(a + i)).Store(d + i);
        }
        else
        {
            for (int i = lanes.Start; i < lanes.End; i += Vector256<T>.Count)
                Vector256.ConditionalSelect(lanes.MaskAt<T>(i), TFunction.Apply(Vector256.Load(a + i)), Vector256.Load(d + i)).Store(d + i);
        }
    }
}
