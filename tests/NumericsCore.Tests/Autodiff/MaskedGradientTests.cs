using NumericsCore.Tests.Operations;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Autodiff;

/// <summary>What a mask leaves out brings no NaN into the gradient, whatever it was computed from.</summary>
public class MaskedGradientTests
{
    private static readonly float[] s_special = [0, -0f, 1, -1, 0.5f, float.Epsilon, float.MaxValue, -float.MaxValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN];

    // every term of a product's sum counts, and an infinite one makes it NaN, as in PyTorch
    public static TheoryData<string> Operations => [.. OperationCases.All.Select(static each => each.Operation).Distinct().Where(static name => name is not ("MatMul" or "SoftmaxCrossEntropy"))];

    [Theory]
    [MemberData(nameof(Operations))]
    public void A_gradient_of_0_stays_0_through_every_operation(string operation)
    {
        foreach (var each in OperationCases.All.Where(each => each.Operation == operation && !each.Shapes.Any(static shape => shape.ElementCount == 0)))
        {
            var random = new Random(7);
            for (int round = 0; round < 20; round++)
            {
                Tensor[] inputs = [.. each.Shapes.Select(shape => Tensor.From(Enumerable.Range(0, (int)shape.ElementCount).Select(_ => s_special[random.Next(s_special.Length)]).ToArray(), shape).WithGradient())];
                var result = each.Function(inputs);
                if (result.RequiresGradient) result.Backward(Tensor.Zeros(result.Shape, result.ElementType));
                foreach (var input in inputs)
                    if (input.Gradient is { } gradient) Assert.All(gradient.ToArray<float>(), value => Assert.True(value == 0, $"{each}: {value} from {string.Join("; ", inputs.Select(static t => t.ToString()))}"));
            }
        }
    }

    [Fact]
    public void Roots_logarithms_and_quotients_may_be_masked()
    {
        var x = Make.Vector(0, 4).WithGradient();
        Tensor.Where(x.GreaterThan(0), x.Sqrt(), Tensor.Zeros([2], ElementType.Float64)).Sum().Backward();
        Near.AssertEqual([0, 0.25], x.Gradient!);

        x = Make.Vector(0, 4).WithGradient();
        Tensor.Where(x.GreaterThan(0), x.Log() + 1 / x, x).Sum().Backward();
        Near.AssertEqual([1, 0.25 - 0.0625], x.Gradient!);

        x = Make.Vector(-5, 1000).WithGradient();
        x.Exp().Clamp(0, 1).Sum().Backward();
        Near.AssertEqual([Math.Exp(-5), 0], x.Gradient!);
    }

    [Fact]
    public void A_norm_has_the_gradient_0_at_0()
    {
        foreach (var norm in (Func<Tensor, Tensor>[])[static x => x.Square().Sum().Sqrt(), static x => (x * x).Sum().Sqrt(), static x => x.Power(2).Sum().Power(0.5)])
        {
            var x = Make.Vector(0, 0, 0).WithGradient();
            norm(x).Backward();
            Near.AssertEqual([0, 0, 0], x.Gradient!);
            x = Make.Vector(3, 0, -4).WithGradient();
            norm(x).Backward();
            Near.AssertEqual([0.6, 0, -0.8], x.Gradient!);
        }
    }
}
