using FsCheck.Xunit;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Losses;

/// <summary>
/// Losses beside the formulas that PyTorch's documentation has for them, computed with 40 digits (mpmath), at ties and ends too: torch.nn.L1Loss,
/// HuberLoss, PoissonNLLLoss, and KLDivLoss; torchvision's sigmoid_focal_loss; and Keras's Hinge, SquaredHinge, CosineSimilarity and CategoricalFocalCrossentropy.
/// </summary>
public class ShelfLossTests
{
    private static readonly double[] s_errors = [-2.5, -0.75, 0.5, 1.25, 3, 0.1, -0.3, 2], s_errorTargets = [1, -0.75, 0.25, 1.75, -1, 0.3, -0.2, 1];
    private static readonly double[] s_logRates = [-2.5, -0.75, 0, 1.25, 3, 0.1, -40, 2], s_rates = [0.25, 1, 0, 3.5, 7, 0.1, 1e-9, 12], s_counts = [0, 1, 2, 0, 7, 0.5, 3, 10];
    private static readonly double[] s_scores = [-2.5, -1, 0, 1, 3, 0.1, -0.4, 0.5], s_sides = [1, 0, 1, 1, 0, 1, 0, 0.25];
    private static readonly double[] s_logits = [-2.5, -1, 0, 1, 3, 0.1, -20, 6], s_classes = [1, 0, 1, 1, 0, 0.25, 0, 1];

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
        ["hinge"] = new(static reduction => new Hinge(reduction: reduction), s_scores, s_sides,
            [3.5, 0, 1, 0, 4, 0.9, 0.6, 1.25],
            [-1, 0, -1, 0, 1, -1, 1, 0.5]),
        ["squared hinge"] = new(static reduction => new Hinge(squared: true, reduction: reduction), s_scores, s_sides,
            [12.25, 0, 1, 0, 16, 0.81, 0.36, 1.5625],
            [-7, 0, -2, 0, 8, -1.8, 1.2, 1.25]),
        ["focal, γ = 2"] = new(static reduction => new BinaryFocalCrossEntropy(reduction: reduction), s_logits, s_classes,
            [2.2024700976397145, 0.022658057508467333, 0.17328679513998632, 0.022658057508467333, 2.766280441025262, 0.18894635569055662, 8.756510717575235e-27, 1.5136005394726726e-08],
            [-1.1234030735546958, 0.05258112997756062, -0.29828679513998635, -0.05258112997756062, 1.1267498806348883, 0.16416285115097357, 2.6269532107604424e-26, -4.531444436941156e-08]),
        ["focal, γ = 2, α = 0.25"] = new(static reduction => new BinaryFocalCrossEntropy(2, 0.25, null, reduction), s_logits, s_classes,
            [0.5506175244099286, 0.0169935431313505, 0.04332169878499658, 0.005664514377116833, 2.0747103307689465, 0.1180914723065979, 6.567383038181427e-27, 3.7840013486816815e-09],
            [-0.28085076838867395, 0.039435847483170465, -0.07457169878499659, -0.013145282494390155, 0.8450624104761664, 0.10260178196935847, 1.9702149080703318e-26, -1.132861109235289e-08]),
        ["focal, γ = 0.5, α = 0.7"] = new(static reduction => new BinaryFocalCrossEntropy(0.5, 0.7, null, reduction), s_logits, s_classes,
            [1.7354021263953034, 0.04873684210664988, 0.3430903502139915, 0.1137192982488497, 0.8926254988950575, 0.20600176159475073, 2.8072868848658034e-14, 8.617323869658414e-05],
            [-0.6877013438223623, 0.05965629653988558, -0.3332599609687895, -0.139198025259733, 0.3000802019536468, 0.10380123062102704, 4.2109303215124555e-14, -0.00012904674014073064]),
        ["focal, γ = 0"] = new(static reduction => new BinaryFocalCrossEntropy(0, reduction: reduction), s_logits, s_classes,
            [2.5788897342925496, 0.3132616875182228, 0.6931471805599453, 0.3132616875182228, 3.048587351573742, 0.719396660073571, 2.061153620314381e-09, 0.0024756851377304495],
            [-0.9241418199787564, 0.2689414213699951, -0.5, -0.2689414213699951, 0.9525741268224333, 0.27497918747894, 2.0611536181902037e-09, -0.0024726231566347743]),
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

