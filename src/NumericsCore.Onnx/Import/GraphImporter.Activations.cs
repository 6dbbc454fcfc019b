namespace NumericsCore.Onnx.Import;

/// <content>The operators that are activations, by the definitions of opsets 7 to 22.</content>
internal sealed partial class GraphImporter
{
    // the defaults of the definition, which are float32
    private const float SeluAlpha = 1.67326319217681884765625f, SeluGamma = 1.05070102214813232421875f;

    private ComputedValue Gelu(OnnxNode node)
    {
        RequireOpset(node, 20);
        return node.Text("approximate", "none") switch
        {
            "none" => Unary(node, new Gelu(), "approximate"),
            "tanh" => Unary(node, new GeluTanh(), "approximate"),
            var other => throw node.Broken($"approximate is {ModelFileException.Quote(other)}; expected 'none' or 'tanh'"),
        };
    }

    private ComputedValue Elu(OnnxNode node)
    {
        double alpha = Finite(node, "alpha", 1);
        return Unary(node, alpha >= 0 ? new Elu(alpha) : new OperatorLayer(x => Exponential(x, alpha)), "alpha");
    }

    private ComputedValue Selu(OnnxNode node)
    {
        double alpha = Finite(node, "alpha", SeluAlpha), gamma = Finite(node, "gamma", SeluGamma);
        // one rounding of the numbers more or less is no other function
        bool isSelu = (float)alpha == SeluAlpha && (float)gamma == SeluGamma;
        return Unary(node, isSelu ? new Selu() : new OperatorLayer(x => Exponential(x, alpha) * gamma), "alpha", "gamma");
    }

    private ComputedValue LeakyRelu(OnnxNode node)
    {
        double slope = Finite(node, "alpha", 0.01f);
        return Unary(node, slope is >= 0 and <= 1 ? new LeakyRelu(slope) : new OperatorLayer(x => x.PRelu(x.ScalarLike(slope))), "alpha");
    }

    private ComputedValue HardSigmoid(OnnxNode node)
    {
        double alpha = Finite(node, "alpha", 0.2f), beta = Finite(node, "beta", 0.5f);
        bool isLibrarys = (float)alpha == (float)(1 / 6.0) && beta == 0.5;
        return Unary(node, isLibrarys ? new HardSigmoid() : new OperatorLayer(x => (x * alpha + beta).Clamp(0, 1)), "alpha", "beta");
    }

    private ComputedValue Since(OnnxNode node, int opset, Layer layer)
    {
        RequireOpset(node, opset);
        return Unary(node, layer);
    }

    private ComputedValue PRelu(OnnxNode node)
    {
        node.Require(2, 2);
        var x = Computed(node, 0);
        var slope = Floating(node, 1, x.Type);
        int[] shape = WithinSamples(node, slope, x);
        bool perFeature = shape.Length > 0 && x.Sample.Length > 0 && shape[^1] == x.Sample[^1] && slope.Count == shape[^1];
        if (slope.Count == 1 || perFeature)
            return Added(node, x.Sample, x.Type, output => new PReluStep(node, x.Slot, output, slope, perFeature && slope.Count > 1));
        if (!Broadcast(node, x.Sample, shape).SequenceEqual(x.Sample)) throw node.Broken($"the slope has shape {TensorReader.Text(slope.Dims)}, which does not broadcast to samples of shape {TensorReader.Text(x.Sample)}");
        return Added(node, x.Sample, x.Type, output => new ConstantStep(node, x.Slot, output, slope, shape, isValueFirst: true, static (value, slopes) => value.PRelu(slopes)));
    }

    private ComputedValue Clip(OnnxNode node)
    {
        double min = double.NegativeInfinity, max = double.PositiveInfinity;
        if (_opset < 11)
        {
            node.Require(1, 1, "min", "max");
            (min, max) = (node.Number("min", min), node.Number("max", max));
        }
        else
        {
            node.Require(1, 3);
            if (node.HasInput(1)) min = Number(node, 1, "the lower bound");
            if (node.HasInput(2)) max = Number(node, 2, "the upper bound");
        }

        var x = Computed(node, 0);
        if (!(min <= max)) throw node.Broken(FormattableString.Invariant($"the interval [{min}, {max}] is empty"));
        return Added(node, x.Sample, x.Type, output => new LayerStep(node, x.Slot, output, new ClipLayer(min, max)));
    }

    /// <summary>x for x > 0, else α·(eˣ - 1), of any α.</summary>
    private static Tensor Exponential(Tensor x, double alpha) => Tensor.Where(x.GreaterThan(0), x, x.Expm1() * alpha);

    private static double Finite(OnnxNode node, string attribute, double otherwise) => node.Number(attribute, otherwise) is var value && double.IsFinite(value)
        ? value
        : throw node.Broken(FormattableString.Invariant($"{attribute} is {value}; expected a finite number"));

    private double Number(OnnxNode node, int index, string what) => Argument(node, index) is ConstantValue { Constant: { IsFloating: true, Number: { } number } }
        ? number
        : throw node.Broken($"{what} is no constant number");

    private void RequireOpset(OnnxNode node, int since)
    {
        if (_opset < since) throw node.Broken($"the operator is there from opset {since} on, and the file's is {_opset}");
    }
}
