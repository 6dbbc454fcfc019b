using System.Runtime.CompilerServices;

namespace NumericsCore.CudaEmulator;

/// <summary>st: one element or several to each thread's address, of narrow ones the lowest bits.</summary>
internal sealed unsafe class Store<TSpace, T, TRegister>(int count, long offset) : Instruction
    where TSpace : struct, IMemorySpace where T : unmanaged where TRegister : unmanaged
{
    public override int Writes => 0;

    public override void Execute(Block block, in Lanes lanes)
    {
        if (block.Races is not null || !Together(block, lanes)) OneByOne(block, lanes);
    }

    // all addresses lie in one range: it is looked up once
    private bool Together(Block block, in Lanes lanes)
    {
        ulong* addresses = (ulong*)P[0];
        int bytes = count * sizeof(T);
        var span = new AddressSpan(addresses, lanes, offset);
        var range = TSpace.Find(block, span.First);
        if (!span.IsAligned(bytes) || !range.Contains(span.First, span.Last - span.First + (ulong)bytes)) return false;
        byte* host = range.Host + offset - range.Start;
        if (count == 1 && sizeof(T) == sizeof(TRegister) && span.IsContiguous(addresses, lanes, bytes))
        {
            Buffer.MemoryCopy((T*)P[1] + lanes.Start, host + addresses[lanes.Start], long.MaxValue, (lanes.End - lanes.Start) * sizeof(T));
            return true;
        }

        switch (count)
        {
            case 1:
                TRegister* s = (TRegister*)P[1];
                for (int i = lanes.Start; i < lanes.End; i++)
                    if (lanes.Contains(i)) ((T*)(host + addresses[i]))[0] = Low(s[i]);
                break;
            case 2:
                TRegister* s0 = (TRegister*)P[1], s1 = (TRegister*)P[2];
                for (int i = lanes.Start; i < lanes.End; i++)
                {
                    if (!lanes.Contains(i)) continue;
                    T* element = (T*)(host + addresses[i]);
                    (element[0], element[1]) = (Low(s0[i]), Low(s1[i]));
                }

                break;
            default:
                TRegister* q0 = (TRegister*)P[1], q1 = (TRegister*)P[2], q2 = (TRegister*)P[3], q3 = (TRegister*)P[4];
                for (int i = lanes.Start; i < lanes.End; i++)
                {
                    if (!lanes.Contains(i)) continue;
                    T* element = (T*)(host + addresses[i]);
                    (element[0], element[1], element[2], element[3]) = (Low(q0[i]), Low(q1[i]), Low(q2[i]), Low(q3[i]));
                }

                break;
        }

        return true;
    }

    private void OneByOne(Block block, in Lanes lanes)
    {
        ulong* addresses = (ulong*)P[0];
        int bytes = count * sizeof(T);
        var access = new MemoryAccess<TSpace>(block, this);
        for (int i = lanes.Start; i < lanes.End; i++)
        {
            if (!lanes.Contains(i)) continue;
            ulong address = addresses[i] + (ulong)offset;
            T* element = (T*)access.At(address, bytes, i);
            if (block.Races is not null) TSpace.Watch(block, this, i, address, bytes, Access.Write);
            for (int k = 0; k < count; k++) element[k] = Low(((TRegister*)P[1 + k])[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Low(TRegister value) =>
        sizeof(T) == sizeof(TRegister) ? Unsafe.BitCast<TRegister, T>(value)
        : sizeof(T) == 1 ? Unsafe.BitCast<byte, T>((byte)Unsafe.BitCast<TRegister, uint>(value))
        : Unsafe.BitCast<ushort, T>((ushort)Unsafe.BitCast<TRegister, uint>(value));
}
