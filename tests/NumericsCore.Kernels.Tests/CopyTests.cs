using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace NumericsCore.Kernels.Tests;

/// <summary>A box with a permutation of source and destination, a kind of source stride for each axis, and how far apart neighbours in the destination lie.</summary>
public sealed record Box(int[] Extents, int[] SourceOrder, int[] DestinationOrder, int[] Kinds, int Gap = 1)
{
    public static Arbitrary<Box> Any() =>
        (from rank in Gen.Choose(0, 6)
         from extents in Gen.OneOf(Gen.Choose(1, 4), Gen.Elements(0, 1, 7, 33, 130)).ArrayOf(rank)
         where extents.Aggregate(1L, (count, extent) => count * extent) <= 150_000
         from source in Gen.Shuffle(Enumerable.Range(0, rank).ToArray())
         from destination in Gen.OneOf(Gen.Shuffle(Enumerable.Range(0, rank).ToArray()), Gen.Constant(Enumerable.Range(0, rank).ToArray()))
         from kinds in Gen.OneOf(Gen.Choose(0, 4), Gen.Constant(4)).ArrayOf(rank)
         from gap in Gen.Elements(1, 1, 2, 3)
         select new Box(extents, source, destination, kinds, gap)).ToArbitrary();

    /// <summary>Elements of the destination, with those between.</summary>
    public int Length => Extents.Aggregate(Gap, (count, extent) => count * extent);
}

/// <summary>A box whose source and destination have their neighbours along different axes, with extents around the side of a tile.</summary>
public sealed record TransposedBox(Box Box)
{
    public static Arbitrary<TransposedBox> Any() =>
        (from rank in Gen.Choose(2, 4)
         from extents in Gen.Elements(1, 2, 7, 8, 9, 31, 32, 33, 64, 65, 101).ArrayOf(rank)
         where extents.Aggregate(1L, (count, extent) => count * extent) <= 150_000
         from source in Gen.Shuffle(Enumerable.Range(0, rank).ToArray())
         where source[^1] != rank - 1
         from kinds in Gen.OneOf(Gen.Choose(0, 4), Gen.Constant(4)).ArrayOf(rank)
         select new TransposedBox(new Box(extents, source, [.. Enumerable.Range(0, rank)], kinds))).ToArbitrary();
}

[Properties(Arbitrary = [typeof(Generators), typeof(Box)], MaxTest = 100)]
public class CopyTests
{
    [Property]
    public void Fill_sets_every_element(Extent length)
    {
        var y = Backends.SameOnAll<float>(length.Value, (backend, y) => backend.Fill(y, 1.5f));
        Assert.All(y, value => Assert.Equal(1.5f, value));
    }

