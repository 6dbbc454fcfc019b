using System.Numerics;

namespace NumericsCore.Kernels.Tests;

[Collection(GpuTests.Name)]
[FsCheck.Xunit.Properties(Arbitrary = [typeof(Generators), typeof(Box), typeof(TransposedBox)])]
public class GpuCopyTests
{
    [GpuProperty]
    public void CopyStrided_moves_the_same_elements(Box box, Numbers numbers, bool aligned) => CheckCopy(box, numbers, aligned);

    [GpuProperty]
    public void CopyStrided_transposes_to_the_same_elements(TransposedBox transposed, Numbers numbers, bool aligned) => CheckCopy(transposed.Box, numbers, aligned);

    [Theory]
    [InlineData(100, 1, 8, 100, true)]
    [InlineData(100, -2, 8, 200, true)]
    [InlineData(100, 1, 7, 100, false)]
    [InlineData(7, 1, 100, 7, false)]
    [InlineData(100, 8, 100, 800, false)]
    [InlineData(100, 0, 100, 100, false)]
    [InlineData(100, 100, 100, 1, false)]
    [InlineData(100, 1, 100, 0, false)]
    public void Copies_go_through_tiles_where_neighbours_lie_along_different_axes(long outer, long outerStride, long inner, long innerStride, bool expected)
    {
        StridedShape shape = new() { Rank = 3 };
        (shape.Extents[0], shape.SourceStrides[0], shape.DestinationStrides[0]) = (outer, outerStride, 50 * inner);
        (shape.Extents[1], shape.SourceStrides[1], shape.DestinationStrides[1]) = (50, 10_000, inner);
        (shape.Extents[2], shape.SourceStrides[2], shape.DestinationStrides[2]) = (inner, innerStride, 1);
        Assert.Equal(expected, TransposedCopyKernel<GpuSingle>.TryPutSourceNeighboursSecond(ref shape));
        Assert.Equal(expected ? outer : 50, shape.Extents[1]);
        Assert.Equal(inner, shape.Extents[2]);
    }

    [GpuProperty]
    public void Gathered_rows_are_the_same(Extents shape, Extent source, Numbers numbers, bool aligned)
    {
        Check<float>();
        Check<double>();

        void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            int sourceRows = Math.Min(source.Value, 300) + 1, first = numbers.Seed % 5;
            int[] indices = Indices(numbers, first + shape.Rows, sourceRows);
            Gpus.AgreeWithCpu([numbers.Take<T>(sourceRows * shape.Columns), new T[shape.Rows * shape.Columns]], aligned, (backend, slices) =>
            {
                using var chosen = new DeviceArray<int>(backend, indices);
                using var start = new DeviceArray<int>(backend, [first]);
                backend.GatherRows(slices[0], chosen.Slice, start.Slice, slices[1], shape.Rows, shape.Columns);
            });
        }
    }

    [GpuProperty]
    public void Scattered_rows_are_added_in_the_same_order(Extents shape, Extent target, Numbers numbers, bool aligned)
    {
        Check<float>();
        Check<double>();

        void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            int targetRows = Math.Min(target.Value, 90) + 1;
            int[] indices = Indices(numbers, shape.Rows, targetRows);
            Gpus.AgreeWithCpu([numbers.Take<T>(shape.Rows * shape.Columns), numbers.Take<T>(targetRows * shape.Columns, 1)], aligned, (backend, slices) =>
            {
                using var chosen = new DeviceArray<int>(backend, indices);
                backend.ScatterAddRows(slices[0], chosen.Slice, slices[1], shape.Rows, shape.Columns);
            });
        }
    }

    [GpuTheory]
    [InlineData(new[] { 0, 3, 1 }, 0, "row 3 as index number 1")]
    [InlineData(new[] { 0, -1, 1 }, 0, "row -1 as index number 1")]
    [InlineData(new[] { 0, 1, 1 }, 1, "index number 3")]
    [InlineData(new[] { 0, 1, 1 }, -1, "index number -1")]
    public void A_bad_index_is_told_by_the_next_download_and_then_forgotten(int[] indices, int start, string expected)
    {
        foreach (var backend in Gpus.All)
        {
            using var x = new DeviceArray<float>(backend, [1, 2, 3]);
            using var y = new DeviceArray<float>(backend, [0, 0, 0]);
            using var chosen = new DeviceArray<int>(backend, indices);
            using var first = new DeviceArray<int>(backend, [start]);
            backend.GatherRows(x.Slice, chosen.Slice, first.Slice, y.Slice, 3, 1);

            Assert.Contains(expected, Assert.Throws<InvalidOperationException>(y.ToArray).Message, StringComparison.Ordinal);
            Assert.Equal([1f, 2f, 3f], x.ToArray());
        }
    }

    private static void CheckCopy(Box box, Numbers numbers, bool aligned)
    {
        Check<float>();
        Check<double>();

        void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var (shape, start, reach) = CopyTests.Strides(box);
            Gpus.AgreeWithCpu([numbers.Take<T>(reach), new T[box.Length]], aligned,
                (backend, slices) => backend.CopyStrided(slices[0].Part(start, reach - start), slices[1], shape));
        }
    }

    private static int[] Indices(Numbers numbers, int count, int rows)
    {
        var random = new Random(numbers.Seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(rows))];
    }
}
