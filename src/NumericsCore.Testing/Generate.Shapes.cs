using FsCheck;
using FsCheck.Fluent;

namespace NumericsCore.Testing;

/// <summary>
/// FsCheck generators with shrinking, for <c>Prop.ForAll</c> and <see cref="GradientLaw"/>. <see cref="NumericsArbitraries"/> has those
/// without arguments, for <c>[Property(Arbitrary = [typeof(NumericsArbitraries)])]</c>.
/// </summary>
public static partial class Generate
{
    // vector widths and their neighbours' opposites: nothing divides a prime
    private static readonly int[] s_primes = [2, 3, 5, 7, 11, 13, 17, 31];

    /// <summary>Shapes whose extents are often 0, 1 or a prime, the sizes at which loops over lanes and rows go wrong.</summary>
    /// <param name="maxRank">The most axes, 0 to 8.</param>
    /// <param name="maxElements">The most elements; at least 1.</param>
    /// <param name="allowEmpty">Whether an extent may be 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit lies outside its range.</exception>
    public static Arbitrary<Shape> Shapes(int maxRank = 4, int maxElements = 500, bool allowEmpty = true)
    {
        RequireLimits(maxRank, maxElements);
        var shapes =
            from rank in Gen.Choose(0, maxRank)
            from extents in Extent(allowEmpty).ArrayOf(rank)
            select Fit(extents, maxElements);
        return Arb.From(shapes, shape => Smaller(shape, allowEmpty));
    }

    /// <summary>Pairs of shapes that broadcast: one shape, of which each side keeps an axis, has 1 in its place, or lacks it at the front.</summary>
    /// <param name="maxRank">The most axes, 0 to 8.</param>
    /// <param name="maxElements">The most elements of the common shape; at least 1.</param>
    /// <param name="allowEmpty">Whether an extent may be 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit lies outside its range.</exception>
    public static Arbitrary<ShapePair> BroadcastPairs(int maxRank = 4, int maxElements = 500, bool allowEmpty = true)
    {
        var pairs =
            from common in Shapes(maxRank, maxElements, allowEmpty).Generator
            from left in Side(common)
            from right in Side(common)
            select new ShapePair(left, right);
        return Arb.From(pairs, pair => Smaller(pair, allowEmpty));
    }

    private static void RequireLimits(int maxRank, int maxElements)
    {
        if (maxRank is < 0 or > 8) throw new ArgumentOutOfRangeException(nameof(maxRank), FormattableString.Invariant($"maxRank is {maxRank}; a shape has 0 to 8 axes."));
        Limit.AtLeast(1, maxElements);
    }

    private static Gen<int> Extent(bool allowEmpty) => Gen.Frequency(
        (allowEmpty ? 1 : 0, Gen.Constant(0)),
        (3, Gen.Constant(1)),
        (6, Gen.Elements(s_primes)),
        (3, Gen.Choose(2, 20)));

    /// <summary>The extents, the largest halved until the elements are few enough; as if there were no 0, which a side of a pair may have 1 for.</summary>
    private static Shape Fit(int[] extents, int maxElements)
    {
        while (extents.Aggregate(1L, static (product, extent) => product * Math.Max(1, extent)) > maxElements)
        {
            int largest = Array.IndexOf(extents, extents.Max());
            extents[largest] /= 2;
        }

        return Shape.Create(extents);
    }

    private static Gen<Shape> Side(Shape common) =>
        from dropped in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(0, common.Rank)))
        from repeated in Gen.Frequency((2, Gen.Constant(false)), (1, Gen.Constant(true))).ArrayOf(common.Rank)
        select Shape.Create([.. common.Skip(dropped).Select((extent, i) => repeated[dropped + i] ? 1 : extent)]);

    internal static IEnumerable<Shape> Smaller(Shape shape, bool allowEmpty)
    {
        for (int axis = 0; axis < shape.Rank; axis++) yield return shape.Without(axis);
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            int extent = shape[axis];
            if (allowEmpty && extent > 0) yield return shape.With(axis, 0);
            if (extent > 1) yield return shape.With(axis, 1);
            if (extent > 3) yield return shape.With(axis, extent / 2);
            if (extent > 2) yield return shape.With(axis, extent - 1);
        }
    }

    private static IEnumerable<ShapePair> Smaller(ShapePair pair, bool allowEmpty)
    {
        foreach (var left in Smaller(pair.Left, allowEmpty))
            if (Broadcast(left, pair.Right)) yield return pair with { Left = left };
        foreach (var right in Smaller(pair.Right, allowEmpty))
            if (Broadcast(pair.Left, right)) yield return pair with { Right = right };

        // an extent that both have can only shrink in both
        foreach (var left in Smaller(pair.Left, allowEmpty))
            foreach (var right in Smaller(pair.Right, allowEmpty))
                if (Broadcast(left, right)) yield return new ShapePair(left, right);
    }

    private static bool Broadcast(Shape left, Shape right)
    {
        for (int i = 1; i <= Math.Min(left.Rank, right.Rank); i++)
        {
            int a = left[-i], b = right[-i];
            if (a != b && a != 1 && b != 1) return false;
        }

        return true;
    }
}

/// <summary>Two shapes that broadcast to <see cref="Common"/>.</summary>
/// <param name="Left">The one.</param>
/// <param name="Right">The other.</param>
public sealed record ShapePair(Shape Left, Shape Right)
{
    /// <summary>The shape that both broadcast to.</summary>
    public Shape Common => Shape.Broadcast(Left, Right);

    /// <summary>Both shapes.</summary>
    public override string ToString() => $"{Left} and {Right}";
}
