using FsCheck.Xunit;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Autodiff;

/// <summary>Laws of differentiation, on random points.</summary>
public class GradientLaws
{
    private static readonly Func<Tensor, Tensor>[] s_functions =
    [
        static x => x.Exp(), static x => x.Sigmoid(), static x => x.Square().Sum(0, keepAxes: true), static x => x.Softmax(), static x => x.MatMul(x.T), static x => x.Max(1),
    ];

    [Property(MaxTest = 30)]
    public void The_gradient_is_linear_in_the_seed(byte f, short a, short b, uint stream)
    {
        var function = s_functions[f % s_functions.Length];
        var x = Make.Random([3, 4], stream);
        var y = function(x);
        Tensor u = Make.Random(y.Shape, stream + 1), v = Make.Random(y.Shape, stream + 2);
        var combined = Gradient(function, x, a * u + b * v);
        var apart = a * Gradient(function, x, u) + b * Gradient(function, x, v);
        Near.AssertEqual(apart.ToDoubleArray(), combined, 1e-9);
    }

    [Property(MaxTest = 30)]
    public void The_gradient_of_a_sum_is_the_sum_of_the_gradients(byte f, byte g, uint stream)
    {
        Func<Tensor, Tensor> first = s_functions[f % s_functions.Length], second = s_functions[g % s_functions.Length];
        var x = Make.Random([3, 4], stream);
        var sum = Gradient(x => first(x).Sum() + second(x).Sum(), x, null);
        var apart = Gradient(x => first(x).Sum(), x, null) + Gradient(x => second(x).Sum(), x, null);
        Near.AssertEqual(apart.ToDoubleArray(), sum);
    }

    [Property(MaxTest = 30)]
    public void A_product_follows_the_product_rule(byte f, byte g, uint stream)
    {
        Func<Tensor, Tensor> first = s_functions[f % s_functions.Length], second = s_functions[g % s_functions.Length];
        var x = Make.Random([3, 4], stream);
        double p = first(x).Sum().ToScalar(), q = second(x).Sum().ToScalar();
        var product = Gradient(x => first(x).Sum() * second(x).Sum(), x, null);
        var apart = Gradient(x => first(x).Sum(), x, null) * q + Gradient(x => second(x).Sum(), x, null) * p;
        Near.AssertEqual(apart.ToDoubleArray(), product, 1e-10);
    }

    private static Tensor Gradient(Func<Tensor, Tensor> function, Tensor x, Tensor? seed)
    {
        var leaf = x.WithGradient();
        function(leaf).Backward(seed);
        return leaf.Gradient!;
    }
}
