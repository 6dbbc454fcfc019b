using NumericsCore.Onnx.Schema;
using AttributeType = NumericsCore.Onnx.Schema.AttributeProto.Types.AttributeType;

namespace NumericsCore.Onnx.Import;

/// <summary>A node of the file, whose attributes are read by name and type.</summary>
internal sealed class OnnxNode
{
    private readonly string _file;
    private readonly Dictionary<string, AttributeProto> _attributes = new(StringComparer.Ordinal);

    public OnnxNode(string file, NodeProto node, int index, int opset)
    {
        (_file, Proto, Opset) = (file, node, opset);
        Place = node.Name.Length > 0 ? $"node {ModelFileException.Quote(node.Name)}" : FormattableString.Invariant($"node {index}");
        foreach (var attribute in node.Attribute)
        {
            if (!_attributes.TryAdd(attribute.Name, attribute)) throw Broken($"attribute {ModelFileException.Quote(attribute.Name)} comes twice");
        }
    }

    public NodeProto Proto { get; }

    /// <summary>The version of the operators of ONNX.</summary>
    public int Opset { get; }

    public string Place { get; }

    /// <summary>How many inputs are given; optional ones at the end may be empty.</summary>
    public int InputCount => Proto.Input.Count;

    public bool HasInput(int index) => index < Proto.Input.Count && Proto.Input[index].Length > 0;

    /// <summary>Its place and operator, for messages.</summary>
    public string Described => $"{Place} ({PrintableText.Of(Operator(Proto))})";

    public ModelFileException Broken(string rule) => new(_file, $"{Described}: {rule}");

    /// <summary>Checks the number of inputs and the names of attributes; the first output alone may be used.</summary>
    public void Require(int least, int most, params ReadOnlySpan<string> attributes)
    {
        int count = Proto.Input.Count;
        if (count < least || count > most) throw Broken(FormattableString.Invariant($"it has {count} inputs; expected {least}{(most > least ? $" to {most}" : "")}"));
        for (int i = 0; i < least; i++)
        {
            if (!HasInput(i)) throw Broken(FormattableString.Invariant($"input {i} is missing"));
        }

        foreach (string name in _attributes.Keys)
        {
            if (!attributes.Contains(name)) throw Broken($"attribute {ModelFileException.Quote(name)} is not one of this operator at opset {Opset}");
        }
    }

    public bool Has(string attribute) => _attributes.ContainsKey(attribute);

    public long Integer(string name, long otherwise) => Find(name, AttributeType.Int)?.I ?? otherwise;

    public double Number(string name, double otherwise) => Find(name, AttributeType.Float)?.F ?? otherwise;

    public string Text(string name, string otherwise) => Find(name, AttributeType.String)?.S.ToStringUtf8() ?? otherwise;

    public long[]? Integers(string name) => Find(name, AttributeType.Ints)?.Ints.ToArray();

    public float[]? Numbers(string name) => Find(name, AttributeType.Floats)?.Floats.ToArray();

    public TensorProto? Tensor(string name) => Find(name, AttributeType.Tensor) is not { } found ? null : found.T ?? throw Broken($"attribute '{name}' has no tensor");

    /// <summary>An axis of a number of axes, from the end if negative.</summary>
    public int Axis(long axis, int rank, string what = "axis")
    {
        if (axis < -rank || axis >= rank) throw Broken(FormattableString.Invariant($"{what} {axis} is none of {rank} axes"));
        return (int)(axis < 0 ? axis + rank : axis);
    }

    private static string Operator(NodeProto node)
    {
        string name = Shortened(node.OpType);
        return node.Domain is "" or "ai.onnx" ? name : $"{Shortened(node.Domain)}.{name}";
    }

    private static string Shortened(string text) => text.Length <= 100 ? text : text[..100] + "…";

    private AttributeProto? Find(string name, AttributeType type)
    {
        if (!_attributes.TryGetValue(name, out var attribute)) return null;
        if (attribute.RefAttrName.Length > 0) throw Broken($"attribute '{name}' refers to one of a function, and the node is in none");
        return attribute.Type == type ? attribute : throw Broken($"attribute '{name}' is of type {attribute.Type}; expected {type}");
    }
}
