using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Formulas;

/// <summary>The pullbacks of ternary operations as formulas of (a, b, c, dy); a gradient of 0 is pulled back as 0 though the operation may give NaN.</summary>
internal static class TernaryPullbacks
{
    internal readonly struct First<TOperation>(TOperation operation) : IQuaternaryFormula where TOperation : ITernaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane a, TLane b, TLane c, TLane dy) where TLane : struct, ILane<TLane> =>
            Pulled.Guarded(TOperation.PullsZeroBack, dy, operation.PullbackFirst(a, b, c, dy));
    }

    internal readonly struct Second<TOperation>(TOperation operation) : IQuaternaryFormula where TOperation : ITernaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane a, TLane b, TLane c, TLane dy) where TLane : struct, ILane<TLane> =>
            Pulled.Guarded(TOperation.PullsZeroBack, dy, operation.PullbackSecond(a, b, c, dy));
    }

    internal readonly struct Third<TOperation>(TOperation operation) : IQuaternaryFormula where TOperation : ITernaryOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane a, TLane b, TLane c, TLane dy) where TLane : struct, ILane<TLane> =>
            Pulled.Guarded(TOperation.PullsZeroBack, dy, operation.PullbackThird(a, b, c, dy));
    }
}
