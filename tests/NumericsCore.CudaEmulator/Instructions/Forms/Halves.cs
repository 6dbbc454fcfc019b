namespace NumericsCore.CudaEmulator;

/// <summary>mov.b64 {a, b}, c: the lower half, the upper half.</summary>
internal sealed unsafe class SplitHalves : Instruction
{
    public override int Writes => 2;

    public override void Execute(Block block, in Lanes lanes)
    {
        uint* a = (uint*)P[0], b = (uint*)P[1];
        ulong* c = (ulong*)P[2];
        for (int i = lanes.Start; i < lanes.End; i++)
            if (lanes.Contains(i)) (a[i], b[i]) = ((uint)c[i], (uint)(c[i] >> 32));
    }
}

/// <summary>mov.b64 c, {a, b}.</summary>
internal sealed unsafe class JoinHalves : Instruction
{
    public override void Execute(Block block, in Lanes lanes)
    {
        ulong* c = (ulong*)P[0];
        uint* a = (uint*)P[1], b = (uint*)P[2];
        for (int i = lanes.Start; i < lanes.End; i++)
            if (lanes.Contains(i)) c[i] = a[i] | ((ulong)b[i] << 32);
    }
}
