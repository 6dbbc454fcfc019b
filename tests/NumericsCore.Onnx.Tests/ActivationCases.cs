using static NumericsCore.Onnx.Tests.Foreign;

namespace NumericsCore.Onnx.Tests;

/// <summary>Activations as other tools write them: operators with all their attributes, and those that older opsets have as several nodes.</summary>
internal static class ActivationCases
{
    /// <summary>Activations of several nodes, each with the layer that they are; null where they are none, or where something else reads a part.</summary>
    public static readonly IReadOnlyDictionary<string, (Func<Foreign> Make, Type? Layer)> Decomposed = new Dictionary<string, (Func<Foreign>, Type?)>
    {
        ["silu"] = (static () => File().Node("Sigmoid", "x", "s").Node("Mul", "x s", "y"), typeof(Silu)),
        ["silu, the other way round"] = (static () => File().Node("Sigmoid", "x", "s").Node("Mul", "s x", "y"), typeof(Silu)),
        ["log of sigmoid"] = (static () => File().Node("Sigmoid", "x", "s").Node("Log", "s", "y"), typeof(LogSigmoid)),
        ["negated softplus"] = (static () => File().Node("Neg", "x", "n").Node("Softplus", "n", "s").Node("Neg", "s", "y"), typeof(LogSigmoid)),
        ["mish"] = (static () => File().Node("Softplus", "x", "s").Node("Tanh", "s", "t").Node("Mul", "x t", "y"), typeof(Mish)),
        ["gelu as PyTorch before opset 20"] = (static () => File(("d", 1.4142135f), ("one", 1), ("half", 0.5f))
            .Node("Div", "x d", "a").Node("Erf", "a", "e").Node("Add", "e one", "p").Node("Mul", "x p", "m").Node("Mul", "m half", "y"), typeof(Gelu)),
        ["gelu as TensorFlow"] = (static () => File(("d", 0.70710677f), ("one", 1), ("half", 0.5f))
            .Node("Mul", "half x", "h").Node("Mul", "x d", "a").Node("Erf", "a", "e").Node("Add", "one e", "p").Node("Mul", "h p", "y"), typeof(Gelu)),
        ["gelu by tanh with a power"] = (static () => File(("three", 3), ("k", 0.044715f), ("c", 0.7978846f), ("one", 1), ("half", 0.5f))
            .Node("Pow", "x three", "q").Node("Mul", "q k", "r").Node("Add", "x r", "s").Node("Mul", "s c", "u").Node("Tanh", "u", "t").Node("Add", "t one", "p").Node("Mul", "x p", "m").Node("Mul", "m half", "y"), typeof(GeluTanh)),
        ["gelu by tanh with products"] = (static () => File(("k", 0.044715f), ("c", 0.7978846f), ("one", 1), ("half", 0.5f))
            .Node("Mul", "x x", "a").Node("Mul", "a x", "q").Node("Mul", "k q", "r").Node("Add", "r x", "s").Node("Mul", "c s", "u").Node("Tanh", "u", "t").Node("Add", "one t", "p").Node("Mul", "half x", "h").Node("Mul", "h p", "y"), typeof(GeluTanh)),
        ["hard sigmoid by clip"] = (static () => File(("three", 3), ("zero", 0), ("six", 6)).Node("Add", "x three", "a").Node("Clip", "a zero six", "c").Node("Div", "c six", "y"), typeof(HardSigmoid)),
        ["hard swish by clip"] = (static () => File(("three", 3), ("zero", 0), ("six", 6)).Node("Add", "x three", "a").Node("Clip", "a zero six", "c").Node("Mul", "x c", "m").Node("Div", "m six", "y"), typeof(HardSwish)),
        ["hard swish by hard sigmoid"] = (static () => File().Node("HardSigmoid", "x", "h", Float("alpha", 1 / 6f), Float("beta", 0.5f)).Node("Mul", "h x", "y"), typeof(HardSwish)),
        ["sigmoid of another value"] = (static () => File().Node("Neg", "x", "n").Node("Sigmoid", "n", "s").Node("Mul", "x s", "y"), null),
        ["sigmoid read twice"] = (static () => File().Node("Sigmoid", "x", "s").Node("Mul", "x s", "m").Node("Add", "m s", "y"), null),
        ["gelu with another half"] = (static () => File(("d", 1.4142135f), ("one", 1), ("half", 0.6f))
            .Node("Div", "x d", "a").Node("Erf", "a", "e").Node("Add", "e one", "p").Node("Mul", "x p", "m").Node("Mul", "m half", "y"), null),
        ["gelu divided the other way"] = (static () => File(("d", 1.4142135f), ("one", 1), ("half", 0.5f))
            .Node("Exp", "x", "z").Node("Div", "d z", "a").Node("Erf", "a", "e").Node("Add", "e one", "p").Node("Mul", "z p", "m").Node("Mul", "m half", "y"), null),
        ["hard sigmoid of other bounds"] = (static () => File(("three", 3), ("zero", 0), ("six", 6), ("five", 5)).Node("Add", "x three", "a").Node("Clip", "a zero five", "c").Node("Div", "c six", "y"), null),
        ["mish of a hard sigmoid"] = (static () => File().Node("HardSigmoid", "x", "h").Node("Mul", "h x", "y"), null),
        ["a product of many"] = (static () => File().Node("Mul", "x x", "a").Node("Mul", "a x", "b").Node("Sigmoid", "x", "s").Node("Mul", "b s", "y"), null),
    };

