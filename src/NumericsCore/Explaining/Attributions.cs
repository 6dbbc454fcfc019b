namespace NumericsCore;

/// <summary>What each feature adds to a function's values, as <see cref="IntegratedGradients"/> shares them out.</summary>
/// <param name="Values">[rows, features]: the attributions, in the unit of the function.</param>
/// <param name="Outputs">[rows]: the function at the inputs.</param>
/// <param name="BaselineOutputs">[rows]: the function at the baseline.</param>
public sealed record Attributions(Tensor Values, Tensor Outputs, Tensor BaselineOutputs)
{
    /// <summary>
    /// For each row how far the sum of its attributions is from F(x) − F(baseline), which it would equal were the integral exact
    /// (completeness): a measure of whether the steps were enough.
    /// </summary>
    public IReadOnlyList<double> CompletenessErrors()
    {
        double[] sums = (Values.Sum(1) - (Outputs - BaselineOutputs)).ToDoubleArray();
        return Array.ConvertAll(sums, Math.Abs);
    }
}
