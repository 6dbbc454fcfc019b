namespace NumericsCore;

/// <summary>
/// An operation of one's own, with its own backward pass. Derive from it, compute <see cref="Forward"/> with any tensor operations
/// (none of them is put on the tape) and give the gradients in <see cref="Backward"/>; check them with <see cref="GradientCheck"/>.
/// </summary>
/// <example><code>
/// sealed class Cube : CustomOperation
/// {
///     protected override Tensor Forward(IReadOnlyList&lt;Tensor&gt; inputs) => inputs[0] * inputs[0] * inputs[0];
///
///     protected override IReadOnlyList&lt;Tensor?&gt; Backward(IReadOnlyList&lt;Tensor&gt; inputs, Tensor output, Tensor gradient) =>
///         [gradient * 3 * inputs[0].Square()];
/// }
/// </code></example>
public abstract class CustomOperation
{
    /// <summary>Computes the operation and puts it on the tape.</summary>
    /// <param name="inputs">At least one.</param>
    /// <exception cref="ArgumentException">There are no inputs.</exception>
    public Tensor Apply(params IReadOnlyList<Tensor> inputs)
    {
        Require.NoNull(inputs, nameof(inputs));
        if (inputs.Count == 0) throw new ArgumentException("An operation has at least one input.", nameof(inputs));
        Tensor[] taken = [.. inputs];
        Tensor output;
        using (GradientMode.Disable())
        {
            // an input handed back as it is must not lose its own place on the tape
            output = Forward(taken).Detach();
        }

        string name = GetType().Name;
        return output.Track(name, taken, gradient =>
        {
            var gradients = Backward(taken, output.Detach(), gradient);
            return gradients.Count == taken.Length
                ? [.. gradients]
                : throw new InvalidOperationException($"The backward pass of {name} gave {gradients.Count} gradients for {taken.Length} inputs.");
        });
    }

    /// <summary>The result.</summary>
    protected abstract Tensor Forward(IReadOnlyList<Tensor> inputs);

    /// <summary>The gradient with respect to each input, of that input's shape; null for none.</summary>
    /// <param name="inputs">What <see cref="Forward"/> was given.</param>
    /// <param name="output">What it returned.</param>
    /// <param name="gradient">The gradient with respect to the output, of its shape.</param>
    protected abstract IReadOnlyList<Tensor?> Backward(IReadOnlyList<Tensor> inputs, Tensor output, Tensor gradient);
}