    [Theory]
    [InlineData(ElementType.Float32, 1e-6)]
    [InlineData(ElementType.Float64, 1e-14)]
    public void So_are_those_of_rows(ElementType type, double tolerance)
    {
        double[] target = [0.5, 0.25, 0.25, 0, 1, 0, 0.25, 0.5, 0.25];
        Check(static reduction => new KLDivergence(reduction: reduction), [0.25, 0.25, 0.5, 0.125, 0.5, 0.375, 0.75, 0.125, 0.125], target,
            [0.17328679513998632, 0.6931471805599453, 0.5917809035329042],
            [-2, -1, -0.5, 0, -2, 0, -1.0 / 3, -4, -2]);
        double[] logits = [0.5, -1, 2, 3, 0.25, -0.5, 0, 0, 1.5],
            gradient = [-0.32470960785996333, -0.21088742672931254, 0.5355970345892759, 0.913972147986641, -0.9415717153767136, 0.027599567390072625, -0.09571922701811379, -0.3457192270181138, 0.4414384540362276];
        Check(static reduction => new KLDivergence(fromLogits: true, reduction: reduction), logits, target, [0.7015905258172391, 2.8399551806546066, 0.45426036456139746], gradient);
        // log-probabilities, as PyTorch takes them, are logits too
        Check(static reduction => new KLDivergence(fromLogits: true, reduction: reduction), Make.Of([3, 3], logits).LogSoftmax().ToDoubleArray(), target, [0.7015905258172391, 2.8399551806546066, 0.45426036456139746], gradient);
        Check(static reduction => new CosineSimilarity(reduction), [1, 2, -2, 0.5, 0, -1.5, 3, 4, 0], [2, -1, 2, 0.25, 0, -0.75, -4, 3, 0],
            [4.0 / 9, -1, 0],
            [-0.2716049382716049, 0.012345679012345678, -0.12345679012345678, 0, 0, 0, 0.16, -0.12, 0]);
        double[] shares = [0.25, 0.25, 0.5, 0.125, 0.5, 0.375, 0.75, 0.125, 0.125];
        Check(static reduction => new CategoricalFocalCrossEntropy(reduction: reduction), shares, target, [0.15704115809561262, 0.04332169878499658, 0.29963733878588183],
            [-0.5411801927099795, -0.27059009635498976, -0.07457169878499659, 0, -0.29828679513998635, 0, -0.014198398097451487, -1.220502837242464, -0.610251418621232]);
        Check(static reduction => new CategoricalFocalCrossEntropy(fromLogits: true, reduction: reduction), logits, target, [0.3357813837594234, 0.6294457458607812, 0.2528404155050872],
            [-0.10783768640959696, -0.06398327432700274, 0.1718209607365997, 0.273970981905647, -0.28224418869284096, 0.008273206787193907, -0.03795008072517375, -0.11313530946138635, 0.1510853901865601]);
        Check(static reduction => new CategoricalFocalCrossEntropy(0.5, 1, labelSmoothing: 0.1, classWeights: [0.5, 2, 1], reduction: reduction), shares, target, [1.037045995036503, 0.9731737117175948, 2.401375294896406],
            [-1.0305824341123762, -2.2033141694816316, -0.4919551804777369, -0.14324705052291936, -3.5547729170004216, -0.0909505331275548, -0.12327004546946614, -8.308328930329322, -2.22032928310525]);
        Check(static reduction => new CategoricalFocalCrossEntropy(0.5, 1, fromLogits: true, labelSmoothing: 0.1, classWeights: [0.5, 2, 1], reduction: reduction), logits, target, [2.0526241515868904, 5.262489387862196, 1.9364352905889233],
            [-0.08961803683123737, -0.5018370742778393, 0.5914551111090767, 1.8323148829791085, -1.85331940748131, 0.02100452450220139, 0.07423976744221367, -0.827248407644976, 0.7530086402027624]);

        void Check(Func<Reduction, Loss> make, double[] prediction, double[] target, double[] losses, double[] gradient)
        {
            Tensor x = Make.Of([3, 3], prediction).To(type), y = Make.Of([3, 3], target).To(type);
            Near.AssertEqual(losses, make(Reduction.None).Call(x, y), tolerance);
            Near.AssertEqual((2 * losses[0] + losses[2] / 2) / 3, make(Reduction.Mean).Call(x, y, Make.Vector(2, 0, 0.5).To(type)), tolerance);
            foreach (var (reduction, count) in ((Reduction, int)[])[(Reduction.Sum, 1), (Reduction.Mean, 3)])
            {
                var leaf = x.WithGradient();
                var loss = make(reduction).Call(leaf, y);
                loss.Backward();
                Near.AssertEqual(losses.Sum() / count, loss, 2 * tolerance);
                Near.AssertEqual([.. gradient.Select(g => g / count)], leaf.Gradient!, tolerance);
            }
        }
    }

