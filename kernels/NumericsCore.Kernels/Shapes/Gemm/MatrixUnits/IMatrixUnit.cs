using ILGPU;

namespace NumericsCore.Kernels;

/// <summary>
/// What multiplies fragments: a 16x8 one of A by an 8x8 one of B, added to a 16x8 one of C, by the 32 threads of a warp together.
/// An element is a word of 32 bits: one rounded operand, or two of half the width. Which words a thread holds is as the PTX ISA says
/// of mma.m16n8k8 with .tf32 operands, and of mma.m16n8k16 with .bf16 ones: see the fragments. A unit also knows how the hardware
/// brings operands from global to shared memory.
/// </summary>
internal interface IMatrixUnit
{
    /// <summary>Words that a slice of <see cref="IOperandLayout.Depth"/> k has along k once it is rounded, from its first on.</summary>
    static abstract int Words { get; }

    /// <summary>The word in an operand's own place, of it and of the operand half a slice further along k.</summary>
    static abstract float Near(float near, float far);

    /// <summary>The word in the place half a slice further; used where there are that many words.</summary>
    static abstract float Far(float far);

    /// <summary>
    /// Starts to copy four neighbours into shared memory, where their place is a multiple of 4; zeros stand for those from
    /// <paramref name="count"/> on. In global memory theirs is a multiple of 4 too if they are <paramref name="aligned"/>.
    /// </summary>
    static abstract void Copy(ArrayView<float> shared, long to, ArrayView<float> global, long from, int count, bool aligned);

    /// <summary>Ends the group of the copies that the thread has started since the last one.</summary>
    static abstract void Commit();

    /// <summary>Waits until all the thread's own copies have arrived. What other threads copied is there after a barrier.</summary>
    static abstract void Wait();

    /// <summary>Shared memory through which a warp's threads see each other's fragments; none where the hardware does that.</summary>
    static abstract ArrayView<float> Exchange();

    /// <summary>Lets the other threads of the warp see a fragment; called for every fragment after a <see cref="Meet"/>.</summary>
    static abstract void Show(ArrayView<float> exchange, FragmentA a);

    /// <inheritdoc cref="Show(ArrayView{float}, FragmentA)"/>
    static abstract void Show(ArrayView<float> exchange, FragmentB b);

    /// <summary>What was shown before can be multiplied after; what was multiplied before can be replaced after.</summary>
    static abstract void Meet();

    /// <summary>a·b + c.</summary>
    static abstract FragmentC MultiplyAdd(ArrayView<float> exchange, FragmentA a, FragmentB b, FragmentC c);
}

/// <summary>A thread's part of 16x8 words of A: with g = lane/4 and t = lane%4, (g, t), (g + 8, t), (g, t + 4) and (g + 8, t + 4).</summary>
internal readonly struct FragmentA(float x, float y, float z, float w, int place)
{
    public readonly float X = x, Y = y, Z = z, W = w;

    /// <summary>Its number among the fragments of A that a warp holds at a time.</summary>
    public readonly int Place = place;
}

/// <summary>A thread's part of 8x8 words of B: with g = lane/4 and t = lane%4, (t, g) and (t + 4, g).</summary>
internal readonly struct FragmentB(float x, float y, int place)
{
    public readonly float X = x, Y = y;

    /// <summary>Its number among the fragments of B that a warp holds at a time.</summary>
    public readonly int Place = place;
}

/// <summary>A thread's part of 16x8 elements of C: with g = lane/4 and t = lane%4, (g, 2t), (g, 2t + 1), (g + 8, 2t) and (g + 8, 2t + 1).</summary>
internal readonly struct FragmentC(float x, float y, float z, float w)
{
    public readonly float X = x, Y = y, Z = z, W = w;
}
