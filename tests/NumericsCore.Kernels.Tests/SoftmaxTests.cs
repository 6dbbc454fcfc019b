using System.Numerics;
using FsCheck.Xunit;

namespace NumericsCore.Kernels.Tests;

[Properties(Arbitrary = [typeof(Generators)], MaxTest = 60)]
public class SoftmaxTests
{
    [Property]
    public void Softmax_is_its_formula_with_the_sum_in_the_fixed_order(Extents shape, Numbers numbers)
    {
        Check<float>();
        Check<double>();

        void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var x = numbers.Take<T>(shape.Rows * shape.Columns);
            var y = OnAll<T>(x, (backend, source, y) => backend.Softmax(source, y, shape.Rows, shape.Columns));
            Bits.Equal(ByRow(x, shape, row =>
            {
                var (_, exponentials, sum) = Exponentials(row);
                return exponentials.Select(e => e / sum);
            }), y);
        }
    }

    [Property]
    public void LogSoftmax_is_its_formula_with_the_sum_in_the_fixed_order(Extents shape, Numbers numbers)
    {
        Check<float>();
        Check<double>();

        void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var x = numbers.Take<T>(shape.Rows * shape.Columns);
            var y = OnAll<T>(x, (backend, source, y) => backend.LogSoftmax(source, y, shape.Rows, shape.Columns));
            Bits.Equal(ByRow(x, shape, row =>
            {
                var (greatest, _, sum) = Exponentials(row);
                return row.Select(value => value - greatest - Log(sum));
            }), y);
        }
    }

    [Property]
    public void Cross_entropy_is_its_formula_with_the_sums_in_the_fixed_order(Extents shape, Numbers numbers)
    {
        Check<float>();
        Check<double>();

        void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var (x, t) = (numbers.Take<T>(shape.Rows * shape.Columns, 1), numbers.Take<T>(shape.Rows * shape.Columns, 2));
            var expected = ByRow(x, shape, (row, r) =>
            {
                var (greatest, exponentials, sum) = Exponentials(row);
                var targets = t[(r * shape.Columns)..((r + 1) * shape.Columns)];
                T weight = SummationOrder.Sum(targets), logSum = Log(sum);
                T loss = SummationOrder.Sum([.. row.Select((value, c) => Counted(targets[c], targets[c] * (logSum - (value - greatest))))]);
                return exponentials.Select((e, c) => Counted(weight, e / sum * weight) - targets[c]).Prepend(loss);
            });
            // loss and gradient one behind the other, so that one comparison sees both
            var actual = Backends.SameOnAll<T>(shape.Rows * (shape.Columns + 1), (backend, both) =>
            {
                using DeviceArray<T> logits = new(backend, x), targets = new(backend, t);
                backend.SoftmaxCrossEntropy(logits.Slice, targets.Slice, both.Part(0, shape.Rows), both.Part(shape.Rows, x.Length), shape.Rows, shape.Columns);
            });
            Bits.Equal(
                shape.Columns == 0 ? new T[shape.Rows] : expected,
                [.. Enumerable.Range(0, shape.Rows).SelectMany(r => actual[(shape.Rows + r * shape.Columns)..(shape.Rows + (r + 1) * shape.Columns)].Prepend(actual[r]))]);
        }
    }

    [Theory]
    [InlineData(new[] { 1f, float.NaN, 2f })]
    [InlineData(new[] { float.NaN, float.NaN })]
    [InlineData(new[] { float.NegativeInfinity, float.NegativeInfinity })]
    [InlineData(new[] { 0f, float.PositiveInfinity, -1f })]
    [InlineData(new[] { float.NegativeInfinity, float.NaN })]
    public void A_row_without_a_greatest_number_becomes_NaN(float[] row)
    {
        Assert.All(OnAll(row, (backend, x, y) => backend.Softmax(x, y, 1, row.Length)), value => Assert.True(float.IsNaN(value)));
        Assert.All(OnAll(row, (backend, x, y) => backend.LogSoftmax(x, y, 1, row.Length)), value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void An_impossible_class_has_probability_zero()
    {
        float[] row = [0, float.NegativeInfinity, 0];
        Assert.Equal([0.5f, 0, 0.5f], OnAll(row, (backend, x, y) => backend.Softmax(x, y, 1, 3)));
        Assert.Equal(float.NegativeInfinity, OnAll(row, (backend, x, y) => backend.LogSoftmax(x, y, 1, 3))[1]);
    }

    [Property]
    public void Softmax_of_large_logits_is_accurate(Extents shape, Numbers numbers)
    {
        // differences of up to 800 between the logits, far beyond where exp overflows
        float[] x = [.. (numbers with { Special = false }).Take<float>(shape.Rows * shape.Columns).Select(value => value * 100)];
        var y = OnAll(x, (backend, source, y) => backend.Softmax(source, y, shape.Rows, shape.Columns));
        var exact = ByRow([.. x.Select(value => (double)value)], shape, row =>
        {
            double greatest = row.Max(), sum = row.Sum(value => Math.Exp(value - greatest));
            return row.Select(value => Math.Exp(value - greatest) / sum);
        });
        // x - max may be off by an ulp of 800; then two ulps for each of exp, the sum's depth and the division
        for (int i = 0; i < y.Length; i++) Assert.InRange(Math.Abs(y[i] - exact[i]), 0, exact[i] * 4e-5 + 1e-44);
    }

    [Property(MaxTest = 30)]
    public void Softmax_works_in_place(Extents shape, Numbers numbers)
    {
        var x = numbers.Take<float>(shape.Rows * shape.Columns);
        Bits.Equal(
            OnAll(x, (backend, source, y) => backend.Softmax(source, y, shape.Rows, shape.Columns)),
            Backends.SameOnAll(x.Length, (backend, y) => backend.Softmax(y, y, shape.Rows, shape.Columns), x));
        Bits.Equal(
            OnAll(x, (backend, source, y) => backend.LogSoftmax(source, y, shape.Rows, shape.Columns)),
            Backends.SameOnAll(x.Length, (backend, y) => backend.LogSoftmax(y, y, shape.Rows, shape.Columns), x));
    }

    [Fact]
    public void The_loss_of_a_row_without_classes_is_zero() =>
        Assert.Equal([0f, 0f], Backends.SameOnAll(2, (backend, loss) =>
        {
            using var nothing = new DeviceArray<float>(backend, []);
            backend.SoftmaxCrossEntropy(nothing.Slice, nothing.Slice, loss, nothing.Slice, 2, 0);
        }, [3f, 4f]));

    [Fact]
    public void Nothing_is_allocated()
    {
        foreach (var backend in Backends.SingleThreaded)
        {
            using DeviceArray<float> x = new(backend, new float[350]), y = new(backend, new float[350]), loss = new(backend, new float[10]);
            var (a, b, c) = (x.Slice, y.Slice, loss.Slice);
            Assert.Equal(0, Backends.AllocatedBy(() => backend.Softmax(a, b, 10, 35)));
            Assert.Equal(0, Backends.AllocatedBy(() => backend.LogSoftmax(a, b, 10, 35)));
            Assert.Equal(0, Backends.AllocatedBy(() => backend.SoftmaxCrossEntropy(a, a, c, b, 10, 35)));
        }
    }

    private static T[] OnAll<T>(T[] x, Action<CpuBackend, Slice<T>, Slice<T>> kernel) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Backends.SameOnAll<T>(x.Length, (backend, y) =>
        {
            using var source = new DeviceArray<T>(backend, x);
            kernel(backend, source.Slice, y);
        });

    private static T[] ByRow<T>(T[] x, Extents shape, Func<T[], IEnumerable<T>> row) => ByRow(x, shape, (values, _) => row(values));

    private static T[] ByRow<T>(T[] x, Extents shape, Func<T[], int, IEnumerable<T>> row) =>
        [.. Enumerable.Range(0, shape.Columns == 0 ? 0 : shape.Rows).SelectMany(r => row(x[(r * shape.Columns)..((r + 1) * shape.Columns)], r))];

    private static (T Greatest, T[] Exponentials, T Sum) Exponentials<T>(T[] row) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T greatest = row.Where(value => !T.IsNaN(value)).Append(T.NegativeInfinity).Max();
        T[] exponentials = [.. row.Select(value => ScalarLane<T>.Element(Elementary.Exp(new ScalarLane<T>(value - greatest)), 0))];
        return (greatest, exponentials, SummationOrder.Sum(exponentials));
    }

    /// <summary>A product that is 0 where this factor is, whatever the others are; a zero product keeps its sign.</summary>
    private static T Counted<T>(T factor, T product) where T : unmanaged, IBinaryFloatingPointIeee754<T> => factor == T.Zero && product != T.Zero ? T.Zero : product;

    private static T Log<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => ScalarLane<T>.Element(Elementary.Log(new ScalarLane<T>(x)), 0);
}
