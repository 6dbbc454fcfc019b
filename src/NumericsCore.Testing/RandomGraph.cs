using System.Globalization;

namespace NumericsCore.Testing;

/// <summary>An operation of a random graph. Those with a kink read inputs alone, whose elements keep their distance from it.</summary>
public enum GraphOperation
{
    /// <summary>a + b.</summary>
    Add,

    /// <summary>a - b.</summary>
    Subtract,

    /// <summary>a·b.</summary>
    Multiply,

    /// <summary>a / (1 + b²).</summary>
    Divide,

    /// <summary>(1 + a²)^tanh(b).</summary>
    Power,

    /// <summary>max(a, b) of two inputs.</summary>
    Maximum,

    /// <summary>min(a, b) of two inputs.</summary>
    Minimum,

    /// <summary>a where b &gt; 0, else b, of two inputs.</summary>
    Where,

    /// <summary>a·bᵀ·a / elements, all broadcast to the graph's shape.</summary>
    MatMul,

    /// <summary>a and b, broadcast to the graph's shape and put one above the other, then summed down to a row.</summary>
    Concatenate,

    /// <summary>-a.</summary>
    Negate,

    /// <summary>|a| of an input.</summary>
    Abs,

    /// <summary>max(a, 0) of an input.</summary>
    Relu,

    /// <summary>e^tanh(a).</summary>
    Exp,

    /// <summary>log(1 + a²).</summary>
    Log,

    /// <summary>√(1 + a²).</summary>
    Sqrt,

    /// <summary>a².</summary>
    Square,

    /// <summary>1 / (1 + a²).</summary>
    Reciprocal,

    /// <summary>1 / (1 + e^-a).</summary>
    Sigmoid,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>log(1 + e^a).</summary>
    Softplus,

    /// <summary>Softmax along the last axis.</summary>
    Softmax,

    /// <summary>Log-softmax along the last axis.</summary>
    LogSoftmax,

    /// <summary>The sum over the last axis, which stays with extent 1.</summary>
    SumColumns,

    /// <summary>The mean over the first axis, which stays with extent 1.</summary>
    MeanRows,

    /// <summary>The first row, as a matrix.</summary>
    FirstRow,

    /// <summary>Dropout at rate 0.25, always by the same mask.</summary>
    Dropout,
}

/// <summary>A step of a random graph.</summary>
/// <param name="Operation">What it computes.</param>
/// <param name="First">Which value it reads: the inputs come first, then the steps. Counted round beyond those that exist.</param>
/// <param name="Second">Its second operand, where it has one.</param>
public sealed record GraphNode(GraphOperation Operation, int First, int Second = 0)
{
    /// <summary>C# that makes the step.</summary>
    public override string ToString() => $"new(GraphOperation.{Operation}, {First}{(Second == 0 ? "" : $", {Second}")})";
}

/// <summary>
/// A graph of operations whose values are used again and broadcast against each other: matrices of one shape, and their rows, columns
/// and scalars. Its result is the sum of the values that no step reads. Printed, it is C# that makes it again.
/// </summary>
/// <param name="Rows">The rows of the graph's shape; at least 1.</param>
/// <param name="Columns">The columns of the graph's shape; at least 1.</param>
/// <param name="Inputs">The inputs, each of shape [rows or 1, columns or 1]; at least one.</param>
/// <param name="Nodes">The steps.</param>
public sealed record RandomGraph(int Rows, int Columns, IReadOnlyList<TensorCase> Inputs, IReadOnlyList<GraphNode> Nodes)
{
    /// <summary>Computes the graph.</summary>
    /// <param name="inputs">Tensors of the inputs' shapes.</param>
    public Tensor Evaluate(IReadOnlyList<Tensor> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var values = Values(inputs);
        var read = Nodes.SelectMany((node, i) => Operands(node, i)).ToHashSet();
        return values.Where((_, i) => !read.Contains(i)).Aggregate(static (sum, value) => sum + value);
    }

    /// <summary>Compares the gradients of the result with respect to all inputs with central differences in float64.</summary>
    /// <param name="tolerance">The bound on |analytic - numeric| / max(1, |analytic|, |numeric|); <see cref="GradientLaw.Tolerance"/> says where its default comes from.</param>
    /// <param name="device"><see cref="Device.Default"/> if null.</param>
    public GradientCheckResult CheckGradients(double tolerance = GradientLaw.Tolerance, Device? device = null) =>
        GradientCheck.Run(Evaluate, [.. Inputs.Select(input => input.ToTensor(ElementType.Float64, device))], tolerance);

