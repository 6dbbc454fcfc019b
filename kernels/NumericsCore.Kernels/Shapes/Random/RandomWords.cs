using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>A <see cref="RandomAddress"/> with its step read from memory: computes the uniforms of runs of elements.</summary>
internal readonly unsafe struct RandomWords(ulong seed, uint stream, uint step, ulong firstBlock = 0)
{
    /// <summary>Blocks in the widest uint32 lane.</summary>
    public const int MaxBlocks = 8;

    /// <summary>Elements that one block of random words serves.</summary>
    public const int ElementsPerBlock = 4;

    /// <summary>2^-24: the distance between neighbouring uniforms.</summary>
    public const double UniformUnit = 1.0 / (1 << 24);

    /// <summary>Elements worth a thread of their own, about ten microseconds of work; a multiple of every batch, so that each range starts at a whole block.</summary>
    public const int Grain = 1 << 14;

    /// <summary>The words of an address, whose step is read now.</summary>
    public static RandomWords Of(in RandomAddress address) =>
        address.Step is { } step ? new(address.Seed, address.Stream, *step.Pointer(), address.BlocksPerPart > 0 ? address.BlocksPerPart * step.Pointer()[1] : 0) : new(address.Seed, address.Stream, 0);

    /// <summary>destination[j] = the uniform of element first + j, for j &lt; 4·TUInt32.Count; <paramref name="first"/> is a multiple of 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreUniforms<TUInt32, T>(nint first, T* destination)
        where TUInt32 : struct, IVectorUInt32Lane<TUInt32> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TUInt32.Blocks(firstBlock + (ulong)first / ElementsPerBlock, out TUInt32 c0, out TUInt32 c1);
        TUInt32 c2 = TUInt32.Of(stream), c3 = TUInt32.Of(step);
        Philox.Apply(TUInt32.Of((uint)seed), TUInt32.Of((uint)(seed >> 32)), ref c0, ref c1, ref c2, ref c3);
        TUInt32.StoreUniforms(c0, c1, c2, c3, destination);
    }
}