    [Property(MaxTest = 60)]
    public void Gradients_are_those_of_differences_whatever_the_settings(uint stream, byte delta, byte gamma, byte alpha, bool sum)
    {
        var reduction = sum ? Reduction.Sum : Reduction.Mean;
        double end = 0.1 + delta / 100.0, power = gamma / 64.0, share = alpha / 255.0;
        var prediction = Tensor.Uniform([3, 2], 4, -3, 3, stream, ElementType.Float64);
        var target = Tensor.Uniform([3, 2], 5, stream: stream, elementType: ElementType.Float64);
        var weights = Tensor.Uniform([3], 6, 0, 2, stream, ElementType.Float64);
        double[] x = prediction.ToArray<double>(), t = target.ToArray<double>();
        Check(new MeanAbsoluteError(reduction), static (x, t) => x - t);
        Check(new Huber(end, reduction), (x, t) => Math.Abs(x - t) - end);
        Check(new Poisson(reduction: reduction));
        Check(new Poisson(logInput: false, reduction), positive: true);
        Check(new Hinge(false, [1, share], reduction), static (x, t) => 1 - (2 * t - 1) * x);
        Check(new Hinge(true, [share, 1], reduction), static (x, t) => 1 - (2 * t - 1) * x);
        Check(new BinaryFocalCrossEntropy(power, share, null, reduction));
        Check(new KLDivergence(fromLogits: true, classWeights: [share, 1], reduction));
        Check(new CosineSimilarity(reduction));
        Check(new CategoricalFocalCrossEntropy(power, fromLogits: true, labelSmoothing: share, classWeights: [share, 1], reduction: reduction));

        void Check(Loss loss, Func<double, double, double>? kink = null, bool positive = false)
        {
            // a difference across a kink says nothing
            if (kink is not null && x.Zip(t, kink).Any(static distance => Math.Abs(distance) < 1e-3)) return;
            // near 0 a direction changes too fast, and so does the logarithm of a rate
            if (loss is CosineSimilarity && x.Chunk(2).Any(static row => row.All(static value => Math.Abs(value) < 0.1))) return;
            var input = positive ? prediction.Abs() + 0.1 : prediction;
            foreach (var sampleWeights in (Tensor?[])[null, weights])
            {
                var result = GradientCheck.Run(x => loss.Call(x, target, sampleWeights), input);
                Assert.True(result.Passed, $"{loss.Name}, δ = {end}, γ = {power}, α = {share}: {result}");
            }
        }
    }

    /// <summary>torchvision's own words: α of class 1, 1 - α of class 0, and γ of what is right.</summary>
    [Fact]
    public void Class_weights_are_alpha_and_multiply()
    {
        Tensor x = Make.Of([8, 1], s_logits), y = Make.Of([8, 1], s_classes);
        Bits.AssertEqual(new BinaryFocalCrossEntropy(1.5, 0.25).Call(x, y), new BinaryFocalCrossEntropy(1.5, null, [0.75, 0.25]).Call(x, y));
        double[] plain = new Hinge(reduction: Reduction.None).Call(x, y).ToDoubleArray();
        Near.AssertEqual([.. plain.Zip(s_classes, static (l, t) => l * (2 + t))], new Hinge(classWeights: [2, 3], reduction: Reduction.None).Call(x, y));
        // without γ and α it is the cross-entropy
        Near.AssertEqual(new BinaryCrossEntropy(fromLogits: true).Call(x, y).ToScalar(), new BinaryFocalCrossEntropy(0).Call(x, y), 1e-15);
        // a class of weight 0, and targets between classes
        var (p, t) = (Make.Of([2, 2], 0.5, 0.5, 0.25, 0.75), Make.Of([2, 2], 1, 0, 0.5, 0.5));
        double[] divergences = new KLDivergence(reduction: Reduction.None).Call(p, t).ToDoubleArray();
        Near.AssertEqual([0, divergences[1] * 1.5], new KLDivergence(classWeights: [0, 3], reduction: Reduction.None).Call(p, t));
    }

