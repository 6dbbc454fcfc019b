namespace NumericsCore.Tests.WorkedFormulas;

/// <summary>The introduction's formulas, row by row, against numbers worked out with 40 digits.</summary>
public class DocumentTests
{
    private static readonly double[] s_gradient = [0.1, 0.2];
    private static readonly double[] s_zero = [0, 0];

    public static TheoryData<string, ElementType> Devices => WorkedDevices.All();

    [Theory]
    [MemberData(nameof(Devices))]
    public void Mean_squared_error_is_the_mean_of_the_squared_errors(string device, ElementType elementType)
    {
        var cpu = WorkedDevices.Of(device);
        var trace = new MeanSquaredError().Trace(
            Worked.Vector([2.5, 0, 2, 8], elementType, cpu), Worked.Vector([3, -0.5, 2, 7], elementType, cpu));

        Assert.Equal([-0.5, 0.5, 0, 1], trace["error"]);
        Assert.Equal([0.25, 0.25, 0, 1], trace["term"]);
        Assert.Equal([0.375], trace["loss"]);
        Assert.Equal([-0.25, 0.25, 0, 0.5], trace["gradient"]);
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void Cross_entropy_of_0_1_and_08_02_is_1_6094_nats_or_2_3219_bits(string device, ElementType elementType)
    {
        var cpu = WorkedDevices.Of(device);
        var trace = new CategoricalCrossEntropy().Trace(
            Worked.Vector([0.8, 0.2], elementType, cpu).Reshape(1, 2), Worked.Vector([0, 1], elementType, cpu).Reshape(1, 2));

        Worked.AssertClose([0, 1.6094379124341003], trace["class_term"], elementType, Worked.Roundings(1));
        Worked.AssertClose([1.6094379124341003], trace["loss"], elementType, Worked.Roundings(1));
        Worked.AssertClose([2.3219280948873623], [trace["loss"][0] / Math.Log(2)], elementType, Worked.Roundings(1));
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void The_gradient_of_half_the_squared_error_is_4_theta_minus_6(string device, ElementType elementType)
    {
        var cpu = WorkedDevices.Of(device);
        foreach (double at in (double[])[-2, 0, 0.5, 1.5, 3])
        {
            var theta = Worked.Vector([at], elementType, cpu).WithGradient();
            HalfSquaredError(theta).Backward();
            Assert.Equal([4 * at - 6], theta.Gradient!.ToDoubleArray());
        }
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void Ten_steps_of_gradient_descent_follow_the_closed_form(string device, ElementType elementType)
    {
        double[] expected =
            [0.06, 0.1176, 0.172896, 0.22598016, 0.2769409536, 0.325863315456, 0.37282878283776, 0.4179156315242496, 0.46119900626327964, 0.5027510460127484];
        var trace = new Sgd(learningRate: 0.01).Trace(Worked.Vector([0], elementType, WorkedDevices.Of(device)), HalfSquaredError, expected.Length);

        Assert.Equal(expected.Length, trace.Steps.Count);
        foreach (var step in trace.Steps)
        {
            Worked.AssertClose([expected[step.Number - 1]], step["theta"], elementType, Worked.Roundings(step.Number));
            Worked.AssertClose([1.5 - 1.5 * Math.Pow(0.96, step.Number)], step["theta"], elementType, Worked.Roundings(step.Number));
        }
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void Adam_without_bias_correction(string device, ElementType elementType) => Check(
        new Adam(epsilon: 0.001, biasCorrection: false), device, elementType,
        new() { ["m"] = [0.01, 0.02], ["v"] = [1e-05, 4e-05], ["theta"] = [-0.0024025307335204214, -0.0027305411899162866] },
        new() { ["m"] = [0.019, 0.038], ["v"] = [1.999e-05, 7.996e-05], ["theta"] = [-0.005875376328212944, -0.006552696095854027] },
        new() { ["m"] = [0.0271, 0.0542], ["v"] = [2.997001e-05, 0.00011988004], ["theta"] = [-0.010061036010938369, -0.01108865025149369] });

    [Theory]
    [MemberData(nameof(Devices))]
    public void Adam_with_bias_correction(string device, ElementType elementType) => Check(
        new Adam(epsilon: 0.001), device, elementType,
        new() { ["m"] = [0.01, 0.02], ["v"] = [1e-05, 4e-05], ["m_hat"] = [0.1, 0.2], ["v_hat"] = [0.01, 0.04], ["theta"] = [-0.0009900990099009901, -0.0009950248756218905] },
        new() { ["m"] = [0.019, 0.038], ["v"] = [1.999e-05, 7.996e-05], ["m_hat"] = [0.1, 0.2], ["v_hat"] = [0.01, 0.04], ["theta"] = [-0.0019801980198019802, -0.001990049751243781] },
        new() { ["m"] = [0.0271, 0.0542], ["v"] = [2.997001e-05, 0.00011988004], ["m_hat"] = [0.1, 0.2], ["v_hat"] = [0.01, 0.04], ["theta"] = [-0.0029702970297029703, -0.0029850746268656717] });

    [Theory]
    [MemberData(nameof(Devices))]
    public void Adagrad(string device, ElementType elementType) => Check(
        new Adagrad(), device, elementType,
        new() { ["G"] = [0.01, 0.04], ["theta"] = [-0.00999999999, -0.009999999995] },
        new() { ["G"] = [0.02, 0.08], ["theta"] = [-0.017071067796865475, -0.017071067804365476] },
        new() { ["G"] = [0.03, 0.12], ["theta"] = [-0.0228445704854284, -0.022844570494595068] });

    [Theory]
    [MemberData(nameof(Devices))]
    public void Adadelta(string device, ElementType elementType) => Check(
        new Adadelta(convention: Convention.Paper), device, elementType,
        new() { ["Eg2"] = [0.0005, 0.002], ["delta"] = [-0.004467670516087703, -0.004471018340098959], ["Edelta2"] = [9.980039920159682e-07, 9.995002498750624e-07], ["theta"] = [-0.004467670516087703, -0.004471018340098959] },
        new() { ["Eg2"] = [0.000975, 0.0039], ["delta"] = [-0.004524527862353462, -0.004527961774923802], ["Edelta2"] = [1.971671411275809e-06, 1.974647129139865e-06], ["theta"] = [-0.008992198378441165, -0.00899898011502276] },
        new() { ["Eg2"] = [0.00142625, 0.005705], ["delta"] = [-0.004562998933404647, -0.004566482937149904], ["Edelta2"] = [2.914135804024616e-06, 2.918553093446932e-06], ["theta"] = [-0.013555197311845811, -0.013565463052172665] });

    [Theory]
    [MemberData(nameof(Devices))]
    public void Plain_descent_is_theta_minus_the_rate_times_the_gradient(string device, ElementType elementType) => Check(
        new Sgd(learningRate: 0.001), device, elementType, new() { ["theta"] = [-0.0001, -0.0002] }, new() { ["theta"] = [-0.0002, -0.0004] });

    [Theory]
    [InlineData(MatrixRows.Actual, 0, 286, 14, 9, 101, 0.9439024390243902, 0.9694915254237289, 0.9533333333333334, 0.9613445378151261)]
    [InlineData(MatrixRows.Actual, 1, 101, 9, 14, 286, 0.9439024390243902, 0.8782608695652174, 0.9181818181818182, 0.8977777777777778)]
    [InlineData(MatrixRows.Predicted, 0, 286, 9, 14, 101, 0.9439024390243902, 0.9533333333333334, 0.9694915254237289, 0.9613445378151261)]
    [InlineData(MatrixRows.Predicted, 1, 101, 14, 9, 286, 0.9439024390243902, 0.9181818181818182, 0.8782608695652174, 0.8977777777777778)]
    public void The_scores_of_the_matrix_in_each_of_its_four_readings(MatrixRows rows, int positive, long tp, long fn, long fp, long tn, double accuracy, double precision, double recall, double f1)
    {
        var trace = ConfusionMatrix.FromCounts(new long[,] { { 286, 14 }, { 9, 101 } }, rows, ["first", "second"], positive).Trace();

        Assert.Equal([tp], trace["TP"]);
        Assert.Equal([fn], trace["FN"]);
        Assert.Equal([fp], trace["FP"]);
        Assert.Equal([tn], trace["TN"]);
        Worked.AssertClose([accuracy], trace["accuracy"], ElementType.Float64, 0);
        Worked.AssertClose([precision], trace["precision"], ElementType.Float64, 0);
        Worked.AssertClose([recall], trace["recall"], ElementType.Float64, 0);
        Worked.AssertClose([f1], trace["f1"], ElementType.Float64, 0);
    }

    [Fact]
    public void The_network_of_30_features_has_12289_parameters()
    {
        int[] counts = new int[3];
        int inputs = 30;
        foreach (var (units, layer) in ((int[])[128, 64, 1]).Select(static (units, layer) => (units, layer)))
        {
            var dense = new Dense(units);
            dense.Build([inputs], seed: 0);
            counts[layer] = (int)dense.Parameters.Sum(static parameter => parameter.ElementCount);
            inputs = units;
        }

        Assert.Equal([3968, 8256, 65], counts);
        Assert.Equal(12289, counts.Sum());
    }

    /// <summary>½(y − θx)² at (x, y) = (2, 3).</summary>
    private static Tensor HalfSquaredError(Tensor theta) => (3 - theta * 2).Square() * 0.5;

    private static void Check(Optimizer optimizer, string device, ElementType elementType, params Dictionary<string, double[]>[] steps)
    {
        var cpu = WorkedDevices.Of(device);
        var trace = optimizer.Trace(Worked.Vector(s_zero, elementType, cpu), Worked.Repeat(s_gradient, steps.Length, elementType, cpu));
        Assert.Equal(steps.Length, trace.Steps.Count);
        foreach (var step in trace.Steps)
        {
            foreach (var (name, expected) in steps[step.Number - 1])
                Worked.AssertClose(expected, step[name], elementType, Worked.Roundings(step.Number));
        }
    }
}
