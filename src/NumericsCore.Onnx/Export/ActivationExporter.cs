using System.Globalization;
using NumericsCore.Onnx.Schema;
using Formula = NumericsCore.Kernels.Formulas;

namespace NumericsCore.Onnx.Export;

/// <summary>
/// Activations as nodes. In float32 each is one operator of opset 21, where there is one. ONNX Runtime has most of them for float32 alone, so that in
/// float64 they are made of operators that it has.
/// </summary>
internal sealed class ActivationExporter(GraphBuilder builder, ElementType elementType)
{
    /// <summary>λ of SELU, and λα.</summary>
    public const double SeluScale = 1.0507009873554805, SeluBelow = 1.7580993408473768;

    private readonly Dictionary<double, string> _constants = [];

    private bool IsDouble => elementType == ElementType.Float64;

    /// <summary>Adds the nodes of an activation.</summary>
    /// <param name="activation">One of the library's.</param>
    /// <param name="owner">The path of the layer that has it; empty for a layer without parameters.</param>
    /// <param name="input">The value that it takes.</param>
    /// <param name="sample">The shape of one sample.</param>
    /// <returns>The value that it gives.</returns>
    /// <exception cref="NotSupportedException">It has no operators.</exception>
    public string Export(Activation activation, string owner, string input, Shape sample)
    {
        // what is made of a formula of one's own may have the name of one of these, but not its formula
        if (activation == Activation.None) return input;
        var nodes = new Nodes(builder, owner, sample, elementType);
        if (activation == Activation.Softmax) return nodes.Add("Softmax", [input], GraphBuilder.Integer("axis", -1));
        return activation.Operation switch
        {
            Formula.Relu => nodes.Add("Relu", input),
            Formula.Sigmoid => nodes.Add("Sigmoid", input),
            Formula.Tanh => nodes.Add("Tanh", input),
            Formula.Softplus => Softplus(nodes, input),
            Formula.LogSigmoid => nodes.Add("Neg", Softplus(nodes, nodes.Add("Neg", input))),
            Formula.Silu => nodes.Add("Mul", input, nodes.Add("Sigmoid", input)),
            // one node in both: ONNX Runtime has neither it nor the error function for float64
            Formula.Gelu => nodes.Add("Gelu", input),
            Formula.GeluTanh => IsDouble ? GeluTanh(nodes, input) : nodes.Add("Gelu", [input], GraphBuilder.Text("approximate", "tanh")),
            Formula.Elu elu => IsDouble ? Exponential(nodes, input, 1, elu.Alpha) : nodes.Add("Elu", [input], GraphBuilder.Number("alpha", elu.Alpha)),
            Formula.Selu => IsDouble ? Exponential(nodes, input, SeluScale, SeluBelow) : nodes.Add("Selu", input),
            Formula.LeakyRelu leaky => IsDouble ? Leaky(nodes, input, Constant(leaky.NegativeSlope)) : nodes.Add("LeakyRelu", [input], GraphBuilder.Number("alpha", leaky.NegativeSlope)),
            Formula.HardSigmoid => IsDouble ? HardSigmoid(nodes, input) : nodes.Add("HardSigmoid", [input], GraphBuilder.Number("alpha", 1 / 6.0), GraphBuilder.Number("beta", 0.5)),
            Formula.HardSwish => IsDouble ? nodes.Add("Mul", input, HardSigmoid(nodes, input)) : nodes.Add("HardSwish", input),
            Formula.Mish => IsDouble ? nodes.Add("Mul", input, nodes.Add("Tanh", Softplus(nodes, input))) : nodes.Add("Mish", input),
            Formula.Softsign => IsDouble ? nodes.Add("Div", input, nodes.Add("Add", Constant(1), nodes.Add("Abs", input))) : nodes.Add("Softsign", input),
            _ => throw new NotSupportedException($"The activation {activation.Name} has no operator of ONNX here."),
        };
    }

    /// <summary>Adds the nodes of a ReLU with a slope below 0 that is a value of the graph.</summary>
    public string PRelu(string owner, string input, string slope, Shape sample)
    {
        var nodes = new Nodes(builder, owner, sample, elementType);
        return IsDouble ? Leaky(nodes, input, slope) : nodes.Add("PRelu", input, slope);
    }

    /// <summary>log(1 + eˣ), in float64 as max(x, 0) + log(1 + e^-|x|).</summary>
    private string Softplus(Nodes nodes, string input)
    {
        if (!IsDouble) return nodes.Add("Softplus", input);
        string decayed = nodes.Add("Exp", nodes.Add("Neg", nodes.Add("Abs", input)));
        return nodes.Add("Add", nodes.Add("Relu", input), nodes.Add("Log", nodes.Add("Add", decayed, Constant(1))));
    }

    /// <summary>max(x, 0) - slope·max(-x, 0).</summary>
    private static string Leaky(Nodes nodes, string input, string slope) =>
        nodes.Add("Sub", nodes.Add("Relu", input), nodes.Add("Mul", slope, nodes.Add("Relu", nodes.Add("Neg", input))));

    /// <summary>scale·max(x, 0) + α·(e^min(x, 0) - 1).</summary>
    private string Exponential(Nodes nodes, string input, double scale, double alpha)
    {
        string above = nodes.Add("Relu", input);
        if (scale != 1) above = nodes.Add("Mul", Constant(scale), above);
        string below = nodes.Add("Sub", nodes.Add("Exp", nodes.Add("Neg", nodes.Add("Relu", nodes.Add("Neg", input)))), Constant(1));
        return nodes.Add("Add", above, nodes.Add("Mul", Constant(alpha), below));
    }

    /// <summary>½ + min(max(x, -3), 3)/6: a division at the end would be made part of a product that follows, by ONNX Runtime and in float32.</summary>
    private string HardSigmoid(Nodes nodes, string input) =>
        nodes.Add("Add", nodes.Add("Div", nodes.Add("Clip", input, Constant(-3), Constant(3)), Constant(6)), Constant(0.5));

    /// <summary>½x·(1 + tanh(√(2/π)·(x + 0.044715x³))).</summary>
    private string GeluTanh(Nodes nodes, string input)
    {
        string cubed = nodes.Add("Mul", Constant(0.044715), nodes.Add("Mul", nodes.Add("Mul", input, input), input));
        string tanh = nodes.Add("Tanh", nodes.Add("Mul", Constant(0.7978845608028654), nodes.Add("Add", input, cubed)));
        return nodes.Add("Mul", nodes.Add("Mul", Constant(0.5), input), nodes.Add("Add", Constant(1), tanh));
    }

    /// <summary>A number of the graph, for all activations.</summary>
    private string Constant(double value)
    {
        if (!_constants.TryGetValue(value, out string? name))
            _constants[value] = name = builder.Initializer<double>(string.Create(CultureInfo.InvariantCulture, $"constant.{value}"), [], [value]);
        return name;
    }

    /// <summary>Nodes whose outputs have the shape of one value.</summary>
    private sealed class Nodes(GraphBuilder builder, string owner, Shape sample, ElementType elementType)
    {
        public string Add(string operation, params ReadOnlySpan<string> inputs) => Add(operation, inputs, []);

        public string Add(string operation, ReadOnlySpan<string> inputs, params ReadOnlySpan<AttributeProto> attributes)
        {
            string output = builder.Node(operation, owner, inputs, attributes);
            builder.Describe(output, LayerExporter.DataType(elementType), sample.AsSpan());
            return output;
        }
    }
}
