using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;
using NumericsCore.Onnx.Schema;

namespace NumericsCore.Onnx.Export;

/// <summary>A graph in the making: every value and every node has a name of its own.</summary>
internal sealed class GraphBuilder(string name, string batchName)
{
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _nodes = new(StringComparer.Ordinal);

    public GraphProto Graph { get; } = new() { Name = name };

    /// <summary>Takes a name for a value.</summary>
    /// <exception cref="ArgumentException">It is empty or another value's.</exception>
    public void Take(string value, string what)
    {
        if (value.Length == 0) throw new ArgumentException($"The name of {what} is empty.");
        if (!_values.Add(value)) throw new ArgumentException($"Two values of the graph would be called '{value}'; {what} needs another name.");
    }

    /// <summary>An input, [batch, ...sample].</summary>
    public string Input(string value, TensorProto.Types.DataType type, ReadOnlySpan<int> sample)
    {
        Take(value, $"input '{value}'");
        Graph.Input.Add(Value(value, type, sample));
        return value;
    }

    /// <summary>A constant of the graph.</summary>
    public string Initializer<T>(string value, ReadOnlySpan<int> shape, ReadOnlySpan<T> elements) where T : unmanaged
    {
        byte[] bytes = MemoryMarshal.AsBytes(elements).ToArray();
        var type = typeof(T) == typeof(float) ? TensorProto.Types.DataType.Float : TensorProto.Types.DataType.Double;
        Add(value, shape, new TensorProto { DataType = (int)type, RawData = UnsafeByteOperations.UnsafeWrap(bytes) });
        return value;
    }

    /// <summary>A constant of text.</summary>
    public string Initializer(string value, ReadOnlySpan<int> shape, IEnumerable<string> elements)
    {
        var tensor = new TensorProto { DataType = (int)TensorProto.Types.DataType.String };
        tensor.StringData.Add(elements.Select(ByteString.CopyFromUtf8));
        Add(value, shape, tensor);
        return value;
    }

    /// <summary>A node with one output.</summary>
    /// <param name="operation">The operator.</param>
    /// <param name="owner">What the node is part of, such as the path of a layer; empty for the graph itself.</param>
    /// <param name="inputs">The values it takes.</param>
    /// <returns>The name of the output, which is the node's too.</returns>
    public string Node(string operation, string owner, params ReadOnlySpan<string> inputs) => Node(operation, owner, inputs, []);

    /// <inheritdoc cref="Node(string, string, ReadOnlySpan{string})"/>
    public string Node(string operation, string owner, ReadOnlySpan<string> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        string wanted = owner.Length == 0 ? operation : $"{owner}/{operation}", unique = wanted;
        while (!_values.Add(unique))
        {
            int number = _nodes[wanted] = _nodes.GetValueOrDefault(wanted, 1) + 1;
            unique = string.Create(CultureInfo.InvariantCulture, $"{wanted}_{number}");
        }

        var node = new NodeProto { OpType = operation, Name = unique };
        node.Input.Add(inputs.ToArray());
        node.Output.Add(unique);
        node.Attribute.Add(attributes.ToArray());
        Graph.Node.Add(node);
        return unique;
    }

    /// <summary>Makes a value the output of the graph, by the name that was taken for it.</summary>
    public void Output(string value, string output, TensorProto.Types.DataType type, ReadOnlySpan<int> sample)
    {
        // a value that is an input as well needs a node between
        if (Graph.Node.Count == 0 || Graph.Node[^1].Output[0] != value) value = Node("Identity", "", value);
        Graph.Node[^1].Output[0] = output;
        if (Graph.ValueInfo.Count > 0 && Graph.ValueInfo[^1].Name == value) Graph.ValueInfo.RemoveAt(Graph.ValueInfo.Count - 1);
        Graph.Output.Add(Value(output, type, sample));
    }

    /// <summary>The type and shape of a value between nodes.</summary>
    public void Describe(string value, TensorProto.Types.DataType type, ReadOnlySpan<int> sample) => Graph.ValueInfo.Add(Value(value, type, sample));

    public static AttributeProto Integer(string name, long value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    public static AttributeProto Number(string name, double value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = (float)value };

    public static AttributeProto Text(string name, string value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    private void Add(string value, ReadOnlySpan<int> shape, TensorProto tensor)
    {
        Take(value, $"parameter '{value}'");
        tensor.Name = value;
        foreach (int extent in shape) tensor.Dims.Add(extent);
        Graph.Initializer.Add(tensor);
    }

    private ValueInfoProto Value(string value, TensorProto.Types.DataType type, ReadOnlySpan<int> sample)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = batchName });
        foreach (int extent in sample) shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = extent });
        return new ValueInfoProto { Name = value, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = shape } } };
    }
}
