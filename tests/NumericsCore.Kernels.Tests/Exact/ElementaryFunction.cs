using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Tests;

/// <summary>An elementary function beside its references: a float64 one for float32 results, and an exact one for float64 results.</summary>
internal sealed record ElementaryFunction(string Name, Func<double, double> Reference, Func<double, ExactValue>? Exact, SpanMap<float> Single, SpanMap<double> Double)
{
    public static ElementaryFunction[] All { get; } =
    [
        Of<Exp>("exp", Math.Exp, ExactFunctions.Exp),
        Of<Log>("log", Math.Log, ExactFunctions.Log),
        Of<Log1p>("log1p", ReferenceMath.Log1p, ExactFunctions.Log1p),
        Of<Formulas.Tanh>("tanh", Math.Tanh, ExactFunctions.Tanh),
        Of<Formulas.Sigmoid>("sigmoid", x => 1 / (1 + Math.Exp(-x)), ExactFunctions.Sigmoid),
        Of<Softplus>("softplus", x => Math.Max(x, 0) + ReferenceMath.Log1p(Math.Exp(-Math.Abs(x))), ExactFunctions.Softplus),
    ];

    /// <summary>Functions whose float64 results are compared with mpmath's at points of shelf-golden.csv.</summary>
    public static ElementaryFunction[] Shelf { get; } =
    [
        Of<Exp2>("exp2"),
        Of<Expm1>("expm1"),
        Of<Log2>("log2"),
        Of<Log10>("log10"),
        Of<LogSigmoid>("log_sigmoid"),
        Of<Elu>("elu"),
        Of<Selu>("selu"),
        Of<Silu>("silu"),
        Of<GeluTanh>("gelu_tanh"),
        Of<Mish>("mish"),
        Of<Softsign>("softsign"),
        Of<HardSigmoid>("hard_sigmoid"),
        Of<HardSwish>("hard_swish"),
        Of<Gelu>("gelu"),
        Of<Sin>("sin"),
        Of<Cos>("cos"),
        Of<Tan>("tan"),
        Of<Asin>("asin"),
        Of<Acos>("acos"),
        Of<Atan>("atan"),
        Of<Sinh>("sinh"),
        Of<Cosh>("cosh"),
        Of<Erf>("erf"),
        Of<Erfc>("erfc"),
    ];

    /// <summary>The distance of a float64 result from the exact one, in its units in the last place.</summary>
    public double UlpsOf(double x, double result) => (Exact ?? throw new InvalidOperationException($"{Name} has no exact reference."))(x).UlpsFrom(result);

    private static ElementaryFunction Of<TFormula>(string name) where TFormula : struct, IUnaryOperation =>
        new(name, new TFormula().Reference, null, Map<TFormula, Lane256<float>, float>, Map<TFormula, Lane256<double>, double>);

    private static ElementaryFunction Of<TFormula>(string name, Func<double, double> reference, Func<double, ExactValue> exact) where TFormula : struct, IUnaryFormula =>
        new(name, reference, exact, Map<TFormula, Lane256<float>, float>, Map<TFormula, Lane256<double>, double>);

    // The length is a multiple of the widest lane.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Map<TFormula, TLane, T>(ReadOnlySpan<T> x, Span<T> y)
        where TFormula : struct, IUnaryFormula
        where TLane : struct, IVectorLane<TLane, T>
        where T : unmanaged
    {
        // not the default, so that it has its values
        var formula = new TFormula();
        fixed (T* source = x, destination = y)
        {
            for (int i = 0; i < x.Length; i += TLane.Count)
                TLane.Store(formula.Apply(TLane.Load(source + i)), destination + i);
        }
    }
}

internal delegate void SpanMap<T>(ReadOnlySpan<T> x, Span<T> y);
