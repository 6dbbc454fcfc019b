namespace NumericsCore.CudaEmulator;

/// <summary>What the addresses of an instruction mean.</summary>
internal interface IMemorySpace
{
    /// <summary>The range that an address is in; an empty one: none.</summary>
    static abstract MemoryRange Find(Block block, ulong address);

    /// <summary>Notes an access, for races.</summary>
    static abstract void Watch(Block block, Instruction instruction, int thread, ulong address, int bytes, Access access);
}

internal readonly struct GlobalSpace : IMemorySpace
{
    public static MemoryRange Find(Block block, ulong address) => block.Memory.Range(address);

    public static void Watch(Block block, Instruction instruction, int thread, ulong address, int bytes, Access access) =>
        block.Races!.Global(instruction, thread, address, bytes, access);
}

internal readonly struct SharedSpace : IMemorySpace
{
    public static MemoryRange Find(Block block, ulong address) => block.SharedRange;

    public static void Watch(Block block, Instruction instruction, int thread, ulong address, int bytes, Access access) =>
        block.Races!.Shared(instruction, thread, address, bytes, access);
}

/// <summary>Addresses that say by their value which memory they mean.</summary>
internal readonly unsafe struct GenericSpace : IMemorySpace
{
    public static MemoryRange Find(Block block, ulong address) =>
        IsShared(address)
            ? new(block.SharedRange.Start + SharedMemory.Window, block.SharedRange.Bytes, block.SharedRange.Host)
            : GlobalSpace.Find(block, address);

    public static void Watch(Block block, Instruction instruction, int thread, ulong address, int bytes, Access access)
    {
        if (IsShared(address)) SharedSpace.Watch(block, instruction, thread, address - SharedMemory.Window, bytes, access);
        else GlobalSpace.Watch(block, instruction, thread, address, bytes, access);
    }

    private static bool IsShared(ulong address) => address - SharedMemory.Window < SharedMemory.WindowBytes;
}