    /// <summary>All of them, with the shape of a sample.</summary>
    public static IEnumerable<(string Name, Func<Foreign> Make, int[] Sample)> Cases()
    {
        foreach (int opset in new[] { 7, 9, 10, 11, 13, 16, 21, 22 })
        {
            yield return ($"activations of opset {opset}", () => new Foreign(opset, 4).Node("Elu", "x", "a", Float("alpha", 0.3f)).Node("Selu", "a", "b").Node("LeakyRelu", "b", "c", Float("alpha", 0.125f)).Node("Softsign", "c", "y"), [4]);
            yield return ($"activations by default of opset {opset}", () => new Foreign(opset, 4).Node("LeakyRelu", "x", "a").Node("Elu", "a", "b").Node("HardSigmoid", "b", "y"), [4]);
            yield return ($"prelu of opset {opset}", () => new Foreign(opset, 4).Weights("w", 4, 3).Weights("s", 3).Node("MatMul", "x w", "m").Node("PRelu", "m s", "y"), [4]);
            yield return ($"clip of opset {opset}", () => opset < 11
                ? new Foreign(opset, 4).Node("Clip", "x", "a", Float("min", -1), Float("max", 0.5f)).Node("Clip", "a", "y", Float("max", 0.25f))
                : new Foreign(opset, 4).Add(Tensor("low", [], [-1])).Add(Tensor("high", [], [0.5f])).Node("Clip", "x low high", "a").Node("Clip", "a - high", "b").Node("Clip", "b low", "y"), [4]);
            if (opset >= 9) yield return ($"erf of opset {opset}", () => new Foreign(opset, 4).Node("Erf", "x", "y"), [4]);
            if (opset >= 16) yield return ($"hard swish of opset {opset}", () => new Foreign(opset, 4).Node("HardSwish", "x", "y"), [4]);
            if (opset >= 21) yield return ($"mish of opset {opset}", () => new Foreign(opset, 4).Node("Mish", "x", "y"), [4]);
            if (opset >= 21) yield return ($"gelu of opset {opset}", () => new Foreign(opset, 4).Node("Gelu", "x", "a").Node("Gelu", "a", "b", Text("approximate", "tanh")).Node("Gelu", "b", "y", Text("approximate", "none")), [4]);
        }

        yield return ("hard sigmoid of PyTorch", static () => File().Node("HardSigmoid", "x", "y", Float("alpha", 1 / 6f), Float("beta", 0.5f)), [4]);
        yield return ("elu below 0", static () => File().Node("Elu", "x", "y", Float("alpha", -0.5f)), [4]);
        yield return ("selu of other numbers", static () => File().Node("Selu", "x", "y", Float("alpha", 1.5f), Float("gamma", 0.75f)), [4]);
        yield return ("leaky relu with a slope of 2", static () => File().Node("LeakyRelu", "x", "y", Float("alpha", 2)), [4]);
        yield return ("leaky relu with a slope below 0", static () => File().Node("LeakyRelu", "x", "y", Float("alpha", -0.5f)), [4]);
        yield return ("prelu with one slope", static () => File().Add(Tensor("s", [1], [0.3f])).Node("PRelu", "x s", "y"), [4]);
        yield return ("prelu with a scalar slope", static () => File().Add(Tensor("s", [], [0.3f])).Node("PRelu", "x s", "y"), [4]);
        yield return ("prelu with a batch axis", static () => new Foreign(13, 4).Weights("s", 1, 4).Node("PRelu", "x s", "y"), [4]);
        yield return ("prelu with a slope a channel", static () => new Foreign(13, 2, 3).Weights("s", 2, 1).Node("PRelu", "x s", "y"), [2, 3]);
        yield return ("prelu used twice", static () => new Foreign(13, 4).Weights("s", 4).Node("PRelu", "x s", "a").Node("Neg", "a", "b").Node("PRelu", "b s", "y"), [4]);
        foreach (var (name, (make, _)) in Decomposed) yield return (name, make, [4]);
    }

    private static Foreign File(params ReadOnlySpan<(string Name, float Value)> numbers)
    {
        var file = new Foreign(13, 4);
        foreach (var (name, value) in numbers) file.Add(Tensor(name, [], [value]));
        return file;
    }
}
