using System.Numerics;
using FsCheck.Xunit;

namespace NumericsCore.Kernels.Tests;

[Properties(Arbitrary = [typeof(Generators)], MaxTest = 60)]
public class ReduceTests
{
    [Property]
    public void A_row_is_reduced_in_the_fixed_order(Extents shape, Numbers numbers)
    {
        Check<float>();
        Check<double>();

        void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var x = numbers.Take<T>(shape.Rows * shape.Columns);
            T divisor = T.CreateTruncating(3);
            var y = Reduce<Square, Add, T>(x, shape.Rows, shape.Columns, 1, divisor);
            var expected = Enumerable.Range(0, shape.Rows)
                .Select(row => SummationOrder.Sum(Enumerable.Range(0, shape.Columns).Select(c => x[row * shape.Columns + c]).Select(v => v * v).ToArray()) / divisor);
            Bits.Equal([.. expected], y);
        }
    }

    [Property]
    public void A_column_is_reduced_in_the_same_order(Extents shape, Numbers numbers)
    {
        Check<float>();
        Check<double>();

        void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var x = numbers.Take<T>(shape.Rows * shape.Columns);
            T divisor = T.CreateTruncating(7);
            var transposed = new T[x.Length];
            for (int r = 0; r < shape.Rows; r++)
                for (int c = 0; c < shape.Columns; c++)
                    transposed[c * shape.Rows + r] = x[r * shape.Columns + c];
            Bits.Equal(
                Reduce<Square, Add, T>(transposed, shape.Columns, shape.Rows, 1, divisor),
                Reduce<Square, Add, T>(x, 1, shape.Rows, shape.Columns, divisor));
        }
    }

    [Property(MaxTest = 20)]
    public void The_middle_axis_is_reduced_for_each_outer_and_inner_index(Extents shape, Numbers numbers)
    {
        const int Outer = 3;
        var x = numbers.Take<float>(Outer * shape.Rows * shape.Columns);
        var y = Reduce<Square, Greatest, float>(x, Outer, shape.Rows, shape.Columns, 1);
        var expected =
            from o in Enumerable.Range(0, Outer)
            from i in Enumerable.Range(0, shape.Columns)
            select SummationOrder.Reduce(
                [.. Enumerable.Range(0, shape.Rows).Select(k => x[(o * shape.Rows + k) * shape.Columns + i]).Select(v => v * v)],
                float.NegativeInfinity, (accumulator, value) => accumulator < value ? value : accumulator);
        Bits.Equal([.. expected], y);
    }

    [Theory]
    [InlineData(1024 * 1024, 1)]
    [InlineData(1024 * 1024 + 1, 1)]
    [InlineData(1024 * 1024 + 1025, 1)]
    [InlineData(1024 * 1024 + 1, 2)]
    public void Blocks_of_blocks_follow_the_fixed_order(int length, int inner)
    {
        var x = new Numbers(5, false).Take<float>(length * inner);
        var y = Reduce<Identity, Add, float>(x, 1, length, inner, 1);
        for (int i = 0; i < inner; i++)
            Bits.Equal([SummationOrder.Sum([.. Enumerable.Range(0, length).Select(k => x[k * inner + i])])], [y[i]]);
    }

    [Theory]
    [InlineData(0.1f)]
    [InlineData(0.6931472f)]
    [InlineData(1e-3f)]
    public void The_mean_of_a_million_equal_values_is_accurate(float value)
    {
        const int Count = 1_000_000;
        var x = new float[Count];
        Array.Fill(x, value);
        float mean = Reduce<Identity, Add, float>(x, 1, Count, 1, Count)[0];
        Assert.InRange(Math.Abs(mean - (double)value) / value, 0, 1e-6);
    }

    [Property(MaxTest = 30)]
    public void A_sum_is_within_the_bound_of_its_depth(Extent length, Numbers numbers)
    {
        var x = (numbers with { Special = false }).Take<float>(length.Value);
        float sum = Reduce<Identity, Add, float>(x, 1, x.Length, 1, 1)[0];
        // float32 values summed in float64 are exact beside float32 errors; no element takes part in more than 16 + 6 additions a level
        double exact = x.Sum(value => (double)value), magnitude = x.Sum(value => Math.Abs((double)value));
        int levels = x.Length <= 1024 ? 1 : 2;
        const double Unit = 1.0 / (1 << 24);
        Assert.InRange(Math.Abs(sum - exact), 0, levels * 22 * Unit * 1.01 * magnitude);
    }

    [Fact]
    public void An_empty_axis_gives_the_identity_divided()
    {
        Assert.Equal([0f, 0f], Reduce<Square, Add, float>([], 2, 0, 1, 5));
        Assert.Equal([double.PositiveInfinity], Reduce<Square, Greatest, double>([], 1, 0, 1, -2));
        Assert.Equal([float.NaN], Reduce<Square, Add, float>([], 1, 0, 1, 0));
        Assert.Empty(Reduce<Square, Add, float>([], 3, 4, 0, 1));
        Assert.Empty(Reduce<Square, Add, float>([], 0, 4, 3, 1));
    }

    [Property]
    public void ArgMax_finds_the_first_greatest_and_prefers_NaN(Extents shape, Numbers numbers, bool ties)
    {
        if (shape.Rows == 0) return;
        Check<float>(shape.Columns, shape.Rows, 1);
        Check<double>(1, shape.Rows, shape.Columns);
        Check<float>(1, shape.Rows, shape.Columns);

        void Check<T>(int outer, int length, int inner) where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var x = numbers.Take<T>(outer * length * inner);
            if (ties) x = [.. x.Select(value => T.Round(value))];
            var y = ArgMax<Negate, T>(x, outer, length, inner);
            for (int o = 0; o < outer; o++)
                for (int i = 0; i < inner; i++)
                    Assert.Equal(T.CreateTruncating(FirstLargest(k => -x[(o * length + k) * inner + i], length)), y[o * inner + i]);
        }
    }

    // wider than a chunk, narrower than a lane, rows that do not fill lanes, and enough for parts on several threads
    [Theory]
    [InlineData(1, 1025, 1025)]
    [InlineData(1, 70, 2063)]
    [InlineData(3, 40, 7)]
    [InlineData(1, 40_001, 3)]
    [InlineData(1, 3000, 30)]
    [InlineData(1, 200_003, 1)]
    [InlineData(5, 33, 1)]
    public void Wide_and_narrow_columns_keep_the_order(int outer, int length, int inner)
    {
        var x = new Numbers(outer + length + inner, true).Take<float>(outer * length * inner);
        var sums = Reduce<Identity, Add, float>(x, outer, length, inner, 1);
        var places = ArgMax<Identity>(x, outer, length, inner);
        foreach (int i in new[] { 0, inner / 2, inner - 1 })
        {
            int o = outer - 1;
            float[] column = [.. Enumerable.Range(0, length).Select(k => x[(o * length + k) * inner + i])];
            Bits.Equal([SummationOrder.Sum(column)], [sums[o * inner + i]]);
            Assert.Equal(FirstLargest(k => column[k], length), places[o * inner + i]);
        }
    }

    [Theory]
    [InlineData(300, 3)]
    [InlineData(2000, 33)]
    [InlineData(200_000, 1)]
    public void ArgMax_takes_the_first_of_equal_ones(int length, int inner)
    {
        // zeros of both signs are equal, and so are NaNs; each first one lies somewhere else
        var x = new float[length * inner];
        for (int i = 0; i < inner; i++)
            for (int k = i * 7 % length; k < length; k++) x[k * inner + i] = i % 3 == 2 ? float.NaN : 1;
        for (int k = 0; k < x.Length; k += 2) if (x[k] == 0) x[k] = -0f;
        Assert.Equal([.. Enumerable.Range(0, inner).Select(i => (float)(i * 7 % length))], ArgMax<Identity>(x, 1, length, inner));
        Assert.Equal(new float[inner], ArgMax<Negate>([.. x.Select(static (_, k) => k % 2 == 0 ? 0f : -0f)], 1, length, inner));
    }

    [Fact]
    public void ArgMax_of_nothing_is_refused()
    {
        using var x = new DeviceArray<float>(Backends.Plain, new float[4]);
        Assert.Equal("length", Assert.Throws<ArgumentOutOfRangeException>(() => Backends.Plain.ArgMax<Negate, float>(x.Slice, x.Slice, 4, 0, 1)).ParamName);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        foreach (var backend in Backends.SingleThreaded)
        {
            using DeviceArray<float> x = new(backend, new float[5000]), y = new(backend, new float[5]);
            var (a, b) = (x.Slice, y.Slice);
            Assert.Equal(0, Backends.AllocatedBy(() => backend.Reduce<Square, Add, float>(a, b, 2, 2500, 1, 1)));
            Assert.Equal(0, Backends.AllocatedBy(() => backend.Reduce<Square, Add, float>(a, b, 1, 1000, 5, 1)));
            Assert.Equal(0, Backends.AllocatedBy(() => backend.ArgMax<Square, float>(a, b, 5, 1000, 1)));
            Assert.Equal(0, Backends.AllocatedBy(() => backend.ArgMax<Square, float>(a, b, 1, 1000, 5)));
        }
    }

    private static int FirstLargest<T>(Func<int, T> at, int length) where T : IBinaryFloatingPointIeee754<T>
    {
        int place = 0;
        for (int k = 1; k < length; k++)
            if (!T.IsNaN(at(place)) && (T.IsNaN(at(k)) || at(k) > at(place))) place = k;
        return place;
    }

    private static float[] ArgMax<TFormula>(float[] x, int outer, int length, int inner) where TFormula : IUnaryFormula => ArgMax<TFormula, float>(x, outer, length, inner);

    private static T[] ArgMax<TFormula, T>(T[] x, int outer, int length, int inner) where TFormula : IUnaryFormula where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Backends.SameOnAll<T>(outer * inner, (backend, y) =>
        {
            using var source = new DeviceArray<T>(backend, x);
            backend.ArgMax<TFormula, T>(source.Slice, y, outer, length, inner);
        });

    private static T[] Reduce<TFormula, TReduction, T>(T[] x, int outer, int length, int inner, T divisor)
        where TFormula : struct, IUnaryFormula where TReduction : IReduction where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Backends.SameOnAll<T>(outer * inner, (backend, y) =>
        {
            using var source = new DeviceArray<T>(backend, x);
            backend.Reduce<TFormula, TReduction, T>(source.Slice, y, outer, length, inner, divisor);
        });

    private readonly struct Square : IUnaryFormula
    {
        public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => x * x;
    }

    private readonly struct Negate : IUnaryFormula
    {
        public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => -x;
    }

    private readonly struct Add : IReduction
    {
        public static double Identity => 0;

        public static TLane Combine<TLane>(TLane accumulator, TLane value) where TLane : struct, ILane<TLane> => accumulator + value;
    }

    private readonly struct Greatest : IReduction
    {
        public static double Identity => double.NegativeInfinity;

        public static TLane Combine<TLane>(TLane accumulator, TLane value) where TLane : struct, ILane<TLane> =>
            TLane.SelectLess(accumulator, value, value, accumulator);
    }
}