    /// <summary>The example of Keras's page for CategoricalFocalCrossentropy, with the values printed there.</summary>
    [Fact]
    public void The_categorical_focal_loss_has_the_values_of_the_page_for_it()
    {
        Tensor prediction = Make.Of([2, 3], 0.05, 0.95, 0, 0.1, 0.8, 0.1), target = Make.Of([2, 3], 0, 1, 0, 0, 0, 1), indices = Make.Vector(1, 2);
        Assert.Equal(0.23315276, new CategoricalFocalCrossEntropy().Call(prediction, target).ToScalar(), 2e-8);
        Assert.Equal(0.46630552, new CategoricalFocalCrossEntropy(sparse: true, reduction: Reduction.Sum).Call(prediction, indices).ToScalar(), 4e-8);
        Near.AssertEqual([3.2058331e-05, 4.6627346e-01], new CategoricalFocalCrossEntropy(reduction: Reduction.None).Call(prediction, target), 5e-8);
        Assert.Equal(0.1632, new CategoricalFocalCrossEntropy().Call(prediction, target, Make.Vector(0.3, 0.7)).ToScalar(), 5e-5);
    }

    [Fact]
    public void What_is_surely_right_costs_nothing_and_a_focal_loss_without_gamma_and_alpha_is_the_cross_entropy()
    {
        foreach (double gamma in (double[])[0, 0.5, 1, 2])
        {
            foreach (bool fromLogits in (bool[])[false, true])
            {
                var leaf = (fromLogits ? Make.Of([1, 2], 900, 0) : Make.Of([1, 2], 1, 0)).WithGradient();
                var loss = new CategoricalFocalCrossEntropy(gamma, 1, sparse: true, fromLogits).Call(leaf, Make.Vector(0));
                loss.Backward();
                Assert.Equal(0, loss.ToScalar());
                // of probabilities the cross-entropy itself falls with 1/p
                Assert.Equal(gamma == 0 && !fromLogits ? [-1, 0] : [0, 0], leaf.Gradient!.ToDoubleArray().Select(static g => g + 0));
            }
        }

        Tensor x = Make.Random([5, 3]), y = Make.Random([5, 3], stream: 1).Softmax();
        Near.AssertEqual(new CategoricalCrossEntropy(fromLogits: true).Call(x, y).ToScalar(), new CategoricalFocalCrossEntropy(0, 1, fromLogits: true).Call(x, y), 1e-14);
        Bits.AssertEqual(new CategoricalCrossEntropy().Call(x.Softmax(), y), new CategoricalFocalCrossEntropy(0, 1).Call(x.Softmax(), y));
        // nearly sure: p is 1 - 4·10^-9
        double odds = 2 * Math.Exp(-20), expected = 0.25 * odds * odds * odds;
        Assert.Equal(expected, new CategoricalFocalCrossEntropy(sparse: true, fromLogits: true).Call(Make.Of([1, 3], 20, 0, 0), Make.Vector(0)).ToScalar(), 1e-6 * expected);
    }

    [Fact]
    public void A_vector_of_zeros_has_no_direction()
    {
        foreach (var type in Enum.GetValues<ElementType>())
        {
            var leaf = Make.Of([2, 2], 0, 0, 1, 1).To(type).WithGradient();
            var losses = new CosineSimilarity(Reduction.None).Call(leaf, Make.Of([2, 2], 3, 4, 0, 0).To(type));
            Assert.Equal([0, 0], losses.ToDoubleArray());
            losses.Sum().Backward();
            // the gradient of PyTorch: that of the vector's own length is left out
            Near.AssertEqual([-0.6e8, -0.8e8, 0, 0], leaf.Gradient!, 1e-6);
        }
    }

    [Fact]
    public void Losses_of_sequences_and_of_images_have_their_shapes()
    {
        Tensor x = Make.Random([2, 3, 4]), y = Make.Random([2, 3, 4], stream: 1);
        Assert.Equal([2, 3], new CosineSimilarity(Reduction.None).Call(x, y).Shape);
        Assert.Equal([2, 3], new CosineSimilarity(Reduction.None).Call(x, y, Make.Vector(1, 2)).Shape);
        Assert.Equal([2, 3, 4], new Huber(reduction: Reduction.None).Call(x, y, Make.Vector(1, 2)).Shape);
    }

