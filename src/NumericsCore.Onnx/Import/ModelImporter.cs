using DataType = NumericsCore.Onnx.Schema.TensorProto.Types.DataType;

namespace NumericsCore.Onnx.Import;

/// <summary>The steps of a graph as layers with their parameters.</summary>
internal sealed class ModelImporter
{
    private readonly GraphImporter _graph;
    private readonly Dictionary<int, int> _uses = [];
    private readonly Dictionary<int, Step> _producers = [];

    private ModelImporter(GraphImporter graph) => _graph = graph;

    /// <summary>The model of a file, built and with its parameters.</summary>
    /// <exception cref="ModelFileException">The file breaks a rule, or has something that is not supported.</exception>
    public static Model Import(FileBytes file, OnnxImportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var graph = GraphImporter.Read(file.Name, OnnxReader.Read(file), options);
        return new ModelImporter(graph).Import(file, options.Device ?? Device.Default);
    }

    private Model Import(FileBytes file, Device device)
    {
        var steps = Fused(DecomposedActivations.Joined(Needed(), _graph.Output.Slot, _graph.Samples));
        RequireMemory(steps, file);
        var type = ParameterType(steps);
        var dense = new Dictionary<Constant, (LinearStep Step, Dense Layer)>(ReferenceEqualityComparer.Instance);
        var prelu = new Dictionary<Constant, PRelu>(ReferenceEqualityComparer.Instance);
        var layers = steps.Select(step => LayerOf(step, dense, prelu)).ToList();
        var model = Joined(steps, layers);
        // no initial values: the memory of the weights is bounded already
        model.BuildBlank(new BuildContext(0, device, type) { Budget = new LoadBudget(file.Name, long.MaxValue) }, [.. _graph.Input.Sample], seed: null);
        using (GradientMode.Disable())
        {
            foreach (var (step, layer) in dense.Values)
            {
                Assign(layer.Weight!, step.Weight);
                if (layer.Bias is { } bias) Assign(bias, step.Bias!);
            }

            foreach (var (slope, layer) in prelu) Assign(layer.Slope!, slope);
        }

        return model;
    }

    private static void Assign(Parameter parameter, Constant constant)
    {
        // its memory is free for the next at once
        using var values = constant.ToTensor(parameter.Shape, parameter.Device);
        parameter.Assign(values);
    }

    /// <summary>The steps that the output depends on.</summary>
    private List<Step> Needed()
    {
        var needed = new HashSet<int> { _graph.Output.Slot };
        var steps = new List<Step>();
        foreach (var step in _graph.Steps.Reverse())
        {
            if (!needed.Contains(step.Output)) continue;
            steps.Add(step);
            needed.UnionWith(step.Inputs);
        }

        steps.Reverse();
        return steps;
    }

    /// <summary>The steps with biases and activations as part of the linear ones, where nothing else reads the pre-activations.</summary>
    private List<Step> Fused(List<Step> steps)
    {
        foreach (int slot in steps.SelectMany(static step => step.Inputs).Append(_graph.Output.Slot)) _uses[slot] = _uses.GetValueOrDefault(slot) + 1;
        var fused = new List<Step>();
        foreach (var step in steps)
        {
            var linear = step.Inputs.Length == 1 && _uses[step.Inputs[0]] == 1 ? _producers.GetValueOrDefault(step.Inputs[0]) as LinearStep : null;
            if (linear is { Activation: var activation } && activation == Activation.None && TryFuse(linear, step)) _producers[step.Output] = Replaced(fused, linear, step.Output);
            else fused.Add(_producers[step.Output] = step);
        }

        return fused;
    }

    private static bool TryFuse(LinearStep linear, Step step)
    {
        switch (step)
        {
            case ConstantStep { IsAddition: true } addition when linear.Bias is null:
                int units = linear.Weight.Dims[1];
                if (addition.Constant.Count != 1 && (addition.Constant.Count != units || addition.Shape[^1] != units)) return false;
                linear.Bias = addition.Constant.Repeated(units);
                return true;
            case LayerStep { Layer: ActivationLayer layer }:
                linear.Activation = layer.Activation;
                return true;
            default:
                return false;
        }
    }

