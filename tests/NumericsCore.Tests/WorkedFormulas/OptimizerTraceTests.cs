namespace NumericsCore.Tests.WorkedFormulas;

/// <summary>A trace is the optimizer's own arithmetic, for every option and convention.</summary>
public class OptimizerTraceTests
{
    private const int Steps = 7;

    private static readonly Dictionary<string, Func<Optimizer>> s_optimizers = All().ToDictionary();

    public static TheoryData<string, ElementType> Cases()
    {
        var data = new TheoryData<string, ElementType>();
        foreach (string name in s_optimizers.Keys)
        {
            data.Add(name, ElementType.Float64);
            data.Add(name, ElementType.Float32);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Theta_and_the_state_have_the_bits_of_a_step_on_a_parameter(string name, ElementType elementType)
    {
        var (theta0, gradients) = Inputs(elementType);
        var trace = s_optimizers[name]().Trace(theta0, gradients);

        var optimizer = s_optimizers[name]();
        var parameter = new Parameter(theta0);
        optimizer.AddGroup([parameter]);
        foreach (var step in trace.Steps)
        {
            optimizer.ClearGradients();
            parameter.AccumulateGradient(gradients[step.Number - 1]);
            optimizer.Step();
            AssertSameBits(parameter.ToDoubleArray(), step["theta"]);
            string[] slots = SlotNames(optimizer);
            double[][] state = optimizer.ReadSlots(parameter);
            Assert.Equal(slots.Length, state.Length);
            for (int slot = 0; slot < slots.Length; slot++) AssertSameBits(state[slot], step[slots[slot]]);
        }
    }

    /// <summary>Where the interpolated momentum is a rounding's remains, the sign shown is that of the step.</summary>
    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float64)]
    public void The_sign_of_Lion_is_that_of_the_arithmetic_of_its_numbers(ElementType elementType)
    {
        const int n = 300;
        var theta = Worked.Vector(new double[n], elementType);
        var first = Worked.Vector([.. Enumerable.Range(1, n).Select(static i => Math.Sin(i))], elementType);
        // β₁m + (1 - β₁)g is almost 0 here, on one side or the other
        var second = Worked.Vector([.. new Lion(0.5).Trace(theta, [first]).Steps[0]["m"].Select(static (m, i) => -9 * m * (1 + Math.ScaleB(i % 5 - 2, -24)))], elementType);
        var steps = new Lion(0.5).Trace(theta, [first, second]).Steps;
        Assert.Equal(steps[0]["theta"].Zip(steps[1]["theta"], static (before, after) => before - after), steps[1]["step"]);
    }

    [Fact]
    public void The_rectification_of_RAdam_is_0_while_the_variance_is_not_known()
    {
        var gradient = Worked.Vector([1, -2], ElementType.Float64);
        var steps = new RAdam().Trace(gradient, [.. Enumerable.Repeat(gradient, 7)]).Steps;
        Assert.All(steps.Take(5), static step => Assert.All(step["r_t"], static r => Assert.Equal(0, r)));
        Assert.All(steps.Skip(5), static step => Assert.All(step["r_t"], static r => Assert.InRange(r, 0.01, 0.1)));
    }

    /// <summary>The step is computed from the kept values; the kernel must have taken the same from θ, but for the roundings of both.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void The_step_shown_is_what_was_taken_from_theta(string name, ElementType elementType)
    {
        var (theta0, gradients) = Inputs(elementType);
        var optimizer = s_optimizers[name]();
        double unit = elementType == ElementType.Float64 ? Math.ScaleB(1, -53) : Math.ScaleB(1, -24);
        double[] before = theta0.ToDoubleArray();
        foreach (var step in optimizer.Trace(theta0, gradients).Steps)
        {
            bool decoupled = optimizer.WeightDecay > 0 && optimizer.Decoupled;
            var from = decoupled ? step["theta_decayed"] : before;
            for (int i = 0; i < before.Length; i++)
            {
                // θ is rounded twice, and within the step at most 16 operations and settings are
                double bound = unit * (2 * (Math.Abs(from[i]) + Math.Abs(step["theta"][i])) + 16 * (Math.Abs(step["step"][i]) + Cancelled(optimizer, step, i)));
                double taken = from[i] - step["theta"][i];
                Assert.True(Math.Abs(taken - step["step"][i]) <= bound, $"step {step.Number}, [{i}]: {taken:R} was taken, {step["step"][i]:R} is shown; they may differ by {bound:G3}.");
            }

            before = [.. step["theta"]];
        }
    }

