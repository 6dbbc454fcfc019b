using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Optimizers;

public class OptimizerErrorTests
{
    public static TheoryData<string, string, double> Ends
    {
        get
        {
            var ends = new TheoryData<string, string, double>();
            foreach (string name in (string[])["learningRate", "weightDecay", "epsilon", "learningRateDecay", "initialAccumulatorValue", "epsilon of RMSprop", "epsilon of NAdam", "epsilon of RAdam", "epsilon of Adamax", "momentumDecay", "weightDecay of AdamW", "learningRate of Lion"]) Add(name, "at least 0", [0, 1e300], [-double.Epsilon, double.PositiveInfinity]);
            foreach (string name in (string[])["momentum", "beta1", "beta2", "rho", "rho of RMSprop", "momentum of RMSprop", "beta1 of NAdam", "beta2 of NAdam", "beta1 of RAdam", "beta2 of RAdam", "beta1 of Adamax", "beta2 of Adamax", "beta1 of Lion", "beta2 of Lion"]) Add(name, "in [0, 1)", [0, Math.BitDecrement(1)], [-double.Epsilon, 1]);
            Add("dampening", "in [0, 1]", [0, 1], [-double.Epsilon, Math.BitIncrement(1)]);
            foreach (string name in (string[])["ClipNorm", "ClipValue"]) Add(name, "greater than 0", [double.Epsilon, 1e300], [0, -double.Epsilon, double.PositiveInfinity]);
            return ends;

            void Add(string name, string range, double[] inside, double[] outside)
            {
                foreach (double value in inside) ends.Add(name, "", value);
                foreach (double value in (double[])[.. outside, double.NaN]) ends.Add(name, range, value);
            }
        }
    }

    /// <summary>The last numbers that are taken, for which the range is empty, and the first that are not.</summary>
    [Theory]
    [MemberData(nameof(Ends))]
    public void A_setting_beyond_its_range_is_refused_with_its_name_its_value_and_the_range(string name, string range, double value)
    {
        if (range.Length == 0) Creation(name, value)();
        else Expect.Error<ArgumentOutOfRangeException>($"Expected a finite number, {range}. (Parameter '{name.Split(' ')[0]}')\nActual value was {value}.", () => Creation(name, value)());
    }

    private static Func<Optimizer> Creation(string name, double value) => name switch
    {
        "learningRate" => () => new Adam(learningRate: value),
        "weightDecay" => () => new Adam(weightDecay: value),
        "momentum" => () => new Sgd(momentum: value),
        "dampening" => () => new Sgd(momentum: 0.5, dampening: value),
        "beta1" => () => new Adam(beta1: value),
        "beta2" => () => new Adam(beta2: value),
        "epsilon" => () => new Adagrad(epsilon: value),
        "learningRateDecay" => () => new Adagrad(learningRateDecay: value),
        "initialAccumulatorValue" => () => new Adagrad(initialAccumulatorValue: value),
        "rho" => () => new Adadelta(rho: value),
        "rho of RMSprop" => () => new RmsProp(rho: value),
        "epsilon of RMSprop" => () => new RmsProp(epsilon: value),
        "momentum of RMSprop" => () => new RmsProp(momentum: value),
        "beta1 of NAdam" => () => new NAdam(beta1: value),
        "beta2 of NAdam" => () => new NAdam(beta2: value),
        "epsilon of NAdam" => () => new NAdam(epsilon: value),
        "momentumDecay" => () => new NAdam(momentumDecay: value),
        "beta1 of RAdam" => () => new RAdam(beta1: value),
        "beta2 of RAdam" => () => new RAdam(beta2: value),
        "epsilon of RAdam" => () => new RAdam(epsilon: value),
        "beta1 of Adamax" => () => new Adamax(beta1: value),
        "beta2 of Adamax" => () => new Adamax(beta2: value),
        "epsilon of Adamax" => () => new Adamax(epsilon: value),
        "beta1 of Lion" => () => new Lion(beta1: value),
        "beta2 of Lion" => () => new Lion(beta2: value),
        "learningRate of Lion" => () => new Lion(value),
        "weightDecay of AdamW" => () => new AdamW(weightDecay: value),
        "ClipNorm" => () => new Sgd { ClipNorm = value },
        _ => () => new Sgd { ClipValue = value },
    };

    [Fact]
    public void An_adadelta_without_epsilon_could_not_start() => Expect.Error<ArgumentOutOfRangeException>(
        "Expected a finite number, greater than 0. (Parameter 'epsilon')\nActual value was 0.", () => new Adadelta(epsilon: 0));

    [Fact]
    public void Keras_has_no_RAdam() => Expect.Error<ArgumentException>(
        "Keras has no RAdam; expected PyTorch or Paper. (Parameter 'convention')", () => new RAdam(convention: Convention.Keras));

    [Fact]
    public void Momentum_options_must_fit_together()
    {
        Expect.Error<ArgumentException>(
            "Nesterov's momentum needs a momentum above 0 and no dampening; they are 0 and 0. (Parameter 'nesterov')", () => new Sgd(nesterov: true));
        Expect.Error<ArgumentException>(
            "Nesterov's momentum needs a momentum above 0 and no dampening; they are 0.9 and 0.1. (Parameter 'nesterov')", () => new Sgd(momentum: 0.9, dampening: 0.1, nesterov: true));
        Expect.Error<ArgumentException>(
            "Keras's momentum has no dampening. (Parameter 'dampening')", () => new Sgd(momentum: 0.9, dampening: 0.1, convention: Convention.Keras));
    }

    [Fact]
    public void A_later_rate_is_checked_and_the_old_one_kept()
    {
        var optimizer = new Sgd(0.1);
        Expect.Error<ArgumentOutOfRangeException>(
            "Expected a finite number, at least 0. (Parameter 'LearningRate')\nActual value was -1.", () => optimizer.LearningRate = -1);
        Assert.Equal(0.1, optimizer.LearningRate);
    }

    [Fact]
    public void Groups_are_checked_before_anything_is_changed()
    {
        var a = new Parameter(Make.Vector(1), "a");
        var optimizer = new Sgd();
        Expect.Error<InvalidOperationException>("The optimizer has no parameters. Call AddGroup(model.Parameters), or compile a model with it.", optimizer.Step);
        Expect.Error<ArgumentException>(
            "There are no parameters. Is the model built? Call Build, or Call with a first input. (Parameter 'parameters')", () => optimizer.AddGroup([]));
        Expect.Error<ArgumentException>("Parameter 'a' is listed twice. (Parameter 'parameters')", () => optimizer.AddGroup([a, a]));
        Expect.Error<ArgumentException>(
            "Parameters 'a' and 'b' differ in device or element type: float64 on cpu, float32 on cpu. (Parameter 'parameters')",
            () => optimizer.AddGroup([a, new Parameter(Tensor.Zeros([1]), "b")]));
        Expect.Error<ArgumentOutOfRangeException>(
            "Expected a finite number, at least 0. (Parameter 'learningRate')\nActual value was -1.", () => optimizer.AddGroup([a], learningRate: -1));
        Expect.Error<ArgumentOutOfRangeException>(
            "Expected a finite number, at least 0. (Parameter 'weightDecay')\nActual value was NaN.", () => optimizer.AddGroup([a], weightDecay: double.NaN));
        Assert.Empty(optimizer.Groups);

        optimizer.AddGroup([a]);
        optimizer.Step();
        Expect.Error<InvalidOperationException>("Groups are added before the first step.", () => optimizer.AddGroup([Make.Parameter(1)]));
    }
}
