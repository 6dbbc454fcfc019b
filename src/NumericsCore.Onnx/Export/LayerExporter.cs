using System.Reflection;
using NumericsCore.Onnx.Schema;

namespace NumericsCore.Onnx.Export;

/// <summary>The layers of a model as nodes.</summary>
internal sealed class LayerExporter(GraphBuilder builder, Layer model, ElementType elementType)
{
    private readonly Dictionary<Parameter, string> _paths = model.NamedParameters.ToDictionary(static pair => pair.Value, static pair => pair.Key, (IEqualityComparer<Parameter>)ReferenceEqualityComparer.Instance);
    private readonly HashSet<Parameter> _written = new(ReferenceEqualityComparer.Instance);

    private readonly ActivationExporter _activations = new(builder, elementType);

    public static TensorProto.Types.DataType DataType(ElementType elementType) =>
        elementType == ElementType.Float32 ? TensorProto.Types.DataType.Float : TensorProto.Types.DataType.Double;

    /// <summary>Adds the nodes of a layer, those of inner layers included.</summary>
    /// <param name="layer">A built-in layer.</param>
    /// <param name="input">The value that it takes.</param>
    /// <param name="sample">The shape of one sample of it.</param>
    /// <returns>The value that it gives, and the shape of one sample of that.</returns>
    public (string Output, Shape Sample) Export(Layer layer, string input, Shape sample)
    {
        switch (layer)
        {
            case Sequential:
                foreach (var inner in layer.Children) (input, sample) = Export(inner, input, sample);
                return (input, sample);
            case Dense dense:
                return Export(dense, input, sample);
            case Flatten:
                // on the shape of a vector nothing is left to do
                if (sample.Rank == 1) return (input, sample);
                sample = [checked((int)sample.ElementCount)];
                return (Described(builder.Node("Flatten", "", [input], GraphBuilder.Integer("axis", 1)), sample), sample);
            case Dropout:
                return (input, sample);
            case ActivationLayer activation when AppliesActivationAlone(activation):
                return (_activations.Export(activation.Activation, "", input, sample), sample);
            case PRelu prelu:
                string slope = Initializer(prelu.Slope!);
                return (_activations.PRelu(Owner(slope), input, slope, sample), sample);
            default:
                if (layer.ImportedFrom is { } place)
                    throw new NotSupportedException($"The model was imported, and no layer of the library's own computes {place}, so it cannot be exported; only built-in layers are.");
                throw new NotSupportedException($"{NameOf(layer)} has no operators of ONNX here: only built-in layers are exported.");
        }
    }

    private (string Output, Shape Sample) Export(Dense dense, string input, Shape sample)
    {
        string weight = Initializer(dense.Weight!), owner = Owner(weight);
        string preActivations;
        if (dense.Bias is null)
        {
            preActivations = builder.Node("MatMul", owner, input, weight);
        }
        else if (sample.Rank == 1)
        {
            preActivations = builder.Node("Gemm", owner, input, weight, Initializer(dense.Bias));
        }
        else
        {
            // Gemm takes matrices alone
            preActivations = builder.Node("MatMul", owner, input, weight);
            Described(preActivations, [.. sample.AsSpan()[..^1], dense.Units]);
            preActivations = builder.Node("Add", owner, preActivations, Initializer(dense.Bias));
        }

        sample = [.. sample.AsSpan()[..^1], dense.Units];
        return (_activations.Export(dense.Activation, owner, Described(preActivations, sample), sample), sample);
    }

    private string Initializer(Parameter parameter)
    {
        string path = _paths[parameter];
        if (!_written.Add(parameter)) return path;
        return elementType == ElementType.Float32
            ? builder.Initializer<float>(path, parameter.Shape.AsSpan(), parameter.ToArray<float>())
            : builder.Initializer<double>(path, parameter.Shape.AsSpan(), parameter.ToArray<double>());
    }

    private string Described(string value, Shape sample)
    {
        builder.Describe(value, DataType(elementType), sample.AsSpan());
        return value;
    }

    /// <summary>Whether the layer is no class of a user's that computes something else.</summary>
    private static bool AppliesActivationAlone(ActivationLayer layer) => layer.GetType()
        .GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        .Where(static method => method.Name == "Forward")
        .All(static method => method.DeclaringType!.Assembly == typeof(Layer).Assembly);

    /// <summary>The path of the layer that has a parameter.</summary>
    private static string Owner(string parameter) => parameter.LastIndexOf('.') is var dot and >= 0 ? parameter[..dot] : "";

    private static string NameOf(Layer layer) => layer.Path.Length == 0 ? $"A {layer.GetType().Name}" : $"Layer '{layer.Path}' ({layer.GetType().Name})";
}
