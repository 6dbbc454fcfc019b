using ILGPU;

namespace NumericsCore.Kernels;

/// <summary>The elements of a matrix as they are.</summary>
internal readonly struct ElementTerm<TLane>(ArrayView<TLane> x) : IRowTerm<TLane> where TLane : unmanaged, IGpuLane<TLane>
{
    public readonly ArrayView<TLane> X = x;

    public TLane At(long index) => X[index];
}

/// <summary>exp(x - max).</summary>
internal readonly struct ExponentialTerm<TLane>(ArrayView<TLane> x, TLane max) : IRowTerm<TLane> where TLane : unmanaged, IGpuLane<TLane>
{
    public readonly ArrayView<TLane> X = x;
    public readonly TLane Max = max;

    public TLane At(long index) => default(ShiftedExponential).Apply(X[index], Max);
}

/// <summary>A class's part of the cross-entropy.</summary>
internal readonly struct SoftmaxLossTerm<TLane>(ArrayView<TLane> x, ArrayView<TLane> t, TLane max, TLane logSum) : IRowTerm<TLane>
    where TLane : unmanaged, IGpuLane<TLane>
{
    public readonly ArrayView<TLane> X = x;
    public readonly ArrayView<TLane> T = t;
    public readonly TLane Max = max;
    public readonly TLane LogSum = logSum;

    public TLane At(long index) => default(SoftmaxCrossEntropyTerm).Apply(X[index], T[index], Max, LogSum);
}
