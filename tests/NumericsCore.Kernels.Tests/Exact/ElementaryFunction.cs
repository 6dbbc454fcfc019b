using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Tests;

/// <summary>An elementary function beside its references: a float64 one for float32 results, and an exact one for float64 results.</summary>
internal sealed record ElementaryFunction(string Name, Func<double, double> Reference, Func<double, ExactValue> Exact, SpanMap<float> Single, SpanMap<double> Double)
{
    public static ElementaryFunction[] All { get; } =
    [
        Of<Exp>("exp", Math.Exp, ExactFunctions.Exp),
        Of<Log>("log", Math.Log, ExactFunctions.Log),
        Of<Log1p>("log1p", ReferenceMath.Log1p, ExactFunctions.Log1p),
        Of<Tanh>("tanh", Math.Tanh, ExactFunctions.Tanh),
        Of<Sigmoid>("sigmoid", x => 1 / (1 + Math.Exp(-x)), ExactFunctions.Sigmoid),
        Of<Softplus>("softplus", x => Math.Max(x, 0) + ReferenceMath.Log1p(Math.Exp(-Math.Abs(x))), ExactFunctions.Softplus),
    ];

    private static ElementaryFunction Of<TFormula>(string name, Func<double, double> reference, Func<double, ExactValue> exact) where TFormula : struct, IUnaryFormula =>
        new(name, reference, exact, Map<TFormula, Lane256<float>, float>, Map<TFormula, Lane256<double>, double>);

    // The length is a multiple of the widest lane.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Map<TFormula, TLane, T>(ReadOnlySpan<T> x, Span<T> y)
        where TFormula : struct, IUnaryFormula
        where TLane : struct, IVectorLane<TLane, T>
        where T : unmanaged
    {
        fixed (T* source = x, destination = y)
        {
            for (int i = 0; i < x.Length; i += TLane.Count)
                TLane.Store(default(TFormula).Apply(TLane.Load(source + i)), destination + i);
        }
    }
}

internal delegate void SpanMap<T>(ReadOnlySpan<T> x, Span<T> y);