    [Fact]
    public void The_cosine_of_vectors_of_any_length_is_that_of_each_alone()
    {
        Tensor x = Make.Random([2, 3, 4]) * 50, y = Make.Random([2, 3, 4], stream: 1) * 50;
        var loss = new CosineSimilarity(Reduction.None);
        Assert.Equal(loss.Call(x.Reshape(6, 4), y.Reshape(6, 4)).ToDoubleArray(), loss.Call(x, y).ToDoubleArray());
        Near.AssertEqual([1, -1], loss.Call(Make.Of([2, 2], -3e200, -4e200, -3e200, -4e200), Make.Of([2, 2], 3e200, 4e200, -3, -4)));
    }

    [Fact]
    public void Class_weights_take_the_shape_of_the_losses()
    {
        var losses = new SquaredRows().Call(Make.Of([3, 1], 1, 2, 3), Make.Of([3, 1], 0, 1, 0));
        Assert.Equal([3], losses.Shape);
        Near.AssertEqual([2, 3, 18], losses);
        var ofThree = new SquaredRows([2, 3, 5]).Call(Make.Of([3, 1], 1, 2, 3), Make.Of([3, 1], 0, 1, 2));
        Assert.Equal([3], ofThree.Shape);
        Near.AssertEqual([2, 3, 5], ofThree);
    }

    /// <summary>A loss for each row of one number.</summary>
    private sealed class SquaredRows(IReadOnlyList<double>? classWeights = null) : Loss("squared rows", Reduction.None, classWeights ?? [2, 3])
    {
        protected override Tensor Losses(Tensor prediction, Tensor target) => (prediction - target).Square().Sum(-1);
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
        foreach (double gamma in (double[])[-1, double.NaN, double.PositiveInfinity])
            Assert.Equal("gamma", Assert.Throws<ArgumentOutOfRangeException>(() => new BinaryFocalCrossEntropy(gamma)).ParamName);
        foreach (double number in (double[])[-1, double.NaN, double.PositiveInfinity])
        {
            Assert.Equal("gamma", Assert.Throws<ArgumentOutOfRangeException>(() => new CategoricalFocalCrossEntropy(number)).ParamName);
            Assert.Equal("alpha", Assert.Throws<ArgumentOutOfRangeException>(() => new CategoricalFocalCrossEntropy(2, number)).ParamName);
        }

        Expect.Error<ArgumentException>("Categorical focal cross-entropy takes probabilities, in [0, 1]; element 1 of the predictions is 2. End the model with Activation.Softmax, or let the loss take logits: CategoricalFocalCrossEntropy(fromLogits: true). (Parameter 'prediction')", () => new CategoricalFocalCrossEntropy().Call(Make.Of([1, 2], 0, 2), Make.Of([1, 2], 0, 1)));
        foreach (double alpha in (double[])[-0.5, 1.5, double.NaN])
            Assert.Equal("alpha", Assert.Throws<ArgumentOutOfRangeException>(() => new BinaryFocalCrossEntropy(2, alpha)).ParamName);
        Expect.Error<ArgumentException>("α is the class weights [1 - α, α]; expected one of both. (Parameter 'classWeights')", () => new BinaryFocalCrossEntropy(2, 0.25, [1, 2]));
        Expect.Error<ArgumentException>("Binary focal cross-entropy has 2 class weights; 3 were given. (Parameter 'classWeights')", () => new BinaryFocalCrossEntropy(2, null, [1, 2, 3]));
        Expect.Error<ArgumentException>("The hinge loss has 2 class weights; 1 was given. (Parameter 'classWeights')", () => new Hinge(classWeights: [1]));
        Expect.Error<ArgumentException>("The hinge loss needs targets in [0, 1]; element 1 is -1. Write class -1 as 0. (Parameter 'target')", () => new Hinge().Call(Make.Vector(0.5, 1), Make.Vector(1, -1)));
        Expect.Error<ArgumentException>("Binary focal cross-entropy needs targets in [0, 1]; element 0 is NaN. (Parameter 'target')", () => new BinaryFocalCrossEntropy().Call(Make.Vector(0.5), Make.Vector(double.NaN)));
        Tensor rows = Make.Of([1, 2], 0.5, 0.5);
        Expect.Error<ArgumentException>("The KL divergence needs targets in [0, 1]; element 1 is 1.5. (Parameter 'target')", () => new KLDivergence().Call(rows, Make.Of([1, 2], 0, 1.5)));
        Expect.Error<ArgumentException>("The KL divergence needs predictions of shape [samples, classes]; theirs is [2]. (Parameter 'prediction')", () => new KLDivergence().Call(Make.Vector(0.5, 0.5), Make.Vector(0, 1)));
        Expect.Error<ArgumentException>("Predictions have 2 classes, but 3 class weights were given. (Parameter 'prediction')", () => new KLDivergence(classWeights: [1, 2, 3]).Call(rows, rows));
        Expect.Error<ArgumentException>(
            "The KL divergence takes probabilities, in [0, 1]; element 0 of the predictions is -1. End the model with Activation.Softmax, or let the loss take logits: KLDivergence(fromLogits: true). (Parameter 'prediction')",
            () => new KLDivergence().Call(Make.Of([1, 2], -1, 2), rows));
        Expect.Error<ArgumentException>("The cosine similarity needs predictions of shape [samples, ..., elements]; theirs is [2]. (Parameter 'prediction')", () => new CosineSimilarity().Call(Make.Vector(1, 2), Make.Vector(1, 2)));
        Expect.Error<ArgumentException>(
            "The Huber loss of predictions of shape [2] needs targets of that shape; they have shape [3]. (Parameter 'target')",
            () => new Huber().Call(Make.Vector(0.5, -0.5), Make.Vector(3, 0, 1)));
    }

