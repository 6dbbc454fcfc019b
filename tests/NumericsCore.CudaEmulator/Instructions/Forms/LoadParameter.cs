namespace NumericsCore.CudaEmulator;

/// <summary>ld.param: the same bytes of the kernel's parameters for all threads.</summary>
internal sealed unsafe class LoadParameter(int bytes, bool signed, int offset) : Instruction
{
    public override void Execute(Block block, in Lanes lanes)
    {
        byte* at = block.Parameters + offset;
        if (bytes == 8) Fill((ulong*)P[0], *(ulong*)at, lanes);
        else Fill((uint*)P[0], Word(at), lanes);
    }

    private uint Word(byte* at) => bytes switch
    {
        4 => *(uint*)at,
        2 => signed ? (uint)*(short*)at : *(ushort*)at,
        _ => signed ? (uint)*(sbyte*)at : *at,
    };

    private static void Fill<T>(T* d, T value, in Lanes lanes) where T : unmanaged
    {
        if (lanes.Mask is null) new Span<T>(d + lanes.Start, lanes.End - lanes.Start).Fill(value);
        else
        {
            for (int i = lanes.Start; i < lanes.End; i++)
                if (lanes.Contains(i)) d[i] = value;
        }
    }
}
