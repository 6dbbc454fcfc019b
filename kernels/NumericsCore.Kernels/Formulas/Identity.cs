namespace NumericsCore.Kernels;

/// <summary>y = x.</summary>
public readonly struct Identity : IUnaryFormula
{
    /// <inheritdoc/>
    public static TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => x;
}
