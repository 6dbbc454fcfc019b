using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Tests;

/// <summary>An elementary function beside its references: a float64 one for float32 results, and an exact one for float64 results.</summary>
internal sealed record ElementaryFunction(string Name, Func<double, double> Reference, Func<double, ExactValue>? Exact, SpanMap<float> Single, SpanMap<double> Double)
{
    public static ElementaryFunction[] All { get; } =
    [
        Of<Formulas.Exp>("exp", Math.Exp, ExactFunctions.Exp),
        Of<Formulas.Log>("log", Math.Log, ExactFunctions.Log),
        Of<Formulas.Log1p>("log1p", ReferenceMath.Log1p, ExactFunctions.Log1p),
        Of<Formulas.Tanh>("tanh", Math.Tanh, ExactFunctions.Tanh),
        Of<Formulas.Sigmoid>("sigmoid", x => 1 / (1 + Math.Exp(-x)), ExactFunctions.Sigmoid),
        Of<Formulas.Softplus>("softplus", x => Math.Max(x, 0) + ReferenceMath.Log1p(Math.Exp(-Math.Abs(x))), ExactFunctions.Softplus),
    ];

    /// <summary>Functions whose float64 results are compared with mpmath's at points of shelf-golden.csv.</summary>
    public static ElementaryFunction[] Shelf { get; } =
    [
        Of<Formulas.Exp2>("exp2"),
        Of<Formulas.Expm1>("expm1"),
        Of<Formulas.Log2>("log2"),
        Of<Formulas.Log10>("log10"),
        Of<Formulas.LogSigmoid>("log_sigmoid"),
        Of<Formulas.Elu>("elu"),
        Of<Formulas.Selu>("selu"),
        Of<Formulas.Silu>("silu"),
        Of<Formulas.GeluTanh>("gelu_tanh"),
        Of<Formulas.Mish>("mish"),
        Of<Formulas.Softsign>("softsign"),
        Of<Formulas.HardSigmoid>("hard_sigmoid"),
        Of<Formulas.HardSwish>("hard_swish"),
        Of<Formulas.Gelu>("gelu"),
        Of<Formulas.Sin>("sin"),
        Of<Formulas.Cos>("cos"),
        Of<Formulas.Tan>("tan"),
        Of<Formulas.Asin>("asin"),
        Of<Formulas.Acos>("acos"),
        Of<Formulas.Atan>("atan"),
        Of<Formulas.Sinh>("sinh"),
        Of<Formulas.Cosh>("cosh"),
        Of<Formulas.Erf>("erf"),
        Of<Formulas.Erfc>("erfc"),
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
