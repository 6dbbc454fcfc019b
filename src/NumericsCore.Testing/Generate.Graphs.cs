using FsCheck;
using FsCheck.Fluent;

namespace NumericsCore.Testing;

public static partial class Generate
{
    private const int MaxInputs = 4;

    // greater values would bring their rounding errors near the tolerance
    private const double MaxValue = 10;

    private const double Spacing = 0.0625;

    /// <summary>
    /// Graphs for gradient checks, shrinking to fewer steps and smaller shapes. Elements of input k are odd multiples of 1/16 plus
    /// k/64, so that none is within 1/64 of 0 or of an element of another input: far more than the 1.3e-5 by which a gradient check
    /// moves them, and operations with kinks read inputs alone.
    /// </summary>
    /// <param name="maxNodes">The most steps; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below 1.</exception>
    public static Arbitrary<RandomGraph> Graphs(int maxNodes = 10)
    {
        Limit.AtLeast(1, maxNodes);
        var graphs =
            from rows in Gen.Choose(1, 4)
            from columns in Gen.Choose(1, 4)
            from count in Gen.Choose(1, MaxInputs)
            from first in GraphInput(0, rows, columns)
            from second in GraphInput(1, rows, columns)
            from third in GraphInput(2, rows, columns)
            from fourth in GraphInput(3, rows, columns)
            let inputs = new[] { first, second, third, fourth }
            from length in Gen.Choose(1, maxNodes)
            from nodes in Node(count + maxNodes).ArrayOf(length)
            select new RandomGraph(rows, columns, inputs[..count], nodes);
        return Arb.From(
            graphs.Where(static graph => graph.StaysBelow(MaxValue)),
            static graph => Candidates(graph).Where(static smaller => smaller.StaysBelow(MaxValue)));
    }

    private static Gen<TensorCase> GraphInput(int k, int rows, int columns) =>
        from isRow in Gen.Frequency((2, Gen.Constant(false)), (1, Gen.Constant(true)))
        from isColumn in Gen.Frequency((2, Gen.Constant(false)), (1, Gen.Constant(true)))
        let shape = Shape.Create([isRow ? 1 : rows, isColumn ? 1 : columns])
        from steps in Gen.Choose(-16, 15).ArrayOf((int)shape.ElementCount)
        select new TensorCase(shape, [.. steps.Select(step => (2 * step + 1 + k / (double)MaxInputs) * Spacing)]);

    private static Gen<GraphNode> Node(int reach) =>
        from operation in Gen.Elements(Enum.GetValues<GraphOperation>())
        from first in Gen.Choose(0, reach - 1)
        from second in Gen.Choose(0, reach - 1)
        select new GraphNode(operation, first, second);

    private static IEnumerable<RandomGraph> Candidates(RandomGraph graph)
    {
        for (int i = 0; i < graph.Nodes.Count; i++) yield return graph with { Nodes = [.. graph.Nodes.Take(i), .. graph.Nodes.Skip(i + 1)] };
        if (graph.Inputs.Count > 1) yield return graph with { Inputs = [.. graph.Inputs.SkipLast(1)] };
        if (graph.Rows > 1) yield return Cut(graph, graph.Rows - 1, graph.Columns);
        if (graph.Columns > 1) yield return Cut(graph, graph.Rows, graph.Columns - 1);

        // operands that exist under their own number are shorter to read
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            var node = graph.Nodes[i];
            if (node.First > 0) yield return With(i, node with { First = 0 });
            if (node.First > 1) yield return With(i, node with { First = node.First - 1 });
            if (node.Second > 0) yield return With(i, node with { Second = 0 });
            if (node.Second > 1) yield return With(i, node with { Second = node.Second - 1 });
        }

        RandomGraph With(int i, GraphNode node) => graph with { Nodes = [.. graph.Nodes.Take(i), node, .. graph.Nodes.Skip(i + 1)] };
    }

    private static RandomGraph Cut(RandomGraph graph, int rows, int columns) => new(rows, columns, [.. graph.Inputs.Select(input =>
    {
        var shape = Shape.Create([Math.Min(input.Shape[0], rows), Math.Min(input.Shape[1], columns)]);
        var kept = input.Values.Where((_, i) => i / input.Shape[1] < shape[0] && i % input.Shape[1] < shape[1]);
        return new TensorCase(shape, [.. kept]);
    })], graph.Nodes);
}
