using System.Runtime.Intrinsics;

namespace NumericsCore.CudaEmulator;

/// <summary>A function of three values, over the lanes of a vector.</summary>
internal interface ITernary<T>
{
    static abstract Vector256<T> Apply(Vector256<T> a, Vector256<T> b, Vector256<T> c);
}

/// <summary>d = f(a, b, c).</summary>
internal sealed unsafe class Ternary<TFunction, T> : Instruction where TFunction : struct, ITernary<T> where T : unmanaged
{
    public override void Execute(Block block, in Lanes lanes)
    {
        T* d = (T*)P[0], a = (T*)P[1], b = (T*)P[2], c = (T*)P[3];
        if (lanes.Mask is null)
        {
            for (int i = lanes.Start; i < lanes.End; i += Vector256<T>.Count)
                TFunction.Apply(Vector256.Load(a + i), Vector256.Load(b + i), Vector256.Load(c + i)).Store(d + i);
        }
        else
        {
            for (int i = lanes.Start; i < lanes.End; i += Vector256<T>.Count)
            {
                var result = TFunction.Apply(Vector256.Load(a + i), Vector256.Load(b + i), Vector256.Load(c + i));
                Vector256.ConditionalSelect(lanes.MaskAt<T>(i), result, Vector256.Load(d + i)).Store(d + i);
            }
        }
    }
}
