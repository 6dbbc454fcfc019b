using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NumericsCore.CudaEmulator;

/// <summary>
/// The threads of a block that an instruction runs for: from <see cref="Start"/>, a multiple of <see cref="Step"/>, to before <see cref="End"/>;
/// all of them, or those that <see cref="Mask"/> names. Columns of registers reach to a multiple of 32, so that vectors may pass the end.
/// </summary>
internal readonly unsafe struct Lanes(int start, int end, int* mask)
{
    /// <summary>Lanes of a vector of 32 bits each.</summary>
    public const int Step = 8;

    public readonly int Start = start;
    public readonly int End = end;

    /// <summary>By thread -1 or 0; null: all run.</summary>
    public readonly int* Mask = mask;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(int lane) => Mask is null || Mask[lane] != 0;

    /// <summary>The mask of the lanes from one on, as wide as the elements of a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> MaskAt<T>(int lane) where T : unmanaged => MaskVector.Load<T>(Mask + lane);

    /// <summary>The first of the lanes.</summary>
    public int First
    {
        get
        {
            int lane = Start;
            while (!Contains(lane)) lane++;
            return lane;
        }
    }
}
