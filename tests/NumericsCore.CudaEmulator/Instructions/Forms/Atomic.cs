namespace NumericsCore.CudaEmulator;

/// <summary>atom and red: reads and writes an element at once, thread by thread; atom gives what was there before.</summary>
internal sealed unsafe class Atomic<TSpace, TFunction, T>(bool returns, bool swaps, long offset) : Instruction
    where TSpace : struct, IMemorySpace where TFunction : struct, IAtomic<T> where T : unmanaged
{
    public override int Writes => returns ? 1 : 0;

    public override void Execute(Block block, in Lanes lanes)
    {
        ulong* addresses = (ulong*)P[Writes];
        T* b = (T*)P[Writes + 1], c = (T*)P[Writes + (swaps ? 2 : 1)];
        var access = new MemoryAccess<TSpace>(block, this);
        for (int i = lanes.Start; i < lanes.End; i++)
        {
            if (!lanes.Contains(i)) continue;
            ulong address = addresses[i] + (ulong)offset;
            T* element = (T*)access.At(address, sizeof(T), i);
            if (block.Races is not null) TSpace.Watch(block, this, i, address, sizeof(T), Access.Atomic);
            T old = *element;
            *element = TFunction.Apply(old, b[i], c[i]);
            if (returns) ((T*)P[0])[i] = old;
        }
    }
}
