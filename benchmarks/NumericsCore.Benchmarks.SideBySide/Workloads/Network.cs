namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>A classifier: dense layers with relu, each but the last followed by dropout, and one logit.</summary>
/// <param name="Inputs">Features.</param>
/// <param name="Hidden">Units of the hidden layers.</param>
/// <param name="Dropout">The rate after each hidden layer.</param>
internal sealed record Network(int Inputs, IReadOnlyList<int> Hidden, double Dropout)
{
    /// <summary>The network of the README.</summary>
    public static Network Document { get; } = new(30, [128, 64], 0.5);

    /// <summary>Such as 30-128-64-1.</summary>
    public string Name => string.Join('-', [Inputs, .. Hidden, 1]);

    /// <summary>The operations of a step's matrix products: forward, weight gradients, and the inputs' gradients of all layers but the first; two for each multiply-add.</summary>
    public double StepFlops(int batch)
    {
        int[] widths = [Inputs, .. Hidden, 1];
        double products = widths.Zip(widths.Skip(1), static (from, to) => (double)from * to).Sum(), first = (double)widths[0] * widths[1];
        return 2.0 * batch * (3 * products - first);
    }
}
