using ILGPU;

namespace NumericsCore.Kernels;

/// <summary>
/// What multiplies fragments: a 16x8 one of A by an 8x8 one of B, added to a 16x8 one of C, by the 32 threads of a warp together.
/// Which elements a thread holds is as the PTX ISA says of mma.m16n8k8 with .tf32 operands: see the fragments.
/// </summary>
internal interface IMatrixUnit
{
    /// <summary>The operand nearest to a number, of 10 fraction bits; ties go away from zero.</summary>
    static abstract float Round(float x);

    /// <summary>Shared memory through which a warp's threads see each other's fragments; none where the hardware does that.</summary>
    static abstract ArrayView<float> Exchange();

    /// <summary>Lets the other threads of the warp see a fragment; called for every fragment after a <see cref="Meet"/>.</summary>
    static abstract void Show(ArrayView<float> exchange, FragmentA a);

    /// <inheritdoc cref="Show(ArrayView{float}, FragmentA)"/>
    static abstract void Show(ArrayView<float> exchange, FragmentB b);

    /// <summary>What was shown before can be multiplied after; what was multiplied before can be replaced after.</summary>
    static abstract void Meet();

    /// <summary>a·b + c, of fragments whose elements are rounded.</summary>
    static abstract FragmentC MultiplyAdd(ArrayView<float> exchange, FragmentA a, FragmentB b, FragmentC c);
}

/// <summary>A thread's part of 16x8 elements of A: with g = lane/4 and t = lane%4, (g, t), (g + 8, t), (g, t + 4) and (g + 8, t + 4).</summary>
internal readonly struct FragmentA(float x, float y, float z, float w, int place)
{
    public readonly float X = x, Y = y, Z = z, W = w;

    /// <summary>Its number among the fragments of A that a warp holds at a time.</summary>
    public readonly int Place = place;
}

/// <summary>A thread's part of 8x8 elements of B: with g = lane/4 and t = lane%4, (t, g) and (t + 4, g).</summary>
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
