using System.Reflection;
using NumericsCore.Onnx.Schema;

namespace NumericsCore.Onnx.Export;

/// <summary>A model as the messages of an ONNX file.</summary>
internal static class ModelExporter
{
    public const int IrVersion = 10, OpsetVersion = 21;

    // names, shapes and nodes take the rest of what one message can hold
    private const long MaxParameterBytes = int.MaxValue - (64 << 20);

    public static ModelProto Export(Layer model, OnnxExportOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        Check(options);
        if (!model.IsBuilt) throw new InvalidOperationException("The model has no parameters yet. Build it, or train it, before it is exported.");
        var elementType = TypeOf(model, options.ElementType);
        var builder = new GraphBuilder(options.GraphName, options.BatchName);
        builder.Take(options.OutputName, "the output");
        var sample = model.InputShape!.Value;
        string input = InputExporter.Export(builder, options, sample, elementType);
        var layers = new LayerExporter(builder, model, elementType);
        (string output, sample) = layers.Export(model, input, sample);
        builder.Output(output, options.OutputName, LayerExporter.DataType(elementType), sample.AsSpan());
        builder.Graph.DocString = options.Description;

        var written = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "NumericsCore",
            ProducerVersion = typeof(Layer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
            ModelVersion = options.ModelVersion,
            DocString = options.Description,
            Graph = builder.Graph,
        };
        written.OpsetImport.Add(new OperatorSetIdProto { Version = OpsetVersion });
        written.MetadataProps.Add(options.Metadata.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => new StringStringEntryProto { Key = pair.Key, Value = pair.Value }));
        return written;
    }

    private static void Check(OnnxExportOptions options)
    {
        foreach (var (name, value) in new[]
        {
            (nameof(options.InputName), options.InputName), (nameof(options.OutputName), options.OutputName),
            (nameof(options.BatchName), options.BatchName), (nameof(options.GraphName), options.GraphName),
        })
        {
            if (string.IsNullOrEmpty(value)) throw new ArgumentException($"{name} is empty; expected a name.", nameof(options));
        }

        if (options.Description is null) throw new ArgumentException($"{nameof(options.Description)} is null; expected a text.", nameof(options));
        if (options.Metadata is null || options.Metadata.Any(static pair => pair.Key.Length == 0 || pair.Value is null))
            throw new ArgumentException($"{nameof(options.Metadata)} has no value, a null value or an empty name.", nameof(options));
        if (options.Scaling is not null && options.Columns is not null)
            throw new ArgumentException($"{nameof(options.Scaling)} and {nameof(options.Columns)} were both given; each column has its own scaling.", nameof(options));
    }

    private static ElementType TypeOf(Layer model, ElementType? asked)
    {
        var parameters = model.Parameters;
        if (parameters.Count == 0) return asked ?? ElementType.Float32;
        var type = parameters[0].ElementType;
        if (parameters.FirstOrDefault(parameter => parameter.ElementType != type) is { } other)
            throw new NotSupportedException($"Parameters '{parameters[0].Path}' and '{other.Path}' differ in their element type; a graph has one.");
        if (asked is { } wanted && wanted != type)
            throw new ArgumentException($"ElementType is {wanted}, but the parameters are {type}.", nameof(asked));
        long bytes = parameters.Sum(static parameter => parameter.ElementCount) * (type == ElementType.Float32 ? sizeof(float) : sizeof(double));
        if (bytes > MaxParameterBytes) throw new NotSupportedException(FormattableString.Invariant($"The parameters take {bytes:N0} bytes; an ONNX file without external data holds fewer than 2 GiB."));
        return type;
    }
}
