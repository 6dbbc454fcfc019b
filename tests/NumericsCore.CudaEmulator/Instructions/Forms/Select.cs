using System.Runtime.Intrinsics;

namespace NumericsCore.CudaEmulator;

/// <summary>selp: d = p ? a : b.</summary>
internal sealed unsafe class Select<T> : Instruction where T : unmanaged
{
    public override void Execute(Block block, in Lanes lanes)
    {
        T* d = (T*)P[0], a = (T*)P[1], b = (T*)P[2];
        int* p = (int*)P[3];
        for (int i = lanes.Start; i < lanes.End; i += Vector256<T>.Count)
        {
            var result = Vector256.ConditionalSelect(MaskVector.Load<T>(p + i), Vector256.Load(a + i), Vector256.Load(b + i));
            if (lanes.Mask is not null) result = Vector256.ConditionalSelect(lanes.MaskAt<T>(i), result, Vector256.Load(d + i));
            result.Store(d + i);
        }
    }
}
