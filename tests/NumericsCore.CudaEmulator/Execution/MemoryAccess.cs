using System.Runtime.CompilerServices;

namespace NumericsCore.CudaEmulator;

/// <summary>Checked access to memory, one thread at a time; the range found last is kept, for the next address is most often in it too.</summary>
internal unsafe ref struct MemoryAccess<TSpace>(Block block, Instruction instruction) where TSpace : struct, IMemorySpace
{
    private MemoryRange _range;

    /// <summary>Where the host finds the bytes of an access by a thread.</summary>
    /// <exception cref="DeviceFaultException">The address is not a multiple of the bytes, or not in memory.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* At(ulong address, int bytes, int thread)
    {
        if ((address & (ulong)(bytes - 1)) != 0) throw block.Fault(CudaError.MisalignedAddress, instruction, thread, address, $"misaligned access to {bytes} bytes");
        if (!_range.Contains(address, (ulong)bytes)) Find(address, bytes, thread);
        return _range.Host + (address - _range.Start);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Find(ulong address, int bytes, int thread)
    {
        _range = TSpace.Find(block, address);
        if (_range.Contains(address, (ulong)bytes)) return;
        string memory = typeof(TSpace) == typeof(SharedSpace) ? "outside of shared memory" : "outside of every allocation";
        throw block.Fault(CudaError.IllegalAddress, instruction, thread, address, $"access to {bytes} bytes {memory}");
    }
}
