namespace NumericsCore.Tests.WorkedFormulas;

/// <summary>The figures that the introduction prints and that are wrong: every reading of its formulas gives others.</summary>
public class PrintedValuesTests
{
    private static readonly double[] s_gradient = [0.1, 0.2];
    private static readonly long[,] s_matrix = { { 286, 14 }, { 9, 101 } };

    [Fact]
    public void The_printed_cross_entropy_of_2_21_is_no_logarithm_of_the_given_probabilities()
    {
        List<double> readings = [];
        foreach (double perUnit in (double[])[1, Math.Log(2), Math.Log(10)])
        {
            double[] target = [0, 1];
            foreach (double[] prediction in (double[][])[[0.8, 0.2], [0.2, 0.8]])
            {
                var p = Tensor.From(prediction, [1, 2]);
                var y = Tensor.From(target, [1, 2]);
                readings.Add(new CategoricalCrossEntropy().Call(p, y).ToScalar() / perUnit);
                readings.Add(new CategoricalCrossEntropy(fromLogits: true).Call(p, y).ToScalar() / perUnit);
                readings.Add(new BinaryCrossEntropy().Call(p, y).ToScalar() / perUnit);
                readings.Add(new BinaryCrossEntropy(reduction: Reduction.Sum).Call(p, y).ToScalar() / perUnit);
                readings.Add(new CategoricalCrossEntropy().Call(y, p).ToScalar() / perUnit);
            }
        }

        Assert.All(readings, static reading => Assert.NotEqual(2.21, Math.Round(reading, 2)));
    }

    [Fact]
    public void The_printed_gradient_of_3_minus_4_theta_is_the_gradient_at_neither_order_of_x_and_y_nor_its_negative()
    {
        // two lines that agree at two points are one line
        double[] points = [0, 1];
        foreach (var (x, y) in ((double, double)[])[(2, 3), (3, 2)])
        {
            double[] gradients = [.. points.Select(at =>
            {
                var theta = Tensor.From([at]).WithGradient();
                ((y - theta * x).Square() * 0.5).Backward();
                return theta.Gradient!.ToScalar();
            })];
            foreach (int sign in (int[])[1, -1])
                Assert.NotEqual(points.Select(static at => 3 - 4 * at), gradients.Select(gradient => sign * gradient));
        }
    }

    [Fact]
    public void Descent_along_the_printed_sign_climbs_away_from_the_minimum()
    {
        var trace = new Sgd(learningRate: 0.01).Trace(Tensor.From([0.0]), static theta => -((3 - theta * 2).Square() * 0.5), steps: 10);

        double[] distances = [.. trace.Steps.Select(static step => Math.Abs(step["theta"][0] - 1.5))];
        Assert.True(distances[0] > 1.5);
        Assert.Equal(distances.Order(), distances);
        Assert.Equal(1.5 * Math.Pow(1.04, 10), distances[^1], 1e-12);
    }

    [Fact]
    public void The_printed_m_and_v_are_the_corrected_ones_and_not_those_of_the_printed_recurrence()
    {
        double[] printedM = [0.1, 0.2], printedV = [0.01, 0.04];
        var plain = FirstStep(new Adam(epsilon: 0.001, biasCorrection: false));
        var corrected = FirstStep(new Adam(epsilon: 0.001));

        Worked.AssertClose(printedM, corrected["m_hat"], ElementType.Float64, 0);
        Worked.AssertClose(printedV, corrected["v_hat"], ElementType.Float64, 0);
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(printedM[i] / 10, plain["m"][i], 1e-12);
            Assert.Equal(printedV[i] / 1000, plain["v"][i], 1e-12);
        }
    }

    [Fact]
    public void The_printed_direction_of_a_half_and_one_is_that_of_no_option_of_Adam()
    {
        Assert.All(AdamOptions(), static adam =>
        {
            double[] direction = [.. FirstStep(adam)["step"].Select(step => step / adam.LearningRate)];
            Assert.False(Math.Round(direction[0], 1) == 0.5 && Math.Round(direction[1], 1) == 1, $"{adam.Formula.Name} gives [{direction[0]}, {direction[1]}]");
        });
    }

    [Fact]
    public void The_printed_direction_is_that_of_dividing_both_elements_by_the_root_of_the_second()
    {
        var step = FirstStep(new Adam(epsilon: 0.001));
        double divisor = Math.Sqrt(step["v_hat"][1]) + 0.001;

        Assert.Equal(0.5, step["m_hat"][0] / divisor, 0.005);
        Assert.Equal(1, step["m_hat"][1] / divisor, 0.005);
    }

    [Fact]
    public void The_v_of_one_scalar_that_the_printed_line_reads_as_is_no_element_of_v()
    {
        double scalar = 0.001 * (0.1 * 0.1 + 0.2 * 0.2);
        Assert.All(FirstStep(new Adam(biasCorrection: false))["v"], v => Assert.True(Math.Abs(v - scalar) > 0.1 * scalar));
    }

    [Fact]
    public void The_printed_scores_are_those_of_no_reading_of_the_matrix()
    {
        foreach (var rows in Enum.GetValues<MatrixRows>())
        {
            foreach (int positive in (int[])[0, 1])
            {
                var matrix = ConfusionMatrix.FromCounts(s_matrix, rows, ["first", "second"], positive);
                double[] averages = [.. Enum.GetValues<Averaging>().Select(matrix.Averaged).SelectMany(static scores => (double[])[scores.Precision, scores.Recall, scores.F1])];
                double[] right = [matrix.Accuracy, matrix.Precision, matrix.Recall, matrix.F1, matrix.Of(positive).Specificity, .. averages];
                Assert.Empty(Printed.Intersect(right.Select(static score => Math.Round(score, 4))));
            }
        }
    }

    [Fact]
    public void The_printed_scores_are_no_quotients_of_any_sums_of_the_four_counts()
    {
        long[] counts = [.. s_matrix.Cast<long>()];
        long[] sums = [.. Enumerable.Range(1, 15).Select(set => counts.Where((_, i) => (set >> i & 1) != 0).Sum())];
        var quotients = sums.SelectMany(part => sums.Select(whole => Math.Round((double)part / whole, 4)));

        Assert.Empty(Printed.Intersect(quotients));
    }

    [Fact]
    public void The_printed_accuracy_is_no_count_of_410_and_its_printed_quotient_is_another_number()
    {
        Assert.DoesNotContain(0.8956, Enumerable.Range(0, 411).Select(static correct => Math.Round(correct / 410.0, 4)));
        Assert.Equal(0.7195, Math.Round((286 + 9) / 410.0, 4));
    }

    private static double[] Printed => [0.8956, 0.9348, 0.8857, 0.8746];

    private static WorkedStep FirstStep(Adam adam) => adam.Trace(Tensor.From([0.0, 0.0]), [Tensor.From(s_gradient)]).Steps[0];

    private static IEnumerable<Adam> AdamOptions() =>
        from convention in Enum.GetValues<Convention>()
        from corrected in (bool[])[false, true]
        from amsGrad in (bool[])[false, true]
        from epsilon in (double?[])[null, 0, 0.001]
        select new Adam(epsilon: epsilon, biasCorrection: corrected, amsGrad: amsGrad, convention: convention);
}