    private static LinearStep Replaced(List<Step> steps, LinearStep linear, int output)
    {
        var replacement = new LinearStep(linear.Node, linear.Inputs[0], output, linear.Weight, linear.Bias) { Activation = linear.Activation };
        steps[steps.IndexOf(linear)] = replacement;
        return replacement;
    }

    /// <summary>Constants that are used many times, or made of others, must not take more memory than a file of that size may.</summary>
    private static void RequireMemory(List<Step> steps, FileBytes file)
    {
        var seen = new HashSet<Constant>(ReferenceEqualityComparer.Instance);
        long bytes = 0, most = 2 * file.Length + WireCheck.MaxStructureBytes;
        foreach (var step in steps)
        {
            Constant?[] constants = step switch
            {
                LinearStep linear => [linear.Weight, linear.Bias],
                PReluStep prelu => [prelu.Slope],
                ConstantStep constant => [constant.Constant],
                _ => [],
            };
            foreach (var constant in constants)
            {
                if (constant is null || !seen.Add(constant)) continue;
                bytes += constant.ByteCount;
                if (bytes > most) throw step.Node.Broken($"the weights up to here take {bytes} bytes, more than the file can hold");
            }
        }
    }

    private ElementType ParameterType(List<Step> steps)
    {
        ElementType? type = null;
        foreach (var step in steps)
        {
            if (((step as LinearStep)?.Weight ?? (step as PReluStep)?.Slope) is not { } weight) continue;
            var own = weight.Type == DataType.Double ? ElementType.Float64 : ElementType.Float32;
            if (type is not null && own != type) throw step.Node.Broken($"its weight is {own}, and that of others {type}; the parameters of a model have one type");
            type = own;
        }

        return type ?? (_graph.Output.Type == DataType.Double ? ElementType.Float64 : ElementType.Float32);
    }

    private static Layer? LayerOf(Step step, Dictionary<Constant, (LinearStep Step, Dense Layer)> dense, Dictionary<Constant, PRelu> prelu)
    {
        switch (step)
        {
            case LinearStep linear:
                if (dense.TryGetValue(linear.Weight, out var shared))
                {
                    if (shared.Step.Bias != linear.Bias || !shared.Step.Activation.IsSameAs(linear.Activation))
                        throw linear.Node.Broken($"{linear.Weight.Name} is the weight of {shared.Step.Node.Place} too, with another bias or activation, which is not supported");
                    return shared.Layer;
                }

                var layer = new Dense(linear.Weight.Dims[1], linear.Activation, linear.Bias is not null, Initializer.Zeros);
                dense.Add(linear.Weight, (linear, layer));
                return layer;
            case PReluStep relu:
                if (!prelu.TryGetValue(relu.Slope, out var learned)) prelu.Add(relu.Slope, learned = new PRelu(relu.IsPerFeature, Initializer.Zeros));
                return learned;
            case ConstantStep constant: return Of(step, new ConstantLayer(constant.Constant, [.. constant.Shape], constant.Apply));
            case LayerStep { Layer: var own } when own.GetType().Assembly != typeof(Layer).Assembly: return Of(step, own);
            case LayerStep other: return other.Layer;
            default: return null;
        }
    }

    /// <summary>A layer that files have no name for, so that who saves the model is told which node it comes from.</summary>
    private static Layer Of(Step step, Layer layer)
    {
        layer.ImportedFrom = step.Node.Described;
        return layer;
    }

    private Model Joined(List<Step> steps, List<Layer?> layers)
    {
        // the first that joins values, or takes another than that of the one before
        Step? join = null;
        int slot = 0;
        foreach (var (step, layer) in steps.Zip(layers))
        {
            if (layer is null || step.Inputs[0] != slot) join ??= step;
            slot = step.Output;
        }

        if (steps.Count == 0) return new Sequential(new OperatorLayer(static x => x) { ImportedFrom = "a graph without nodes" });
        return join is null
            ? new Sequential([.. layers.Select(static layer => layer!)])
            : (Model)Of(join, new GraphModel([.. steps.Zip(layers, static (step, layer) => (layer, (step as JoinStep)?.Join, step.Inputs, step.Output))], _graph.Slots, _graph.Output.Slot));
    }
}
