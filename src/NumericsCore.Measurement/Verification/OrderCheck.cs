using System.Numerics;
using NumericsCore.Kernels;

namespace NumericsCore.Measurement;

/// <summary>What was found of the order in which an operation sums.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="ElementType">"float32" or "float64".</param>
/// <param name="Elements">The elements of a sum.</param>
/// <param name="Pairs">How many pairs of them were looked at; null where the whole tree was found.</param>
/// <param name="Tree">The tree; null where pairs were looked at, or no order explains the sums.</param>
/// <param name="Difference">How it differs from the documented order; null if it does not.</param>
internal sealed record OrderRow(string Operation, string ElementType, int Elements, int? Pairs, string? Tree, string? Difference) : InvariantRecord
{
    /// <summary>Whether the order is the documented one.</summary>
    public bool Agrees => Difference is null;
}

/// <summary>Compares the summation orders of a device with the documented ones.</summary>
internal static class OrderCheck
{
    /// <summary>Checks all operations, float32 first; those of float64 where the device has it.</summary>
    public static IEnumerable<OrderRow> Run(Device device, CancellationToken cancellationToken = default)
    {
        var rows = Of<float>(device, "float32");
        if (device.Backend is not GpuBackend { HasFloat64: false }) rows = rows.Concat(Of<double>(device, "float64"));
        foreach (var row in rows)
        {
            yield return row;
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Finds the whole tree of an operation.</summary>
    public static OrderRow Whole<T>(SummedOperation<T> operation, Device device, string elementType, int elements) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var row = new OrderRow(operation.Name, elementType, elements, null, null, null);
        try
        {
            var tree = SummationProbe.Recover(elements, new MaskedSums<T>(rows => operation.Sums(device, rows), elements).Meeting);
            var documented = SummationProbe.Recover(elements, (element, others) => [.. others.Select(other => operation.Documented(elements, element, other))]);
            return row with
            {
                Tree = SumText.Of(tree),
                Difference = tree.IsSame(documented) ? null : SummationProbe.Difference(tree, (a, b) => operation.Documented(elements, a, b)),
            };
        }
        catch (SummationException e)
        {
            return row with { Difference = e.Message };
        }
    }

    /// <summary>Looks at some pairs of elements of an operation.</summary>
    public static OrderRow Pairs<T>(SummedOperation<T> operation, Device device, string elementType, int elements, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var row = new OrderRow(operation.Name, elementType, elements, count, null, null);
        try
        {
            var pairs = PairsOf(elements, count);
            int[] found = new MaskedSums<T>(rows => operation.Sums(device, rows), elements).Meeting(pairs);
            var wrong = pairs.Zip(found, (pair, met) => (pair.A, pair.B, Found: met, Expected: operation.Documented(elements, pair.A, pair.B))).Where(static pair => pair.Found != pair.Expected).ToList();
            return wrong.Count == 0 ? row : row with { Difference = SummationProbe.Difference(wrong[0].A, wrong[0].B, wrong[0].Found, wrong[0].Expected) };
        }
        catch (SummationException e)
        {
            return row with { Difference = e.Message };
        }
    }

    private static IEnumerable<OrderRow> Of<T>(Device device, string elementType) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var operation in SummedOperation<T>.All)
        {
            foreach (int elements in operation.Whole) yield return Whole(operation, device, elementType, elements);
            yield return Pairs(operation, device, elementType, operation.Long.Elements, operation.Long.Pairs);
        }
    }

    /// <summary>Pairs at distances at which orders differ, between which there are any numbers of elements.</summary>
    private static (int A, int B)[] PairsOf(int elements, int count)
    {
        int[] distances = [1, 2, 8, 32, 64, 256, 1_024, 65_536, 1_048_576];
        var random = new SeededBits(1);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            int distance = i < distances.Length * 2 && distances[i / 2] < elements ? distances[i / 2] : 1 + random.Below(elements - 1);
            int a = random.Below(elements - distance);
            return (a, a + distance);
        })];
    }
}
