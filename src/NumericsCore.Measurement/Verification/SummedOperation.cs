using System.Numerics;

namespace NumericsCore.Measurement;

/// <summary>An operation that sums, given rows that it sums each by itself.</summary>
/// <param name="Name">As the report writes it.</param>
/// <param name="Sums">The sums of the rows, all of one length, on a device.</param>
/// <param name="Documented">The number of elements of the smallest sum that holds two of n elements, in the documented order.</param>
internal sealed record SummedOperation<T>(string Name, Func<Device, T[][], T[]> Sums, Func<int, int, int, int> Documented) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The numbers of elements whose whole tree is found.</summary>
    public required IReadOnlyList<int> Whole { get; init; }

    /// <summary>The number of elements of which pairs are looked at, and how many.</summary>
    public required (int Elements, int Pairs) Long { get; init; }

    // more than one vector of any width, and no multiple of one
    private const int ProductColumns = 37;

    /// <summary>Those whose order is documented.</summary>
    public static IReadOnlyList<SummedOperation<T>> All { get; } =
    [
        // one block whole and one begun, then two whole ones; and a sum that threads share, of blocks of blocks
        new("Sum", OfAll, DocumentedOrder.Reduction) { Whole = [1_100, 2_048], Long = (1_100_000, 24) },
        new("row sums", OfRows, DocumentedOrder.Reduction) { Whole = [1_100, 2_048], Long = (20_000, 64) },
        new("column sums", OfColumns, DocumentedOrder.Reduction) { Whole = [1_100, 2_048], Long = (20_000, 64) },
        // two blocks whole and one begun
        new("matrix product", OfProduct, DocumentedOrder.Product) { Whole = [600], Long = (3_000, 64) },
    ];

    private static T[] OfAll(Device device, T[][] rows)
    {
        var sums = new T[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            using var x = Tensor.From(rows[i], device);
            using var sum = x.Sum();
            sums[i] = sum.ToArray<T>()[0];
        }

        return sums;
    }

    private static T[] OfRows(Device device, T[][] rows)
    {
        using var x = Tensor.From<T>(Flat(rows), [rows.Length, rows[0].Length], device);
        using var sums = x.Sum(axis: 1);
        return sums.ToArray<T>();
    }

    private static T[] OfColumns(Device device, T[][] rows)
    {
        int n = rows[0].Length;
        var transposed = new T[n * rows.Length];
        for (int row = 0; row < rows.Length; row++)
            for (int i = 0; i < n; i++) transposed[i * rows.Length + row] = rows[row][i];
        using var x = Tensor.From<T>(transposed, [n, rows.Length], device);
        using var sums = x.Sum(axis: 0);
        return sums.ToArray<T>();
    }

    private static T[] OfProduct(Device device, T[][] rows)
    {
        int n = rows[0].Length;
        using var x = Tensor.From<T>(Flat(rows), [rows.Length, n], device);
        using var ones = Tensor.Ones([n, ProductColumns], ElementTypes.Of<T>(), device);
        using var product = x.MatMul(ones);
        T[] all = product.ToArray<T>(), sums = new T[rows.Length];
        for (int row = 0; row < rows.Length; row++)
        {
            var columns = all.AsSpan(row * ProductColumns, ProductColumns);
            sums[row] = columns[0];
            int other = columns.IndexOfAnyExcept(columns[0]);
            if (other >= 0) throw new SummationException(FormattableString.Invariant($"column {other} of a product is {columns[other]} where column 0 is {columns[0]}, of the same terms; expected one order for all"));
        }

        return sums;
    }

    private static T[] Flat(T[][] rows)
    {
        int n = rows[0].Length;
        var flat = new T[rows.Length * n];
        for (int row = 0; row < rows.Length; row++) rows[row].CopyTo(flat, row * n);
        return flat;
    }
}
