namespace NumericsCore.Onnx;

/// <summary>Names and metadata of an exported model, and what of the pipeline goes into its graph.</summary>
public sealed record OnnxExportOptions
{
    /// <summary>The name of the input; not used where <see cref="Columns"/> are given.</summary>
    public string InputName { get; init; } = "input";

    /// <summary>The name of the output.</summary>
    public string OutputName { get; init; } = "output";

    /// <summary>The name of the batch axis.</summary>
    public string BatchName { get; init; } = "batch";

    /// <summary>The name of the graph.</summary>
    public string GraphName { get; init; } = "model";

    /// <summary>The version of the model, for its user to count.</summary>
    public long ModelVersion { get; init; }

    /// <summary>A text about the model.</summary>
    public string Description { get; init; } = "";

    /// <summary>Names and values to keep in the file.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The type of a model without parameters, which works in any; null for that of the parameters, or float32 where there are none.
    /// </summary>
    public ElementType? ElementType { get; init; }

    /// <summary>
    /// Scaling in the graph, before the first layer: the input then takes numbers as they are, in float64, and they are scaled in float64
    /// and rounded once to the type of the model, as a scaler of tables does. Null for none.
    /// </summary>
    public OnnxScaling? Scaling { get; init; }

    /// <summary>
    /// The columns of a table, each an input of its own, whose features in this order are the model's; null for one input of all features.
    /// Not together with <see cref="Scaling"/>, as each column has its own.
    /// </summary>
    public IReadOnlyList<OnnxColumn>? Columns { get; init; }
}
