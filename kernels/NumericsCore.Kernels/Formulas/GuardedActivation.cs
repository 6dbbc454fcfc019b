using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>A user's activation in a dense layer's kernels, where a gradient of 0 is pulled back as 0 though the formula may give NaN.</summary>
/// <typeparam name="TActivation">The activation.</typeparam>
/// <param name="activation">The activation, with its values.</param>
internal readonly struct GuardedActivation<TActivation>(TActivation activation) : IPullbackFromResult where TActivation : struct, IPullbackFromResult
{
    public static Domain Domain => TActivation.Domain;

    public static double ToleranceUlps => TActivation.ToleranceUlps;

    public static bool PullsZeroBack => true;

    public static bool PullsBackBySign => TActivation.PullsBackBySign;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => activation.Apply(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => Pulled.Guarded(dy, activation.Pullback(x, y, dy));

    public double Reference(double x) => activation.Reference(x);
}
