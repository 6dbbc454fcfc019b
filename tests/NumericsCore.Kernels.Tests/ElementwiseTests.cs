using System.Numerics;
using FsCheck.Xunit;

namespace NumericsCore.Kernels.Tests;

[Properties(Arbitrary = [typeof(Generators), typeof(Layout)], MaxTest = 60)]
public class ElementwiseTests
{
    [Property]
    public void Map_applies_the_formula_to_every_element(Extent length, Numbers numbers)
    {
        Check<float>();
        Check<double>();

        void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var x = numbers.Take<T>(length.Value);
            var y = Backends.SameOnAll<T>(x.Length, (backend, y) =>
            {
                using var source = new DeviceArray<T>(backend, x);
                backend.Map<ShiftedReciprocal, T>(source.Slice, y);
            });
            Bits.Equal([.. x.Select(value => T.One / (value + T.One))], y);
        }
    }

    [Property]
    public void Map_works_in_place(Extent length, Numbers numbers)
    {
        var x = numbers.Take<float>(length.Value);
        var y = Backends.SameOnAll(x.Length, (backend, y) => backend.Map<ShiftedReciprocal, float>(y, y), x);
        Bits.Equal([.. x.Select(value => 1 / (value + 1))], y);
    }

    [Property]
    public void Zip_of_two_broadcasts_by_strides(Extents shape, Layout a, Layout b, Numbers numbers)
    {
        Check<float>();
        Check<double>();

        void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var (left, right) = (a.Draw<T>(shape, numbers, 1), b.Draw<T>(shape, numbers, 2));
            var y = Backends.SameOnAll<T>(shape.Rows * shape.Columns, (backend, y) =>
            {
                using DeviceArray<T> x1 = new(backend, left), x2 = new(backend, right);
                backend.Zip<ScaledDifference, T>(a.Operand(x1, shape), b.Operand(x2, shape), y, shape.Rows, shape.Columns);
            });
            Bits.Equal(Reference(shape, i => (a.At(left, shape, i) - b.At(right, shape, i)) / b.At(right, shape, i)), y);
        }
    }

    [Property]
    public void Zip_of_three_broadcasts_by_strides(Extents shape, Layout a, Layout b, Layout c, Numbers numbers)
    {
        var (x, y, z) = (a.Draw<float>(shape, numbers, 1), b.Draw<float>(shape, numbers, 2), c.Draw<float>(shape, numbers, 3));
        var result = Backends.SameOnAll<float>(shape.Rows * shape.Columns, (backend, result) =>
        {
            using DeviceArray<float> x1 = new(backend, x), x2 = new(backend, y), x3 = new(backend, z);
            backend.Zip<ProductAndSum, float>(a.Operand(x1, shape), b.Operand(x2, shape), c.Operand(x3, shape), result, shape.Rows, shape.Columns);
        });
        Bits.Equal(Reference(shape, i => MathF.FusedMultiplyAdd(a.At(x, shape, i), b.At(y, shape, i), c.At(z, shape, i))), result);
    }

    [Property]
    public void Zip_of_four_broadcasts_by_strides(Extents shape, Layout a, Layout d, Numbers numbers)
    {
        var all = new Layout(LayoutKind.Matrix);
        var (x, y, w) = (a.Draw<double>(shape, numbers, 1), all.Draw<double>(shape, numbers, 2), d.Draw<double>(shape, numbers, 4));
        var result = Backends.SameOnAll<double>(shape.Rows * shape.Columns, (backend, result) =>
        {
            using DeviceArray<double> x1 = new(backend, x), x2 = new(backend, y), x4 = new(backend, w);
            backend.Zip<SelectBelow, double>(a.Operand(x1, shape), all.Operand(x2, shape), a.Operand(x1, shape), d.Operand(x4, shape), result, shape.Rows, shape.Columns);
        });
        Bits.Equal(Reference(shape, i => a.At(x, shape, i) < all.At(y, shape, i) ? a.At(x, shape, i) : d.At(w, shape, i)), result);
    }

    [Property]
    public void Zip_works_in_place_on_a_contiguous_operand(Extents shape, Layout b, Numbers numbers)
    {
        var matrix = new Layout(LayoutKind.Matrix);
        var (left, right) = (matrix.Draw<float>(shape, numbers, 1), b.Draw<float>(shape, numbers, 2));
        var y = Backends.SameOnAll(shape.Rows * shape.Columns, (backend, y) =>
        {
            using DeviceArray<float> x2 = new(backend, right);
            backend.Zip<ScaledDifference, float>(new(y, shape.Columns, 1), b.Operand(x2, shape), y, shape.Rows, shape.Columns);
        }, left[..(shape.Rows * shape.Columns)]);
        Bits.Equal(Reference(shape, i => (matrix.At(left, shape, i) - b.At(right, shape, i)) / b.At(right, shape, i)), y);
    }

    [Fact]
    public void A_slice_that_is_too_short_is_refused_by_name()
    {
        var backend = Backends.Plain;
        using DeviceArray<float> x = new(backend, new float[5]), y = new(backend, new float[6]);
        var error = Assert.Throws<ArgumentException>(() => backend.Map<ShiftedReciprocal, float>(x.Slice, y.Slice));
        Assert.Equal("x", error.ParamName);
        Assert.Contains("5 elements", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() => backend.Zip<ScaledDifference, float>(new(y.Slice, 3, 1), new(x.Slice, 3, 1), y.Slice, 2, 3));
        Assert.Equal("b", error.ParamName);
        Assert.Equal(new float[6], y.ToArray());
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        foreach (var backend in Backends.SingleThreaded)
        {
            using DeviceArray<float> x = new(backend, new float[35]), y = new(backend, new float[35]);
            var (a, b) = (x.Slice, y.Slice);
            Assert.Equal(0, Backends.AllocatedBy(() => backend.Map<ShiftedReciprocal, float>(a, b)));
            Assert.Equal(0, Backends.AllocatedBy(() => backend.Zip<ScaledDifference, float>(new(a, 7, 1), new(a, 0, 2), b, 5, 7)));
        }
    }

    private static T[] Reference<T>(Extents shape, Func<(int Row, int Column), T> element) =>
        [.. from row in Enumerable.Range(0, shape.Rows) from column in Enumerable.Range(0, shape.Columns) select element((row, column))];

    public readonly struct ShiftedReciprocal : IUnaryFormula
    {
        public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.Of(1) / (x + TLane.Of(1));
    }

    public readonly struct ScaledDifference : IBinaryFormula
    {
        public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => (a - b) / b;
    }

    private readonly struct ProductAndSum : ITernaryFormula
    {
        public TLane Apply<TLane>(TLane a, TLane b, TLane c) where TLane : struct, ILane<TLane> => TLane.MultiplyAdd(a, b, c);
    }

    private readonly struct SelectBelow : IQuaternaryFormula
    {
        public TLane Apply<TLane>(TLane a, TLane b, TLane c, TLane d) where TLane : struct, ILane<TLane> => TLane.SelectLess(a, b, c, d);
    }
}