    [Property]
    public void CopyStrided_moves_every_element_of_the_box(Box box, Numbers numbers)
    {
        Check<float>();
        Check<double>();

        void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var (shape, start, reach) = Strides(box);
            var x = numbers.Take<T>(reach);
            // what lies between stays
            var before = numbers.Take<T>(box.Length, 1);
            var expected = (T[])before.Clone();
            foreach (var (source, destination) in Elements(shape)) expected[destination] = x[start + source];
            var y = Backends.SameOnAll<T>(expected.Length, (backend, y) =>
            {
                using var from = new DeviceArray<T>(backend, x);
                backend.CopyStrided(from.Slice.Part(start, x.Length - start), y, shape);
            }, before);
            Bits.Equal(expected, y);
        }
    }

    [Theory]
    [InlineData(1, 100_003)]
    [InlineData(301, 257)]
    [InlineData(70_001, 3)]
    public void CopyStrided_transposes_a_matrix(int rows, int columns)
    {
        var x = new Numbers(3, true).Take<float>(rows * columns);
        var shape = Shape((columns, 1, rows), (rows, columns, 1));
        var y = Backends.SameOnAll<float>(x.Length, (backend, y) =>
        {
            using var from = new DeviceArray<float>(backend, x);
            backend.CopyStrided(from.Slice, y, shape);
        });
        Bits.Equal([.. Enumerable.Range(0, x.Length).Select(i => x[i % rows * columns + i / rows])], y);
    }

    [Fact]
    public void CopyStrided_refuses_bad_shapes()
    {
        using var x = new DeviceArray<float>(Backends.Plain, new float[4]);
        var slice = x.Slice;
        Assert.Throws<ArgumentOutOfRangeException>(() => Backends.Plain.CopyStrided(slice, slice, new StridedShape { Rank = 9 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Backends.Plain.CopyStrided(slice, slice, new StridedShape { Rank = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Backends.Plain.CopyStrided(slice, slice, Shape((-1, 1, 1))));
        Assert.Throws<ArgumentException>(() => Backends.Plain.CopyStrided(slice, slice, Shape((4, 1, 0))));
    }

    [Fact]
    public void CopyStrided_refuses_strides_that_leave_the_slice()
    {
        using DeviceArray<float> x = new(Backends.Plain, new float[4]), y = new(Backends.Plain, new float[3]);
        Slice<float> source = x.Slice, destination = y.Slice;
        Assert.Equal("y", Assert.Throws<ArgumentException>(() => Backends.Plain.CopyStrided(source, destination, Shape((4, 1, 1)))).ParamName);
        Assert.Equal("x", Assert.Throws<ArgumentException>(() => Backends.Plain.CopyStrided(source, destination, Shape((3, 2, 1)))).ParamName);
        Assert.Equal("x", Assert.Throws<ArgumentException>(() => Backends.Plain.CopyStrided(source, destination, Shape((3, -1, 1)))).ParamName);
    }

    [Property]
    public void GatherRows_reads_the_rows_from_the_start_on(Extents shape, Numbers numbers)
    {
        const int Start = 2;
        var x = numbers.Take<float>((shape.Rows + 1) * shape.Columns);
        var random = new Random(numbers.Seed);
        int[] indices = [.. Enumerable.Range(0, shape.Rows + Start).Select(_ => random.Next(shape.Rows + 1))];
        var y = Backends.SameOnAll<float>(shape.Rows * shape.Columns, (backend, y) =>
        {
            using var source = new DeviceArray<float>(backend, x);
            using DeviceArray<int> chosen = new(backend, indices), start = new(backend, [Start]);
            backend.GatherRows(source.Slice, chosen.Slice, start.Slice, y, shape.Rows, shape.Columns);
        });
        Bits.Equal([.. Enumerable.Range(0, y.Length).Select(i => x[indices[Start + i / shape.Columns] * shape.Columns + i % shape.Columns])], y);
    }

    [Property]
    public void ScatterAddRows_adds_in_the_order_of_the_rows(Extents shape, Numbers numbers)
    {
        int targets = shape.Rows / 3 + 1;
        var x = numbers.Take<float>(shape.Rows * shape.Columns, 1);
        var initial = numbers.Take<float>(targets * shape.Columns, 2);
        var random = new Random(numbers.Seed);
        int[] indices = [.. Enumerable.Range(0, shape.Rows).Select(_ => random.Next(targets))];
        var y = Backends.SameOnAll(initial.Length, (backend, y) =>
        {
            using var source = new DeviceArray<float>(backend, x);
            using var chosen = new DeviceArray<int>(backend, indices);
            backend.ScatterAddRows(source.Slice, chosen.Slice, y, shape.Rows, shape.Columns);
        }, initial);
        var expected = (float[])initial.Clone();
        for (int i = 0; i < x.Length; i++) expected[indices[i / shape.Columns] * shape.Columns + i % shape.Columns] += x[i];
        Bits.Equal(expected, y);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void An_index_that_is_not_a_row_is_refused_before_anything_is_written(int index)
    {
        var backend = Backends.Plain;
        using DeviceArray<float> x = new(backend, [1, 2, 3, 4, 5, 6]), y = new(backend, new float[6]);
        using DeviceArray<int> indices = new(backend, [0, 1, index]), start = new(backend, [0]);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => backend.GatherRows(x.Slice, indices.Slice, start.Slice, y.Slice, 3, 2));
        Assert.Equal("indices", error.ParamName);
        Assert.Contains("0 to 2", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => backend.ScatterAddRows(x.Slice, indices.Slice, y.Slice, 3, 2));
        Assert.Equal(new float[6], y.ToArray());
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        foreach (var backend in Backends.SingleThreaded)
        {
            using DeviceArray<float> x = new(backend, new float[350]), y = new(backend, new float[350]);
            using DeviceArray<int> indices = new(backend, new int[10]), start = new(backend, [0]);
            var (a, b, chosen, first) = (x.Slice, y.Slice, indices.Slice, start.Slice);
            Assert.Equal(0, Backends.AllocatedBy(() => backend.Fill(b, 1f)));
            Assert.Equal(0, Backends.AllocatedBy(() => backend.CopyStrided(a, b, Shape((35, 1, 10), (10, 35, 1)))));
            Assert.Equal(0, Backends.AllocatedBy(() => backend.GatherRows(a, chosen, first, b, 10, 35)));
            Assert.Equal(0, Backends.AllocatedBy(() => backend.ScatterAddRows(a, chosen, b, 10, 35)));
        }
    }

    private static StridedShape Shape(params ReadOnlySpan<(long Extent, long Source, long Destination)> axes)
    {
        var shape = new StridedShape { Rank = axes.Length };
        for (int axis = 0; axis < axes.Length; axis++)
            (shape.Extents[axis], shape.SourceStrides[axis], shape.DestinationStrides[axis]) = axes[axis];
        return shape;
    }

    /// <summary>The strides of the box, the source element that its first element is, and the length of the source.</summary>
    internal static (StridedShape Shape, int Start, int Reach) Strides(Box box)
    {
        var shape = new StridedShape { Rank = box.Extents.Length };
        int source = 1, destination = box.Gap, before = 0, after = 0;
        foreach (int axis in box.SourceOrder.Reverse())
        {
            // broadcast, reversed, overlapping, with gaps, or dense
            int stride = box.Kinds[axis] switch { 0 => 0, 1 => -source, 2 => 1, 3 => source + 1, _ => source };
            int span = Math.Abs(stride) * Math.Max(0, box.Extents[axis] - 1);
            if (stride < 0) before += span;
            else after += span;
            shape.SourceStrides[axis] = stride;
            source = Math.Max(source, source + span);
        }

        foreach (int axis in box.DestinationOrder.Reverse())
        {
            shape.Extents[axis] = box.Extents[axis];
            shape.DestinationStrides[axis] = Math.Max(1, destination);
            destination *= box.Extents[axis];
        }

        return (shape, before, before + after + 1);
    }

    private static IEnumerable<(int Source, int Destination)> Elements(StridedShape shape)
    {
        var index = new int[shape.Rank];
        for (long count = shape.Count; count > 0; count--)
        {
            int source = 0, destination = 0;
            for (int axis = 0; axis < shape.Rank; axis++)
            {
                source += index[axis] * (int)shape.SourceStrides[axis];
                destination += index[axis] * (int)shape.DestinationStrides[axis];
            }

            yield return (source, destination);
            for (int axis = shape.Rank - 1; axis >= 0 && ++index[axis] == shape.Extents[axis]; axis--) index[axis] = 0;
        }
    }
}
