using System.Numerics;

namespace NumericsCore.Kernels.Tests;

[Collection(GpuTests.Name)]
[FsCheck.Xunit.Properties(Arbitrary = [typeof(Generators)])]
public class GpuReduceTests
{
    [GpuProperty]
    public void Rows_are_summed_in_the_same_order(Extents shape, Numbers numbers, bool aligned)
    {
        Check<float>();
        Check<double>();

        void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            Gpus.AgreeWithCpu([numbers.Take<T>(shape.Rows * shape.Columns), new T[shape.Rows]], aligned,
                (backend, slices) => backend.Reduce<Square, Sum, T>(slices[0], slices[1], shape.Rows, shape.Columns, 1, T.CreateTruncating(3)));
    }

    [GpuProperty]
    public void Columns_are_summed_in_the_same_order(Extents shape, bool outer, Numbers numbers, bool aligned)
    {
        Check<float>();
        Check<double>();

        void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            int outerExtent = outer ? 3 : 1;
            Gpus.AgreeWithCpu([numbers.Take<T>(outerExtent * shape.Rows * shape.Columns), new T[outerExtent * shape.Columns]], aligned,
                (backend, slices) => backend.Reduce<Square, Sum, T>(slices[0], slices[1], outerExtent, shape.Rows, shape.Columns, T.CreateTruncating(3)));
        }
    }

    [GpuProperty]
    public void The_greatest_of_rows_and_columns_is_the_same(Extents shape, Numbers numbers)
    {
        Check<float>();
        Check<double>();

        void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            Gpus.AgreeWithCpu([numbers.Take<T>(shape.Rows * shape.Columns), new T[shape.Rows], new T[shape.Columns]], false, (backend, slices) =>
            {
                backend.Reduce<Identity, Max, T>(slices[0], slices[1], shape.Rows, shape.Columns, 1, T.One);
                backend.Reduce<Identity, Max, T>(slices[0], slices[2], 1, shape.Rows, shape.Columns, T.One);
            });
    }

    [GpuTheory]
    [InlineData(1024 * 1024 + 1, 1)]
    [InlineData(1024 * 1024 + 1, 2)]
    public void Blocks_of_blocks_are_summed_in_the_same_order(int length, int inner) =>
        Gpus.AgreeWithCpu([new Numbers(5, false).Take<float>(length * inner), new float[inner]], false,
            (backend, slices) => backend.Reduce<Square, Sum, float>(slices[0], slices[1], 1, length, inner, 3));

    [GpuProperty]
    public void The_place_of_the_greatest_is_the_same(Extents shape, Numbers numbers)
    {
        Check<float>();
        Check<double>();

        void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            // few different values, so that many are equal
            T[] x = [.. numbers.Take<T>(shape.Rows * shape.Columns).Select(value => T.Round(value))];
            Gpus.AgreeWithCpu([x, new T[shape.Rows], new T[shape.Columns]], false, (backend, slices) =>
            {
                if (shape.Columns > 0) backend.ArgMax<Identity, T>(slices[0], slices[1], shape.Rows, shape.Columns, 1);
                if (shape.Rows > 0) backend.ArgMax<Identity, T>(slices[0], slices[2], 1, shape.Rows, shape.Columns);
            });
        }
    }

    [GpuProperty]
    public void Softmax_gives_the_same_bits(Extents shape, Numbers numbers, bool inPlace)
    {
        Check<float>();
        Check<double>();

        void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T[] x = numbers.Take<T>(shape.Rows * shape.Columns);
            Gpus.AgreeWithCpu([x, new T[x.Length]], false,
                (backend, slices) => backend.Softmax(slices[0], slices[inPlace ? 0 : 1], shape.Rows, shape.Columns));
        }
    }

    [GpuProperty]
    public void LogSoftmax_gives_the_same_bits(Extents shape, Numbers numbers, bool inPlace)
    {
        Check<float>();
        Check<double>();

        void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T[] x = numbers.Take<T>(shape.Rows * shape.Columns);
            Gpus.AgreeWithCpu([x, new T[x.Length]], false,
                (backend, slices) => backend.LogSoftmax(slices[0], slices[inPlace ? 0 : 1], shape.Rows, shape.Columns));
        }
    }

    [GpuProperty]
    public void Softmax_with_cross_entropy_gives_the_same_bits(Extents shape, Numbers numbers) => CrossEntropies(shape.Rows, shape.Columns, numbers);

    [GpuTheory]
    [InlineData(3, 1)]
    [InlineData(1025, 129)]
    [InlineData(301, 1026)]
    [InlineData(5, 1023)]
    [InlineData(5, 1024)]
    [InlineData(5, 1025)]
    [InlineData(9, 4096)]
    [InlineData(9, 4099)]
    [InlineData(2, 65 * 1024 + 1)]
    [InlineData(1, 1024 * 1024)]
    [InlineData(2, 1024 * 1024 + 3 * 1024 + 1)]
    public void Rows_of_any_width_are_one_launch_and_give_the_same_bits(int rows, int columns)
    {
        var numbers = new Numbers(rows + columns, true);
        // each size of a group is a kernel of its own, which PoCL takes up to half a minute to compile: the widest rows take two of three functions
        if (columns < 10_000) CrossEntropies(rows, columns, numbers);
        Gpus.AgreeWithCpu([numbers.Take<float>(rows * columns), numbers.Take<float>(rows * columns, 1), new float[rows], new float[rows * columns]], false, (backend, slices) =>
        {
            OneLaunch(backend, () => backend.SoftmaxCrossEntropy(slices[0], slices[1], slices[2], slices[3], rows, columns));
            if (columns < 100_000) OneLaunch(backend, () => backend.LogSoftmax(slices[0], slices[1], rows, columns));
            if (columns is < 10_000 or > 100_000) OneLaunch(backend, () => backend.Softmax(slices[0], slices[0], rows, columns));
        });

        static void OneLaunch(Backend backend, Action call)
        {
            int before = GpuQueue.LaunchCount;
            call();
            Assert.Equal(backend is GpuBackend ? 1 : 0, GpuQueue.LaunchCount - before);
        }
    }

    private static void CrossEntropies(int rows, int columns, Numbers numbers)
    {
        Check<float>();
        Check<double>();

        void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            int count = rows * columns;
            Gpus.AgreeWithCpu([numbers.Take<T>(count, 1), numbers.Take<T>(count, 2), new T[rows], new T[count]], false,
                (backend, slices) => backend.SoftmaxCrossEntropy(slices[0], slices[1], slices[2], slices[3], rows, columns));
        }
    }
}
