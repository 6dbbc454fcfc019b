using NumericsCore.Testing;

namespace NumericsCore.Tests.Operations;

/// <summary>One way to call an operation of the table: what the enumeration tests check.</summary>
/// <param name="Operation">The name of the method marked as an operation.</param>
/// <param name="Label">What is special about the case.</param>
/// <param name="Function">The call, in tensor operations.</param>
/// <param name="Shapes">The shapes of the inputs.</param>
/// <param name="Reference">The same in plain float64 loops: from the inputs' elements to the result's.</param>
internal sealed record OperationCase(string Operation, string Label, Func<IReadOnlyList<Tensor>, Tensor> Function, Shape[] Shapes, Func<double[][], double[]> Reference)
{
    /// <summary>Where the elements of each input are drawn from; [-2, 2] if shorter than the inputs.</summary>
    public (double Low, double High)[] Ranges { get; init; } = [];

    /// <summary>Units in the last place that a float32 result may lie off, beyond those that sums of the reference's magnitude explain.</summary>
    public double Tolerance { get; init; } = 4;

    /// <summary>Elements closer than this to each other or to 0 are moved away, for operations with kinks.</summary>
    public double Spacing { get; init; }

    /// <summary>The inputs, drawn with a fixed seed for each case.</summary>
    public Tensor[] Inputs(ElementType elementType, Device? device = null)
    {
        var inputs = new Tensor[Shapes.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            var (low, high) = i < Ranges.Length ? Ranges[i] : (-2, 2);
            double[] values = Tensor.Uniform(Shapes[i], seed: 7, low, high, stream: (uint)i, ElementType.Float64).ToArray<double>();
            if (Spacing > 0) Space(values, i);
            inputs[i] = new TensorCase(Shapes[i], Array.ConvertAll(values, static value => (double)(float)value)).ToTensor(elementType, device);
        }

        return inputs;
    }

    public override string ToString() => $"{Operation} ({Label})";

    /// <summary>Distinct values, none near 0: a random order of odd multiples of the spacing.</summary>
    private void Space(double[] values, int input)
    {
        int[] order = Shuffle.Permutation(values.Length, seed: 3, stream: (ulong)input);
        for (int i = 0; i < values.Length; i++)
        {
            int rank = order[i] - values.Length / 2;
            values[i] = (2 * rank + 1 + 0.25 * input) * Spacing;
        }
    }
}
