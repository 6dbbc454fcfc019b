using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Losses;

/// <summary>
/// Losses beside the formulas that PyTorch's documentation has for them, computed with 40 digits (mpmath), at ties and ends too: torch.nn.L1Loss,
/// HuberLoss, PoissonNLLLoss.
/// </summary>
public class ShelfLossTests
{
    private static readonly double[] s_errors = [-2.5, -0.75, 0.5, 1.25, 3, 0.1, -0.3, 2], s_errorTargets = [1, -0.75, 0.25, 1.75, -1, 0.3, -0.2, 1];
    private static readonly double[] s_logRates = [-2.5, -0.75, 0, 1.25, 3, 0.1, -40, 2], s_rates = [0.25, 1, 0, 3.5, 7, 0.1, 1e-9, 12], s_counts = [0, 1, 2, 0, 7, 0.5, 3, 10];

    private static readonly Dictionary<string, Golden> s_golden = new()
    {
        ["mean absolute error"] = new(static reduction => new MeanAbsoluteError(reduction), s_errors, s_errorTargets,
            [3.5, 0, 0.25, 0.5, 4, 0.2, 0.1, 1],
            [-1, 0, 1, -1, 1, -1, -1, 1]),
        ["huber, δ = 1"] = new(static reduction => new Huber(reduction: reduction), s_errors, s_errorTargets,
            [3, 0, 0.03125, 0.125, 3.5, 0.02, 0.005, 0.5],
            [-1, 0, 0.25, -0.5, 1, -0.2, -0.1, 1]),
        ["huber, δ = 0.25"] = new(static reduction => new Huber(0.25, reduction), s_errors, s_errorTargets,
            [0.84375, 0, 0.03125, 0.09375, 0.96875, 0.02, 0.005, 0.21875],
            [-0.25, 0, 0.25, -0.25, 0.25, -0.2, -0.1, 0.25]),
        ["huber, δ = 0.5"] = new(static reduction => new Huber(0.5, reduction), s_errors, s_errorTargets,
            [1.625, 0, 0.03125, 0.125, 1.875, 0.02, 0.005, 0.375],
            [-0.5, 0, 0.25, -0.5, 0.5, -0.2, -0.1, 0.5]),
        ["poisson of logarithms"] = new(static reduction => new Poisson(reduction: reduction), s_logRates, s_counts,
            [0.0820849986238988, 1.2223665527410148, 1, 3.4903429574618414, -0.9144630768123323, 1.0551709180756477, 120, -12.61094390106935],
            [0.0820849986238988, -0.5276334472589853, -1, 3.4903429574618414, 13.085536923187668, 0.6051709180756476, -3, -2.6109439010693496]),
        ["poisson"] = new(static reduction => new Poisson(logInput: false, reduction), s_rates, s_counts,
            [0.25, 0.9999999900000001, 36.841361487904734, 3.5, -6.621371053387193, 1.2512924964970253, 54.976111693444125, -12.849066506213337],
            [1, 9.9999999e-09, -199999999, 1, 1.4285714265306123e-09, -3.9999995000000497, -272727271.72727275, 0.1666666673611111]),
    };