    /// <summary>C# that makes the graph.</summary>
    public override string ToString()
    {
        var inputs = Inputs.Select(static input => string.Create(CultureInfo.InvariantCulture, $"new({input.Shape}, [{string.Join(", ", input.Values.Select(static value => value.ToString("R", CultureInfo.InvariantCulture)))}])"));
        return $"new RandomGraph({Rows}, {Columns}, [{string.Join(", ", inputs)}], [{string.Join(", ", Nodes)}])";
    }

    /// <summary>Whether all parts are equal.</summary>
    public bool Equals(RandomGraph? other) =>
        other is not null && Rows == other.Rows && Columns == other.Columns && Inputs.SequenceEqual(other.Inputs) && Nodes.SequenceEqual(other.Nodes);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rows, Columns, Inputs.Count, Nodes.Count);

    /// <summary>Whether no value exceeds a bound, so that rounding errors stay small beside the tolerance.</summary>
    internal bool StaysBelow(double bound)
    {
        using var scope = GradientMode.Disable();
        return Values([.. Inputs.Select(static input => input.ToTensor(ElementType.Float64, Device.Cpu))]).All(value => value.Abs().Max().ToScalar() <= bound);
    }

    private static bool HasKink(GraphOperation operation) =>
        operation is GraphOperation.Maximum or GraphOperation.Minimum or GraphOperation.Where or GraphOperation.Abs or GraphOperation.Relu;

    private int[] Operands(GraphNode node, int position)
    {
        int known = HasKink(node.Operation) ? Inputs.Count : Inputs.Count + position;
        return node.Operation <= GraphOperation.Concatenate ? [node.First % known, node.Second % known] : [node.First % known];
    }

    private List<Tensor> Values(IReadOnlyList<Tensor> inputs)
    {
        List<Tensor> values = [.. inputs];
        for (int i = 0; i < Nodes.Count; i++)
        {
            int[] operands = Operands(Nodes[i], i);
            values.Add(Compute(Nodes[i].Operation, values[operands[0]], values[operands[^1]]));
        }

        return values;
    }

    private Tensor Compute(GraphOperation operation, Tensor a, Tensor b) => operation switch
    {
        GraphOperation.Add => a + b,
        GraphOperation.Subtract => a - b,
        GraphOperation.Multiply => a * b,
        GraphOperation.Divide => a / (1 + b.Square()),
        GraphOperation.Power => (1 + a.Square()).Power(b.Tanh()),
        GraphOperation.Maximum => a.Maximum(b),
        GraphOperation.Minimum => a.Minimum(b),
        GraphOperation.Where => Tensor.Where(b.Detach().GreaterThan(0), a, b),
        GraphOperation.MatMul => Whole(a).MatMul(Whole(b).T).MatMul(Whole(a)) / (Rows * Columns),
        GraphOperation.Concatenate => Tensor.Concatenate([Whole(a), Whole(b)]).Sum(0, keepDims: true),
        GraphOperation.Negate => -a,
        GraphOperation.Abs => a.Abs(),
        GraphOperation.Relu => a.Relu(),
        GraphOperation.Exp => a.Tanh().Exp(),
        GraphOperation.Log => a.Square().Log1p(),
        GraphOperation.Sqrt => (1 + a.Square()).Sqrt(),
        GraphOperation.Square => a.Square(),
        GraphOperation.Reciprocal => (1 + a.Square()).Reciprocal(),
        GraphOperation.Sigmoid => a.Sigmoid(),
        GraphOperation.Tanh => a.Tanh(),
        GraphOperation.Softplus => a.Softplus(),
        GraphOperation.Softmax => a.Softmax(),
        GraphOperation.LogSoftmax => a.LogSoftmax(),
        GraphOperation.SumColumns => a.Sum(1, keepDims: true),
        GraphOperation.MeanRows => a.Mean(0, keepDims: true),
        GraphOperation.FirstRow => a[0..1],
        GraphOperation.Dropout => a.Dropout(0.25, seed: 1),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "Expected an operation that has a name."),
    };

    private Tensor Whole(Tensor value) => value.BroadcastTo([Rows, Columns]);
}
