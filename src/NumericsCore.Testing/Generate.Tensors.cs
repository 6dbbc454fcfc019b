using FsCheck;
using FsCheck.Fluent;

namespace NumericsCore.Testing;

public static partial class Generate
{
    private const int Grid = 1 << 20;

    private static readonly double[] s_special =
    [
        0, -0.0, 1, -1, double.PositiveInfinity, double.NegativeInfinity, double.NaN,
        float.Epsilon, -float.Epsilon, float.MaxValue, -float.MaxValue, MathF.ScaleB(1, -126),
    ];

    /// <summary>Tensors: uniform elements of a range, away from kinks, with special values on demand.</summary>
    /// <param name="options">Which; the defaults if null.</param>
    /// <exception cref="ArgumentException">The range is empty, or the kinks leave no element in it.</exception>
    public static Arbitrary<TensorCase> Tensors(TensorOptions? options = null)
    {
        var chosen = Require(options);
        var shapes = chosen.Shape is { } fixedShape ? Gen.Constant(fixedShape) : Shapes(chosen.MaxRank, chosen.MaxElements).Generator;
        return Arb.From(shapes.SelectMany(shape => TensorOf(shape, chosen)), tensor => Smaller(tensor, chosen));
    }

    /// <summary>Pairs of tensors whose shapes broadcast.</summary>
    /// <param name="left">Elements of the one; its shape settings hold for both.</param>
    /// <param name="right">Elements of the other; those of the left if null.</param>
    /// <exception cref="ArgumentException">A range is empty, or the kinks leave no element in it.</exception>
    public static Arbitrary<(TensorCase Left, TensorCase Right)> TensorPairs(TensorOptions? left = null, TensorOptions? right = null)
    {
        var first = Require(left);
        var second = Require(right ?? left);
        var shapes = BroadcastPairs(first.MaxRank, first.MaxElements);
        var pairs =
            from pair in shapes.Generator
            from a in TensorOf(pair.Left, first)
            from b in TensorOf(pair.Right, second)
            select (a, b);
        return Arb.From(pairs, Shrink);

        IEnumerable<(TensorCase, TensorCase)> Shrink((TensorCase Left, TensorCase Right) pair)
        {
            foreach (var smaller in shapes.Shrinker(new ShapePair(pair.Left.Shape, pair.Right.Shape)))
                yield return (Take(pair.Left, smaller.Left), Take(pair.Right, smaller.Right));
            foreach (var simpler in Simpler(pair.Left, first)) yield return (simpler, pair.Right);
            foreach (var simpler in Simpler(pair.Right, second)) yield return (pair.Left, simpler);
        }
    }

    /// <summary>A tensor of one shape.</summary>
    internal static Gen<TensorCase> TensorOf(Shape shape, TensorOptions options) =>
        Element(options).ArrayOf((int)shape.ElementCount).Select(values => new TensorCase(shape, values));

    private static Gen<double> Element(TensorOptions options)
    {
        var plain = Gen.Choose(0, Grid).Select(i => (double)(float)(options.Low + (options.High - options.Low) * i / Grid)).Where(options.Allows);
        return options.SpecialValues ? Gen.Frequency((9, plain), (1, Gen.Elements(s_special))) : plain;
    }

    private static TensorOptions Require(TensorOptions? options)
    {
        options ??= new TensorOptions();
        if (!(options.Low < options.High))
            throw new ArgumentException(FormattableString.Invariant($"The range [{options.Low}, {options.High}] is empty; expected Low < High."), nameof(options));
        if (!Enumerable.Range(1, 99).Any(i => options.Allows(options.Low + (options.High - options.Low) * i / 100)))
            throw new ArgumentException(FormattableString.Invariant($"The range [{options.Low}, {options.High}] has hardly a number that keeps {options.KinkDistance} from the kinks {string.Join(", ", options.Kinks.Select(static kink => FormattableString.Invariant($"{kink}")))}."), nameof(options));
        return options;
    }

    private static IEnumerable<TensorCase> Smaller(TensorCase tensor, TensorOptions options)
    {
        if (options.Shape is null)
            foreach (var shape in Smaller(tensor.Shape, allowEmpty: true)) yield return Take(tensor, shape);
        foreach (var simpler in Simpler(tensor, options)) yield return simpler;
    }

    /// <summary>The first elements under a smaller shape.</summary>
    private static TensorCase Take(TensorCase tensor, Shape shape) =>
        // an axis cut to nothing may be missing in the smaller shape, which then has an element more
        shape.ElementCount <= tensor.Values.Count ? new TensorCase(shape, [.. tensor.Values.Take((int)shape.ElementCount)]) : tensor;

    /// <summary>The tensor with one element that is shorter to read.</summary>
    private static IEnumerable<TensorCase> Simpler(TensorCase tensor, TensorOptions options)
    {
        for (int i = 0; i < tensor.Values.Count; i++)
        {
            double value = tensor.Values[i];
            foreach (double simpler in (double[])[0, 1, Math.Truncate(value), Math.Round(value * 4) / 4])
            {
                if (!options.Allows(simpler) || Complexity(simpler) >= Complexity(value)) continue;
                double[] values = [.. tensor.Values];
                values[i] = simpler;
                yield return tensor with { Values = values };
            }
        }
    }

    /// <summary>What every step of shrinking makes smaller, so that it ends.</summary>
    private static int Complexity(double value) => value switch
    {
        0 => double.IsNegative(value) ? 1 : 0,
        1 => 2,
        _ when value == Math.Truncate(value) => 3,
        _ when value * 4 == Math.Truncate(value * 4) => 4,
        _ => 5,
    };
}
