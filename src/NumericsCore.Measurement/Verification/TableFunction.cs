namespace NumericsCore.Measurement;

/// <summary>An elementwise function of tensors.</summary>
/// <param name="Name">As docs/accuracy.md writes it.</param>
/// <param name="Arguments">How many tensors it takes.</param>
/// <param name="Call">The function.</param>
internal sealed record TableFunction(string Name, int Arguments, Func<Tensor[], Tensor> Call)
{
    /// <summary>All of the library's that are the same for each element.</summary>
    public static IReadOnlyList<TableFunction> All { get; } =
    [
        Of("negate", static x => -x), Of("abs", static x => x.Abs()), Of("sign", static x => x.Sign()),
        Of("floor", static x => x.Floor()), Of("ceiling", static x => x.Ceiling()), Of("round", static x => x.Round()), Of("truncate", static x => x.Truncate()),
        Of("add", static (x, y) => x + y), Of("subtract", static (x, y) => x - y), Of("multiply", static (x, y) => x * y), Of("divide", static (x, y) => x / y),
        Of("remainder", static (x, y) => x.Remainder(y)), Of("maximum", static (x, y) => x.Maximum(y)), Of("minimum", static (x, y) => x.Minimum(y)),
        Of("less_than", static (x, y) => x.LessThan(y)), Of("less_than_or_equal_to", static (x, y) => x.LessThanOrEqualTo(y)),
        Of("greater_than", static (x, y) => x.GreaterThan(y)), Of("greater_than_or_equal_to", static (x, y) => x.GreaterThanOrEqualTo(y)),
        Of("equal_to", static (x, y) => x.EqualTo(y)), Of("not_equal_to", static (x, y) => x.NotEqualTo(y)),
        new("where", 3, static x => Tensor.Where(x[0], x[1], x[2])),
        Of("square", static x => x.Square()), Of("sqrt", static x => x.Sqrt()), Of("reciprocal", static x => x.Reciprocal()),
        Of("exp", static x => x.Exp()), Of("exp2", static x => x.Exp2()), Of("expm1", static x => x.Expm1()),
        Of("log", static x => x.Log()), Of("log2", static x => x.Log2()), Of("log10", static x => x.Log10()), Of("log1p", static x => x.Log1p()),
        Of("power", static (x, y) => x.Power(y)), Of("hypot", static (x, y) => x.Hypot(y)),
        Of("sin", static x => x.Sin()), Of("cos", static x => x.Cos()), Of("tan", static x => x.Tan()),
        Of("asin", static x => x.Asin()), Of("acos", static x => x.Acos()), Of("atan", static x => x.Atan()), Of("atan2", static (x, y) => x.Atan2(y)),
        Of("sinh", static x => x.Sinh()), Of("cosh", static x => x.Cosh()), Of("tanh", static x => x.Tanh()),
        Of("erf", static x => x.Erf()), Of("erfc", static x => x.Erfc()),
        Of("relu", static x => x.Relu()), Of("leaky_relu", static x => x.LeakyRelu()), Of("p_relu", static (x, y) => x.PRelu(y)),
        Of("elu", static x => x.Elu()), Of("selu", static x => x.Selu()), Of("silu", static x => x.Silu()), Of("gelu", static x => x.Gelu()), Of("gelu_tanh", static x => x.GeluTanh()), Of("mish", static x => x.Mish()),
        Of("sigmoid", static x => x.Sigmoid()), Of("log_sigmoid", static x => x.LogSigmoid()), Of("hard_sigmoid", static x => x.HardSigmoid()), Of("hard_swish", static x => x.HardSwish()),
        Of("softplus", static x => x.Softplus()), Of("softsign", static x => x.Softsign()),
    ];

    private static TableFunction Of(string name, Func<Tensor, Tensor> call) => new(name, 1, x => call(x[0]));

    private static TableFunction Of(string name, Func<Tensor, Tensor, Tensor> call) => new(name, 2, x => call(x[0], x[1]));
}