    /// <summary>Of SGD's rules the rate is the learning rate alone; the others divide it for each element.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void The_rate_shown_times_its_direction_is_the_step_shown(string name, ElementType elementType)
    {
        var (theta0, gradients) = Inputs(elementType);
        var optimizer = s_optimizers[name]();
        double unit = elementType == ElementType.Float64 ? Math.ScaleB(1, -53) : Math.ScaleB(1, -24);
        string[] directions = optimizer is Adam or NAdam or RAdam or Adamax ? ["m_hat", "m"] : ["gradient_decayed", "gradient_scaled", "gradient_clipped", "gradient"];
        foreach (var step in optimizer.Trace(theta0, gradients).Steps)
        {
            if (optimizer is Sgd or Lion)
            {
                Assert.All(step["rate"], rate => Assert.Equal(elementType == ElementType.Float64 ? optimizer.LearningRate : (float)optimizer.LearningRate, rate));
                continue;
            }

            // with momentum the step is a sum of such products
            if (optimizer is RmsProp { Momentum: > 0 }) continue;
            var direction = step[directions.First(symbol => step.Values.Any(value => value.Symbol.Name == symbol))];
            // the rate, the direction and the step are each rounded once to the element type
            for (int i = 0; i < direction.Count; i++)
                Assert.Equal(step["step"][i], step["rate"][i] * direction[i], 8 * unit * Math.Abs(step["step"][i]));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_line_of_the_formula_has_a_value_of_its_name_and_every_value_a_line(string name, ElementType elementType)
    {
        var (theta0, gradients) = Inputs(elementType);
        var trace = s_optimizers[name]().Trace(theta0, gradients);

        string[] names = [.. trace.Formula.Lines.Select(static line => line.Symbol.Name)];
        Assert.Equal(names.Distinct(), names);
        Assert.Equal("gradient", names[0]);
        Assert.Equal("theta", names[^1]);
        Assert.Contains("rate", names);
        Assert.Contains("step", names);
        Assert.All(trace.Steps, step =>
        {
            Assert.Equal(names, step.Values.Select(static value => value.Symbol.Name));
            Assert.All(step.Values, value => Assert.Equal((int)theta0.ElementCount, value.Values.Count));
            Assert.All(step.Values, static value => Assert.All(value.Values, static element => Assert.True(double.IsFinite(element))));
        });
        Assert.NotEmpty(trace.Formula.Sources);
        Worked.AssertWellFormed(trace.Formula);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_of_a_float32_trace_are_float32(string name, ElementType elementType)
    {
        var (theta0, gradients) = Inputs(elementType);
        var values = s_optimizers[name]().Trace(theta0, gradients).Steps.SelectMany(static step => step.Values).SelectMany(static value => value.Values);
        if (elementType == ElementType.Float32) Assert.All(values, static value => Assert.Equal((float)value, value));
        else Assert.Contains(values, static value => (float)value != value);
    }

    [Fact]
    public void Options_that_change_the_arithmetic_change_the_formula()
    {
        string[] formulas = [.. s_optimizers.Values.Select(static create => create().Formula.ToString())];
        Assert.Equal(formulas.Length, formulas.Distinct().Count());
    }

    [Fact]
    public void A_trace_leaves_the_optimizer_and_its_parameters_as_they_were()
    {
        var parameter = new Parameter(Tensor.From([1.0, 2]));
        var adam = new Adam();
        adam.AddGroup([parameter]);
        adam.ClearGradients();
        parameter.AccumulateGradient(Tensor.From([0.5, -0.5]));
        adam.Step();
        double[] theta = parameter.ToDoubleArray();
        double[][] state = adam.ReadSlots(parameter);

        var trace = adam.Trace(Tensor.From([0.0]), [Tensor.From([0.1]), Tensor.From([0.1])]);
        trace.LearningRate = 5;

        Assert.Equal(1, adam.StepCount);
        Assert.Equal(0.001, adam.LearningRate);
        Assert.Equal([1L, 2L], trace.Steps.Select(static step => step.Number));
        Assert.Equal(theta, parameter.ToDoubleArray());
        Assert.Equal(state, adam.ReadSlots(parameter));
        Assert.Same(parameter, Assert.Single(Assert.Single(adam.Groups).Parameters));
    }

    [Fact]
    public void The_rate_may_change_between_steps()
    {
        var trace = new Sgd(learningRate: 0.5, momentum: 0.5, convention: Convention.Keras).Trace(Tensor.From([0.0]));
        trace.Step(Tensor.From([1.0]));
        trace.LearningRate = 0.25;
        trace.Step(Tensor.From([1.0]));

        Assert.Equal([0.5, 0.25], trace.Steps.Select(static step => step["rate"][0]));
        Assert.Equal([-0.5, -0.5], trace.Steps.Select(static step => step["m"][0]));
        Assert.Equal(-1, trace.Theta.ToScalar());
    }

    [Fact]
    public void Clipping_by_value_and_then_by_norm_is_shown_in_both_parts()
    {
        var step = new Sgd(learningRate: 1) { ClipValue = 3, ClipNorm = 1 }.Trace(Tensor.From([0.0, 0]), [Tensor.From([30.0, -4])]).Steps[0];

        Assert.Equal([30, -4], step["gradient"]);
        Assert.Equal([3, -3], step["gradient_clipped"]);
        double scaled = 3 / (Math.Sqrt(18) + 1e-6);
        Worked.AssertClose([scaled, -scaled], step["gradient_scaled"], ElementType.Float64, 0);
        Worked.AssertClose([-scaled, scaled], step["theta"], ElementType.Float64, 0);
    }

    [Fact]
    public void The_gradient_of_a_loss_is_the_one_that_is_traced()
    {
        var step = new Sgd(learningRate: 0.125).Trace(Tensor.From([1.0, 2]), static theta => theta.Square().Sum(), steps: 1).Steps[0];

        Assert.Equal([2, 4], step["gradient"]);
        Assert.Equal([0.75, 1.5], step["theta"]);
    }

    [Fact]
    public void A_gradient_of_another_shape_or_type_is_refused_before_anything_changes()
    {
        var trace = new Adam().Trace(Tensor.From([0.0, 0]));

        Assert.Contains("[3]", Assert.Throws<ArgumentException>(() => trace.Step(Tensor.From([1.0, 2, 3]))).Message, StringComparison.Ordinal);
        Assert.Contains("float32", Assert.Throws<ArgumentException>(() => trace.Step(Tensor.From([1f, 2f]))).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => trace.Step(static _ => Tensor.Scalar(1).WithGradient()));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam().Trace(Tensor.From([0.0]), static theta => theta.Sum(), -1));
        Assert.Empty(trace.Steps);
    }

    [Fact]
    public void A_name_that_the_formula_lacks_is_refused_with_the_names_it_has()
    {
        var trace = new Adagrad().Trace(Tensor.From([0.0]));
        Assert.Throws<InvalidOperationException>(() => trace["G"]);
        trace.Step(Tensor.From([1.0]));

        Assert.Contains("gradient, G, rate, step, theta", Assert.Throws<KeyNotFoundException>(() => trace["m_hat"]).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<(string, Func<Optimizer>)> All()
    {
        foreach (var convention in (Convention[])[Convention.PyTorch, Convention.Keras])
        {
            foreach (var (decay, decoupled) in ((double, bool)[])[(0, false), (0.1, false), (0.1, true)])
            {
                string suffix = $"{convention}, decay {decay}{(decoupled ? " decoupled" : "")}";
                yield return ($"sgd, {suffix}", () => new Sgd(0.1, weightDecay: decay, decoupled: decoupled, convention: convention) { ClipValue = convention == Convention.Keras ? 0.4 : null });
                yield return ($"momentum, {suffix}", () => new Sgd(0.1, 0.9, weightDecay: decay, decoupled: decoupled, convention: convention));
                yield return ($"nesterov, {suffix}", () => new Sgd(0.1, 0.9, nesterov: true, weightDecay: decay, decoupled: decoupled, convention: convention));
                foreach (var (corrected, amsGrad) in ((bool, bool)[])[(true, false), (true, true), (false, false), (false, true)])
                    yield return ($"adam, {suffix}, {(corrected ? "corrected" : "plain")}{(amsGrad ? ", amsgrad" : "")}", () => new Adam(0.1, biasCorrection: corrected, amsGrad: amsGrad, weightDecay: decay, decoupled: decoupled, convention: convention));
                yield return ($"adagrad, {suffix}", () => new Adagrad(0.1, weightDecay: decay, decoupled: decoupled, convention: convention));
                yield return ($"adagrad, falling, {suffix}", () => new Adagrad(0.1, learningRateDecay: 0.5, weightDecay: decay, decoupled: decoupled, convention: convention) { ClipNorm = 0.5 });
                yield return ($"adadelta, {suffix}", () => new Adadelta(weightDecay: decay, decoupled: decoupled, convention: convention));
                foreach (var (momentum, centered) in ((double, bool)[])[(0, false), (0.9, false), (0, true), (0.9, true)])
                    yield return ($"rmsprop, {suffix}, {momentum}{(centered ? ", centered" : "")}", () => new RmsProp(0.1, momentum: momentum, centered: centered, weightDecay: decay, decoupled: decoupled, convention: convention));
            }
        }

        foreach (var (decay, decoupled) in ((double, bool)[])[(0, false), (0.1, false), (0.1, true)])
        {
            string suffix = $"decay {decay}{(decoupled ? " decoupled" : "")}";
            foreach (var convention in (Convention[])[Convention.PyTorch, Convention.Keras])
            {
                yield return ($"nadam, {convention}, {suffix}", () => new NAdam(0.1, weightDecay: decay, decoupled: decoupled, convention: convention));
                yield return ($"adamax, {convention}, {suffix}", () => new Adamax(0.1, weightDecay: decay, decoupled: decoupled, convention: convention));
            }

            // of 7 steps, some are adaptive
            foreach (var convention in (Convention[])[Convention.PyTorch, Convention.Paper])
                yield return ($"radam, {convention}, {suffix}", () => new RAdam(0.1, weightDecay: decay, decoupled: decoupled, convention: convention));
            yield return ($"lion, {suffix}", () => new Lion(0.1, weightDecay: decay, decoupled: decoupled));
        }

        yield return ("adamw", static () => new AdamW(0.1) { ClipNorm = 0.5 });
        yield return ("momentum, dampened", static () => new Sgd(0.1, 0.9, 0.5));
    }

    private static (Tensor Theta0, Tensor[] Gradients) Inputs(ElementType elementType)
    {
        // an odd number of elements, so that the vector loops have tails
        var theta0 = Tensor.Normal([19], seed: 1, elementType: elementType);
        return (theta0, [.. Enumerable.Range(0, Steps).Select(i => Tensor.Normal([19], seed: 2, stream: (uint)i, elementType: elementType))]);
    }

    private static string[] SlotNames(Optimizer optimizer) => optimizer switch
    {
        Adam { AmsGrad: true } => ["m", "v", "v_max"],
        Adam or NAdam or RAdam => ["m", "v"],
        Adamax => ["m", "u"],
        Lion => ["m"],
        Adagrad => ["G"],
        Adadelta => ["Eg2", "Edelta2"],
        RmsProp rmsProp => [.. (string[])["v"], .. (string[])(rmsProp.Centered ? ["m"] : []), .. (string[])(rmsProp.Momentum > 0 ? ["b"] : [])],
        Sgd { Momentum: 0 } => [],
        Sgd sgd => [sgd.Formula.Name.Contains("Keras", StringComparison.Ordinal) ? "m" : "b"],
        _ => throw new ArgumentException($"What {optimizer} keeps is not known here.", nameof(optimizer)),
    };

    /// <summary>The size of what cancels within a step of momentum or of decay: the parts may be greater than their sum.</summary>
    private static double Cancelled(Optimizer optimizer, WorkedStep step, int i)
    {
        double gradient = Math.Abs(step["gradient"][i]) + (optimizer.WeightDecay > 0 ? optimizer.WeightDecay * 10 : 0);
        return optimizer is Sgd ? optimizer.LearningRate * (gradient + 10) : optimizer is RAdam or NAdam or Adamax ? step["rate"][i] * (gradient + 10) : step["rate"][i] * gradient;
    }

    private static void AssertSameBits(IEnumerable<double> expected, IEnumerable<double> actual) =>
        Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), actual.Select(BitConverter.DoubleToInt64Bits));
}
