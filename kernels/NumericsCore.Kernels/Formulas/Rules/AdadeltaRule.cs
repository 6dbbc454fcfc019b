using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// Adadelta (M. D. Zeiler, "ADADELTA: an adaptive learning rate method", 2012): E ← ρ·E + (1 - ρ)·g², Δ = √(U + ε) / √(E + ε)·g,
/// U ← ρ·U + (1 - ρ)·Δ², θ ← θ - η·Δ, where E is the paper's E[g²] and U its E[Δ²]. The outer sum of each is a fused multiply-add;
/// every other operation rounds once, in the order written.
/// </summary>
/// <param name="eta">η, the learning rate; 1 in the paper.</param>
/// <param name="rho">ρ, the decay rate of both averages.</param>
/// <param name="epsilon">ε, greater than 0: U starts at 0, so that without it nothing moves.</param>
public readonly struct AdadeltaRule(double eta, double rho, double epsilon) : IUpdateRule
{
    internal readonly DecayRate Rho = new(rho);
    internal readonly FormulaValue Eta = new(eta);
    internal readonly FormulaValue Epsilon = new(epsilon);

    /// <inheritdoc/>
    public static int Slots => 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TLane>(TLane g, ref TLane theta, ref TLane e, ref TLane u, ref TLane s2) where TLane : struct, ILane<TLane>
    {
        e = Rho.Average(e, g * g);
        TLane delta = TLane.Sqrt(u + TLane.Of(Epsilon)) / TLane.Sqrt(e + TLane.Of(Epsilon)) * g;
        u = Rho.Average(u, delta * delta);
        theta = TLane.MultiplyAdd(-TLane.Of(Eta), delta, theta);
    }
}
