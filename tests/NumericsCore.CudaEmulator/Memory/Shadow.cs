namespace NumericsCore.CudaEmulator;

/// <summary>Who accessed a word of memory: in which launch (0: none), block and part of the block's run between two barriers.</summary>
internal struct Accessor
{
    public uint Launch;
    public uint Block;
    public ushort Thread;
    public ushort Epoch;
    public bool Atomic;
}

/// <summary>The last write and the last read of a word of memory.</summary>
internal struct Shadow
{
    public Accessor Write;
    public Accessor Read;
}
