namespace NumericsCore.Onnx.Import;

/// <content>What activations are made of.</content>
internal sealed partial class DecomposedActivations
{
    /// <summary>The activation that ends with a step; null if none does.</summary>
    private Step? Match(Step root)
    {
        var match = root switch
        {
            LayerStep { Node.Proto.OpType: "Log" } => As<LogSigmoid>(Of<Sigmoid>(root.Inputs[0])),
            LayerStep { Node.Proto.OpType: "Neg" } => As<LogSigmoid>(Of("Neg", Of<Softplus>(root.Inputs[0]))),
            JoinStep { Node.Proto.OpType: "Div" } when Of("Abs", Plus(root.Inputs[1], 1)) == root.Inputs[0] => As<Softsign>(root.Inputs[0]),
            JoinStep { Node.Proto.OpType: "Add" } => Sum(root.Inputs[0], root.Inputs[1]) ?? Sum(root.Inputs[1], root.Inputs[0]),
            ConstantStep { IsAddition: true } => As<HardSigmoid>(CenteredClip(root)),
            JoinStep or ConstantStep when root.Node.Proto.OpType is "Mul" or "Div" => Product(root),
            _ => null,
        };
        return match is var (slot, layer) ? new LayerStep(root.Node, slot, root.Output, layer) : root is JoinStep { Node.Proto.OpType: "Sub" } ? Leaky(root) : null;
    }

    private static (int Slot, Layer Layer)? As<TLayer>(int? slot) where TLayer : Layer, new() => slot is { } x ? (x, new TLayer()) : null;

    private (int Slot, Layer Layer)? Product(Step root)
    {
        var factors = new List<int>();
        double scale = Factors(root, factors);
        if (factors is [var only]) return Near(scale, 1 / 6.0) ? As<HardSigmoid>(ClippedBy3(only)) : null;
        if (factors is not [var first, var second]) return null;
        return WithFactor(scale, first, second) ?? WithFactor(scale, second, first);
    }

    /// <summary>scale·x·f(x), where that is an activation.</summary>
    private (int Slot, Layer Layer)? WithFactor(double scale, int x, int factor)
    {
        int inner = _inner.Count;
        Layer? layer = null;
        if (scale == 1 && Of<Sigmoid>(factor) == x) layer = new Silu();
        else if (scale == 1 && Of<HardSigmoid>(factor) == x) layer = new HardSwish();
        else if (scale == 1 && Of<Softplus>(Of<Tanh>(factor)) == x) layer = new Mish();
        else if (Near(scale, 1 / 6.0) && ClippedBy3(factor) == x) layer = new HardSwish();
        else if (Near(scale, 0.5) && Plus(factor, 1) is { } cumulative) layer = GeluOf(x, cumulative);
        if (layer is null) _inner.RemoveRange(inner, _inner.Count - inner);
        return layer is null ? null : (x, layer);
    }

    /// <summary>GELU, if a value is erf(x/√2) or tanh(√(2/π)·(x + 0.044715x³)).</summary>
    private Layer? GeluOf(int x, int value)
    {
        if (Of("Erf", value) is { } scaled) return Multiple(scaled) is var (factor, slot) && slot == x && Near(factor, Math.Sqrt(0.5)) ? new Gelu() : null;
        if (Of<Tanh>(value) is not { } argument || Multiple(argument) is not var (outer, sum) || !Near(outer, Math.Sqrt(2 / Math.PI))) return null;
        if (!IsInner(sum) || _producers[sum] is not JoinStep { Node.Proto.OpType: "Add" } addition) return null;
        _inner.Add(addition);
        int cubic = addition.Inputs[0] == x ? addition.Inputs[1] : addition.Inputs[1] == x ? addition.Inputs[0] : -1;
        if (cubic < 0 || !IsInner(cubic)) return null;
        _inner.Add(_producers[cubic]);
        var factors = new List<int>();
        double scale = Factors(_producers[cubic], factors);
        bool isCube = factors is [_, _, _] ? factors.TrueForAll(factor => factor == x) : factors is [var power] && CubeOf(power) == x;
        return isCube && Near(scale, 0.044715) ? new GeluTanh() : null;
    }

    /// <summary>The x of x³ as a power.</summary>
    private int? CubeOf(int slot)
    {
        if (!IsInner(slot) || _producers[slot] is not ConstantStep { Node.Proto.OpType: "Pow", IsValueFirst: true } power || power.Constant.Number != 3) return null;
        _inner.Add(power);
        return power.Inputs[0];
    }

    /// <summary>The x of ½ + clip(x, -3, 3)/6.</summary>
    private int? CenteredClip(Step root)
    {
        if (((ConstantStep)root).Constant.Number != 0.5 || Multiple(root.Inputs[0]) is not var (scale, slot) || !Near(scale, 1 / 6.0)) return null;
        if (!IsInner(slot) || _producers[slot] is not LayerStep { Layer: ClipLayer { Min: -3, Max: 3 } } clip) return null;
        _inner.Add(clip);
        return clip.Inputs[0];
    }

    /// <summary>The x of clip(x + 3, 0, 6).</summary>
    private int? ClippedBy3(int slot)
    {
        if (!IsInner(slot) || _producers[slot] is not LayerStep { Layer: ClipLayer { Min: 0, Max: 6 } } clip) return null;
        _inner.Add(clip);
        return Plus(clip.Inputs[0], 3);
    }

    /// <summary>max(x, 0) + log(1 + e^-|x|), or scale·max(x, 0) + α·(e^min(x, 0) - 1), where scale and α are those of ELU or SELU.</summary>
    private (int Slot, Layer Layer)? Sum(int above, int below)
    {
        int inner = _inner.Count;
        if (Multiple(above) is var (scale, rectified) && Of<Relu>(rectified) is { } x)
        {
            if (scale == 1 && Of("Abs", Of("Neg", Of("Exp", Of("Log", below) is { } sum ? Plus(sum, 1) : null))) == x) return (x, new Softplus());
            if (Multiple(below) is var (alpha, difference) && Of("Neg", Of<Relu>(Of("Neg", Of("Exp", Plus(difference, -1))))) == x)
            {
                if (scale == 1 && alpha >= 0 && double.IsFinite(alpha)) return (x, new Elu(alpha));
                if (Near(scale, Export.ActivationExporter.SeluScale) && Near(alpha, Export.ActivationExporter.SeluBelow)) return (x, new Selu());
            }
        }

        _inner.RemoveRange(inner, _inner.Count - inner);
        return null;
    }

    /// <summary>max(x, 0) - slope·max(-x, 0): with a number a leaky ReLU, with a tensor a PReLU.</summary>
    private Step? Leaky(Step root)
    {
        if (Of<Relu>(root.Inputs[0]) is not { } x || !IsInner(root.Inputs[1])) return null;
        if (_producers[root.Inputs[1]] is not ConstantStep { Node.Proto.OpType: "Mul" } product || Of("Neg", Of<Relu>(product.Inputs[0])) != x) return null;
        _inner.Add(product);
        if (product.Constant.Dims.Length == 0) return product.Constant.Number is >= 0 and <= 1 and var slope ? new LayerStep(root.Node, x, root.Output, new LeakyRelu(slope)) : null;
        bool isPerFeature = product.Shape.Length == 1 && product.Constant.Count > 1;
        // as everywhere, the slope must not make the value larger
        if (!isPerFeature && product.Constant.Count > 1 || !_samples[x].SequenceEqual(_samples[root.Output])) return null;
        return new PReluStep(root.Node, x, root.Output, product.Constant, isPerFeature);
    }
}
