using NumericsCore.Testing;

namespace NumericsCore.Onnx.Tests;

/// <summary>
/// How far the outputs of two right implementations of one model can be apart, as a bound that goes from layer to layer. A sum of n
/// products and a bias, in whatever order, is off by at most γ·Σ|w·x| with γ = (n + 2)·u (Higham, "Accuracy and Stability of Numerical
/// Algorithms", 3.1), so two are apart by twice that, and by Σ|w| times what their inputs were. An activation changes at most as fast as
/// its argument times its largest slope, and each side may be off by <see cref="ActivationUlps"/>·u of max(1, |y|): both approximate by polynomials, ours within
/// 1 ulp of the result, ONNX Runtime's sigmoid and tanh within an absolute error only.
/// </summary>
internal static class Agreement
{
    public const double ActivationUlps = 4;

    /// <summary>Half the distance from 1 to the next number.</summary>
    public static double UnitRoundoff(ElementType type) => Math.ScaleB(1, type == ElementType.Float32 ? -24 : -53);

    /// <summary>The bound for a model of built-in layers on a batch.</summary>
    public static double Bound(Layer model, Tensor batch, double apart = 0)
    {
        using var scope = GradientMode.Disable();
        return Walk(model, batch, apart).Apart;
    }

    private static (Tensor Output, double Apart) Walk(Layer layer, Tensor x, double apart)
    {
        double u = UnitRoundoff(x.ElementType);
        switch (layer)
        {
            case Sequential:
                foreach (var inner in layer.Children) (x, apart) = Walk(inner, x, apart);
                return (x, apart);
            case Dense dense:
                double weights = dense.Weight!.Abs().Sum(0).Max().ToScalar();
                double magnitude = weights * Largest(x) + (dense.Bias is { } bias ? Largest(bias) : 0);
                apart = weights * apart + 2 * (dense.Weight.Shape[0] + 2) * u * magnitude;
                x = dense.Call(x);
                return (x, dense.Activation == Activation.None ? apart : NetworkActivation.Of(dense.Activation).MaxSlope * apart + ActivationError(x, u));
            case ActivationLayer activation:
                x = layer.Call(x);
                return (x, NetworkActivation.Of(activation.Activation).MaxSlope * apart + ActivationError(x, u));
            case PRelu prelu:
                // one rounding on each side
                x = prelu.Call(x);
                return (x, Math.Max(1, Largest(prelu.Slope!)) * apart + 2 * u * Largest(x));
            default:
                return (layer.Call(x), apart);
        }
    }

    private static double ActivationError(Tensor y, double u) => 2 * ActivationUlps * u * Math.Max(1, Largest(y));

    private static double Largest(Tensor x) => x.Abs().Max().ToScalar();
}