    public static TheoryData<string> Names => [.. s_golden.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Losses_and_gradients_are_those_of_the_published_formulas(string name)
    {
        var golden = s_golden[name];
        foreach (var type in Enum.GetValues<ElementType>())
        {
            double tolerance = type == ElementType.Float32 ? 2e-6 : 1e-14;
            Near.AssertEqual(golden.Losses, golden.Make(Reduction.None).Call(At(golden.Prediction, type), At(golden.Target, type)), tolerance);
            foreach (var (reduction, count) in ((Reduction, int)[])[(Reduction.Sum, 1), (Reduction.Mean, golden.Losses.Length)])
            {
                var leaf = At(golden.Prediction, type).WithGradient();
                var loss = golden.Make(reduction).Call(leaf, At(golden.Target, type));
                loss.Backward();
                Near.AssertEqual(golden.Losses.Sum() / count, loss, 8 * tolerance);
                Near.AssertEqual([.. golden.Gradient.Select(g => g / count)], leaf.Gradient!, tolerance);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sample_weights_multiply_them(string name)
    {
        var golden = s_golden[name];
        double[] weights = [2, 0, 0.5, 1, 3, 0.25, 1, 0];
        foreach (var type in Enum.GetValues<ElementType>())
        {
            double tolerance = type == ElementType.Float32 ? 2e-6 : 1e-14;
            var leaf = At(golden.Prediction, type).WithGradient();
            var loss = golden.Make(Reduction.Mean).Call(leaf, At(golden.Target, type), Tensor.From(weights).To(type));
            loss.Backward();
            Near.AssertEqual(golden.Losses.Zip(weights, static (l, w) => l * w).Sum() / weights.Length, loss, 8 * tolerance);
            Near.AssertEqual([.. golden.Gradient.Zip(weights, static (g, w) => g * w / 8)], leaf.Gradient!, tolerance);
        }
    }

    [Fact]
    public void An_infinite_rate_costs_infinity_and_a_rate_of_0_nothing_where_nothing_was_counted()
    {
        const double Inf = double.PositiveInfinity;
        Assert.Equal([0, Inf, Inf, Inf], new Poisson(reduction: Reduction.None).Call(Make.Vector(-Inf, -Inf, Inf, Inf), Make.Vector(0, 2, 0, 2)).ToDoubleArray());
        Assert.Equal([0, Inf, Inf], new Poisson(logInput: false, Reduction.None).Call(Make.Vector(0, Inf, Inf), Make.Vector(0, 0, 2)).ToDoubleArray());
        var leaf = Make.Vector(-Inf, -Inf).WithGradient();
        new Poisson(reduction: Reduction.Sum).Call(leaf, Make.Vector(0, 2)).Backward();
        Assert.Equal([0, -2], leaf.Gradient!.ToDoubleArray());
    }

    [Fact]
    public void Settings_and_values_out_of_range_are_named()
    {
        foreach (double delta in (double[])[0, -1, double.NaN, double.PositiveInfinity])
            Assert.Equal("delta", Assert.Throws<ArgumentOutOfRangeException>(() => new Huber(delta)).ParamName);
        Expect.Error<ArgumentOutOfRangeException>("Expected a finite number, above 0. (Parameter 'delta')\nActual value was -0.5.", () => new Huber(-0.5));
        foreach (double wrong in (double[])[-1, double.NaN, double.PositiveInfinity])
        {
            Expect.Error<ArgumentException>(
                FormattableString.Invariant($"The Poisson loss needs targets that are finite and at least 0; element 1 is {wrong}. (Parameter 'target')"),
                () => new Poisson().Call(Make.Vector(0.5, 1), Make.Vector(3, wrong)));
        }

        Expect.Error<ArgumentException>(
            "The Poisson loss takes rates, of at least 0; element 1 of the predictions is -0.5. End the model with Activation.Softplus, or let the loss take their logarithms: Poisson(logInput: true). (Parameter 'prediction')",
            () => new Poisson(logInput: false).Call(Make.Vector(0.5, -0.5), Make.Vector(3, 0)));
        Expect.Error<ArgumentException>(
            "The Huber loss of predictions of shape [2] needs targets of that shape; they have shape [3]. (Parameter 'target')",
            () => new Huber().Call(Make.Vector(0.5, -0.5), Make.Vector(3, 0, 1)));
    }

    /// <summary>Fields of formulas are values: losses that differ in them alone share their kernels, and keep their own numbers in replayed steps.</summary>
    [Fact]
    public void Replayed_trainings_have_the_bits_of_eager_ones()
    {
        foreach (var combination in LossCombination.All.Where(static c => c.Loss.Reduction != Reduction.None))
        {
            int outputs = combination.Prediction.Shape[1];
            string replayed = Train(), eager = Train(readsOnHost: true);
            Assert.True(replayed == eager, combination.Name);

            string Train(bool readsOnHost = false)
            {
                int samples = combination.Prediction.Shape[0];
                var x = Tensor.Uniform([samples, 3], 5, elementType: ElementType.Float64);
                var last = combination.Loss switch
                {
                    CategoricalCrossEntropy { TakesLogits: false } => Activation.Softmax,
                    BinaryCrossEntropy { TakesLogits: false } => Activation.Sigmoid,
                    Poisson { LogInput: false } => Activation.Softplus,
                    _ => Activation.None,
                };
                var dense = new Dense(outputs, last);
                var model = new Sequential(dense, new Same(readsOnHost));
                model.Build([3], seed: 3, ElementType.Float64);
                model.Compile(new Sgd(0.01), combination.Loss);
                model.Fit(x, combination.Target, batchSize: 2, epochs: 3, seed: 2, sampleWeights: Tensor.Range(1, samples, 0.5, ElementType.Float64));
                return model.WeightsSha256();
            }
        }
    }

    private static Tensor At(double[] values, ElementType type) => Make.Of([values.Length, 1], values).To(type);

    private sealed record Golden(Func<Reduction, Loss> Make, double[] Prediction, double[] Target, double[] Losses, double[] Gradient);

    private sealed class Same(bool readsOnHost) : Layer
    {
        public override bool IsReplayable => !readsOnHost;

        protected override Tensor Forward(Tensor input, ForwardContext context) => input;
    }
}
