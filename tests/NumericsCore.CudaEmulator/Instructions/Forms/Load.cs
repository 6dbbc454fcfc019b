using System.Runtime.CompilerServices;

namespace NumericsCore.CudaEmulator;

/// <summary>ld: one element or several from each thread's address.</summary>
internal sealed unsafe class Load<TSpace, T, TRegister>(int count, long offset) : Instruction
    where TSpace : struct, IMemorySpace where T : unmanaged where TRegister : unmanaged
{
    public override int Writes => count;

    public override void Execute(Block block, in Lanes lanes)
    {
        if (block.Races is not null || !Together(block, lanes)) OneByOne(block, lanes);
    }

    // all addresses lie in one range: it is looked up once
    private bool Together(Block block, in Lanes lanes)
    {
        ulong* addresses = (ulong*)P[count];
        int bytes = count * sizeof(T);
        var span = new AddressSpan(addresses, lanes, offset);
        var range = TSpace.Find(block, span.First);
        if (!span.IsAligned(bytes) || !range.Contains(span.First, span.Last - span.First + (ulong)bytes)) return false;
        byte* host = range.Host + offset - range.Start;
        if (count == 1 && sizeof(T) == sizeof(TRegister) && span.IsContiguous(addresses, lanes, bytes))
        {
            Buffer.MemoryCopy(host + addresses[lanes.Start], (T*)P[0] + lanes.Start, long.MaxValue, (lanes.End - lanes.Start) * sizeof(T));
            return true;
        }

        switch (count)
        {
            case 1:
                TRegister* d = (TRegister*)P[0];
                for (int i = lanes.Start; i < lanes.End; i++)
                    if (lanes.Contains(i)) d[i] = Extend(((T*)(host + addresses[i]))[0]);
                break;
            case 2:
                TRegister* d0 = (TRegister*)P[0], d1 = (TRegister*)P[1];
                for (int i = lanes.Start; i < lanes.End; i++)
                {
                    if (!lanes.Contains(i)) continue;
                    T* element = (T*)(host + addresses[i]);
                    (d0[i], d1[i]) = (Extend(element[0]), Extend(element[1]));
                }

                break;
            default:
                TRegister* q0 = (TRegister*)P[0], q1 = (TRegister*)P[1], q2 = (TRegister*)P[2], q3 = (TRegister*)P[3];
                for (int i = lanes.Start; i < lanes.End; i++)
                {
                    if (!lanes.Contains(i)) continue;
                    T* element = (T*)(host + addresses[i]);
                    (q0[i], q1[i], q2[i], q3[i]) = (Extend(element[0]), Extend(element[1]), Extend(element[2]), Extend(element[3]));
                }

                break;
        }

        return true;
    }

    private void OneByOne(Block block, in Lanes lanes)
    {
        ulong* addresses = (ulong*)P[count];
        int bytes = count * sizeof(T);
        var access = new MemoryAccess<TSpace>(block, this);
        for (int i = lanes.Start; i < lanes.End; i++)
        {
            if (!lanes.Contains(i)) continue;
            ulong address = addresses[i] + (ulong)offset;
            T* element = (T*)access.At(address, bytes, i);
            if (block.Races is not null) TSpace.Watch(block, this, i, address, bytes, Access.Read);
            for (int k = 0; k < count; k++) ((TRegister*)P[k])[i] = Extend(element[k]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRegister Extend(T value)
    {
        if (sizeof(T) == sizeof(TRegister)) return Unsafe.BitCast<T, TRegister>(value);
        uint extended = typeof(T) == typeof(byte) ? Unsafe.BitCast<T, byte>(value)
            : typeof(T) == typeof(sbyte) ? (uint)Unsafe.BitCast<T, sbyte>(value)
            : typeof(T) == typeof(ushort) ? Unsafe.BitCast<T, ushort>(value)
            : (uint)Unsafe.BitCast<T, short>(value);
        return Unsafe.BitCast<uint, TRegister>(extended);
    }
}