    /// <summary>Fields of formulas are values: losses that differ in them alone share their kernels, and keep their own numbers in replayed steps.</summary>
    [Fact]
    public void The_cosine_of_vectors_whose_squares_are_infinite_is_that_of_shorter_ones()
    {
        var loss = new CosineSimilarity(reduction: Reduction.None);
        foreach (float size in (float[])[1e-3f, 1, 1e19f, 3e37f])
        {
            var prediction = Tensor.From([3 * size, 4 * size, 0, 5 * size], [2, 2]).WithGradient();
            var losses = loss.Call(prediction, Tensor.From([1e20f, 0, 1e38f, -1e38f], [2, 2]));
            // -3/5 and 1/√2
            Assert.Equal([-0.6, Math.Sqrt(0.5)], losses.ToDoubleArray(), static (left, right) => Math.Abs(left - right) < 1e-6);
            losses.Sum().Backward();
            double[] scaled = [.. prediction.Gradient!.ToDoubleArray().Select(value => value * size)];
            // -(e - cos·x̂)/‖x‖ of the first row: (-16, 12)/125, and of the second: (-1, 0)/(5√2)
            Assert.Equal([-0.128, 0.096, -Math.Sqrt(0.5) / 5, 0], scaled, static (left, right) => Math.Abs(left - right) < 1e-6);
        }
    }

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
                    CategoricalLoss { TakesLogits: false } => Activation.Softmax,
                    KLDivergence { FromLogits: false } => Activation.Softmax,
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

    /// <summary>Losses that were not trained with on devices have the CPU's bits there, and so have their gradients.</summary>
    [GpuFact]
    public void Devices_give_the_same_bits()
    {
        foreach (var device in Gpus.All)
        {
            // their formulas are compared in both element types where all are
            foreach (var (name, loss, prediction, target) in LossCombination.All.Where(static c => c.Loss is KLDivergence or CosineSimilarity or Huber or CategoricalFocalCrossEntropy && c.Loss.Reduction == Reduction.Mean))
                Assert.True(Of(loss, prediction, target, Device.Cpu).SequenceEqual(Of(loss, prediction, target, device)), $"{name}, {device}");
        }

        static long[] Of(Loss loss, Tensor prediction, Tensor target, Device device)
        {
            var leaf = prediction.To(ElementType.Float32).To(device).WithGradient();
            var value = loss.Call(leaf, target.To(ElementType.Float32).To(device), Tensor.Range(0, prediction.Shape[0], 0.5, device: device));
            value.Backward();
            return [.. value.ToDoubleArray().Concat(leaf.Gradient!.ToDoubleArray()).Select(BitConverter.DoubleToInt64Bits)];
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
