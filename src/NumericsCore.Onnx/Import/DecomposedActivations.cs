namespace NumericsCore.Onnx.Import;

/// <summary>
/// Activations that files have as several nodes, since their opset or runtime has no operator for them or the tool that wrote them does not use it,
/// found and made one layer.
/// </summary>
internal sealed partial class DecomposedActivations
{
    // more factors than any has; a long chain of products is not walked from each of its ends
    private const int MaxDepth = 5;

    private readonly Dictionary<int, Step> _producers = [];
    private readonly Dictionary<int, int> _uses = [];
    private readonly IReadOnlyList<int[]> _samples;

    // what a match would make superfluous
    private readonly List<Step> _inner = [];

    private DecomposedActivations(List<Step> steps, int output, IReadOnlyList<int[]> samples)
    {
        _samples = samples;
        foreach (var step in steps) _producers[step.Output] = step;
        foreach (int slot in steps.SelectMany(static step => step.Inputs).Append(output)) _uses[slot] = _uses.GetValueOrDefault(slot) + 1;
    }

    /// <summary>The steps, with one for each activation of several whose parts nothing else reads.</summary>
    /// <param name="steps">In an order in which each takes what was computed before.</param>
    /// <param name="output">The slot of the graph's output.</param>
    /// <param name="samples">The shape of one sample of each slot.</param>
    public static List<Step> Joined(List<Step> steps, int output, IReadOnlyList<int[]> samples)
    {
        var found = new DecomposedActivations(steps, output, samples);
        var superfluous = new HashSet<Step>();
        var joined = new List<Step>();
        foreach (var step in steps)
        {
            found._inner.Clear();
            var one = found.Match(step);
            if (one is not null)
            {
                superfluous.UnionWith(found._inner);
                found._producers[step.Output] = one;
            }

            joined.Add(one ?? step);
        }

        joined.RemoveAll(superfluous.Contains);
        return joined;
    }

    /// <summary>The factors of a product of products, without those that are numbers, whose product is returned.</summary>
    private double Factors(Step step, List<int> factors, int depth = 0)
    {
        double scale = 1;
        int[] inputs;
        switch (step)
        {
            case JoinStep { Node.Proto.OpType: "Mul" }:
                inputs = step.Inputs;
                break;
            case ConstantStep { Node.Proto.OpType: "Mul" } product when product.Constant.Number is { } number:
                (inputs, scale) = (step.Inputs, number);
                break;
            case ConstantStep { Node.Proto.OpType: "Div", IsValueFirst: true } quotient when quotient.Constant.Number is { } divisor && divisor != 0:
                (inputs, scale) = (step.Inputs, 1 / divisor);
                break;
            default:
                factors.Add(step.Output);
                return 1;
        }

        foreach (int input in inputs)
        {
            if (depth == MaxDepth || !IsInner(input))
            {
                factors.Add(input);
                continue;
            }

            int count = factors.Count;
            scale *= Factors(_producers[input], factors, depth + 1);
            // one that is no product is a factor itself
            if (factors.Count != count + 1 || factors[^1] != input) _inner.Add(_producers[input]);
        }

        return scale;
    }

    /// <summary>A number times a value; null for what has several factors.</summary>
    private (double Factor, int Slot)? Multiple(int slot)
    {
        if (!IsInner(slot)) return null;
        var factors = new List<int>();
        double scale = Factors(_producers[slot], factors);
        if (factors is not [var only]) return null;
        if (only != slot) _inner.Add(_producers[slot]);
        return (scale, only);
    }

    /// <summary>The x of x + number, or x - (-number).</summary>
    private int? Plus(int slot, double number)
    {
        if (!IsInner(slot) || _producers[slot] is not ConstantStep step) return null;
        bool isSum = step.IsAddition && step.Constant.Number == number || step is { Node.Proto.OpType: "Sub", IsValueFirst: true } && step.Constant.Number == -number;
        if (isSum) _inner.Add(step);
        return isSum ? step.Inputs[0] : null;
    }

    /// <summary>What an operator of one argument is of, if it is the given one.</summary>
    private int? Of(string operation, int? slot)
    {
        if (slot is not { } output || !IsInner(output) || _producers[output] is not LayerStep step || step.Node.Proto.OpType != operation) return null;
        _inner.Add(step);
        return step.Inputs[0];
    }

    /// <summary>What an activation is of, if it is the given one.</summary>
    private int? Of<TLayer>(int? slot) where TLayer : ActivationLayer
    {
        if (slot is not { } output || !IsInner(output) || _producers[output] is not LayerStep { Layer: TLayer } step) return null;
        _inner.Add(step);
        return step.Inputs[0];
    }

    /// <summary>Whether a value is computed for one reader alone.</summary>
    private bool IsInner(int slot) => _producers.ContainsKey(slot) && _uses[slot] == 1;

    // numbers of files are rounded to float32, and some are cut off after a few digits more
    private static bool Near(double value, double expected) => Math.Abs(value - expected) <= 1e-6 * expected;
}
