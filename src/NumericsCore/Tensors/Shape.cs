using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace NumericsCore;

/// <summary>The extents of a tensor's axes, outermost first. A scalar has no axes; an extent may be 0.</summary>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IReadOnlyList<int>, IEquatable<Shape>
{
    private readonly int[]? _extents;
    private readonly long _elementCount;

    private Shape(int[] extents)
    {
        _extents = extents;
        long count = 1;
        foreach (int extent in extents)
        {
            if (extent > 0 && count > long.MaxValue / extent)
                throw new ArgumentOutOfRangeException(nameof(extents), $"Shape {Text(extents)} has 2^63 elements or more.");
            count *= extent;
        }

        _elementCount = count;
    }

    /// <summary>The shape of a scalar: no axes, one element.</summary>
    public static Shape Scalar => Create([]);

    /// <summary>The number of axes.</summary>
    public int Rank => Extents.Length;

    /// <summary>The number of elements: the product of the extents.</summary>
    public long ElementCount => _extents is null ? 1 : _elementCount;

    int IReadOnlyCollection<int>.Count => Rank;

    private int[] Extents => _extents ?? [];

    /// <summary>The extent of an axis; a negative axis counts from the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int this[int axis] => Extents[Axis(axis)];

    /// <summary>A shape with the given extents.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An extent is negative, there are more than eight, or their product is 2^63 or more.</exception>
    public static Shape Create(ReadOnlySpan<int> extents)
    {
        if (extents.Length > MaxRank)
            throw Kernels.OutOfRange.Error(nameof(extents), extents.Length, $"A shape has at most {MaxRank} axes.");
        foreach (int extent in extents)
        {
            if (extent < 0)
                throw Kernels.OutOfRange.Error(nameof(extents), extent, $"An extent of {Text(extents)} is negative; expected 0 or more.");
        }

        return new Shape(extents.ToArray());
    }

    /// <summary>A shape from an array of extents.</summary>
    public static implicit operator Shape(int[] extents)
    {
        ArgumentNullException.ThrowIfNull(extents);
        return Create(extents);
    }

    /// <summary>Whether all extents are equal.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether an extent or the rank differs.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>The shape that two shapes broadcast to: aligned at the last axis, equal extents stay and an extent of 1 is repeated (NumPy's rule).</summary>
    /// <exception cref="ArgumentException">Two extents differ and neither is 1.</exception>
    public static Shape Broadcast(Shape left, Shape right)
    {
        int rank = Math.Max(left.Rank, right.Rank);
        Span<int> extents = stackalloc int[rank];
        for (int i = 1; i <= rank; i++)
        {
            int a = i <= left.Rank ? left[^i] : 1;
            int b = i <= right.Rank ? right[^i] : 1;
            if (a != b && a != 1 && b != 1)
                throw new ArgumentException($"Shapes {left} and {right} do not broadcast: extents {a} and {b} of axis {rank - i} differ, and neither is 1.");
            extents[rank - i] = a == 1 ? b : a;
        }

        return Create(extents);
    }

    /// <summary>The shape without an axis.</summary>
    public Shape Without(int axis)
    {
        var extents = new List<int>(Extents);
        extents.RemoveAt(Axis(axis));
        return Create(extents.ToArray());
    }

    /// <summary>The shape with one extent replaced.</summary>
    public Shape With(int axis, int extent)
    {
        int[] extents = [.. Extents];
        extents[Axis(axis)] = extent;
        return Create(extents);
    }

    /// <summary>The extents as a span.</summary>
    public ReadOnlySpan<int> AsSpan() => Extents;

    /// <summary>The extents in a new array.</summary>
    public int[] ToArray() => [.. Extents];

    /// <inheritdoc/>
    public bool Equals(Shape other) => ReferenceEquals(_extents, other._extents) || Extents.AsSpan().SequenceEqual(other.Extents);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (int extent in Extents) hash.Add(extent);
        return hash.ToHashCode();
    }

    /// <summary>The extents in brackets: [2, 3].</summary>
    public override string ToString() => Text(Extents);

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)Extents).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal const int MaxRank = Kernels.StridedShape.MaxRank;

    /// <summary>The axis as an index from the start.</summary>
    internal int Axis(int axis)
    {
        int index = axis < 0 ? axis + Rank : axis;
        if ((uint)index >= (uint)Rank)
            throw Kernels.OutOfRange.Error(nameof(axis), axis, Rank == 0 ? "Shape [] has no axes." : $"Shape {this} has axes 0 to {Rank - 1} (or -{Rank} to -1).");
        return index;
    }

    /// <summary>The product of the extents from one axis up to, and not including, another.</summary>
    internal long Product(int start, int end)
    {
        long product = 1;
        for (int axis = start; axis < end; axis++) product *= Extents[axis];
        return product;
    }

    private int this[Index axis] => Extents[axis];

    /// <summary>Extents in brackets; some may be negative, where they are no shape.</summary>
    internal static string Text(ReadOnlySpan<int> extents) => $"[{string.Join(", ", extents.ToArray().Select(static extent => extent.ToString(CultureInfo.InvariantCulture)))}]";
}
