using System.Runtime.InteropServices;
using Google.Protobuf;
using NumericsCore.Onnx.Schema;
using AttributeType = NumericsCore.Onnx.Schema.AttributeProto.Types.AttributeType;
using DataType = NumericsCore.Onnx.Schema.TensorProto.Types.DataType;

namespace NumericsCore.Onnx.Tests;

/// <summary>A file as another tool may write it, put together by hand. Its input is x, its output y.</summary>
internal sealed class Foreign
{
    /// <param name="opset">The version of the operators; the IR version is that of its time.</param>
    /// <param name="sample">The shape of one sample of x.</param>
    public Foreign(int opset, params ReadOnlySpan<int> sample)
    {
        Model = new ModelProto { IrVersion = opset switch { < 9 => 3, < 10 => 4, < 11 => 5, < 12 => 6, < 15 => 7, < 19 => 8, < 21 => 9, _ => 10 }, ProducerName = "another tool", Graph = new GraphProto { Name = "g" } };
        Model.OpsetImport.Add(new OperatorSetIdProto { Version = opset });
        Graph.Input.Add(Value("x", DataType.Float, [null, .. sample]));
        Graph.Output.Add(Value("y", DataType.Float, null));
    }

    public ModelProto Model { get; }

    public GraphProto Graph => Model.Graph;

    public byte[] Bytes => Model.ToByteArray();

    public Foreign Node(string operation, string inputs, string outputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        var node = new NodeProto { OpType = operation, Name = $"{operation.ToLowerInvariant()}_{Graph.Node.Count}" };
        node.Input.Add(inputs.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static name => name == "-" ? "" : name));
        node.Output.Add(outputs.Split(' '));
        node.Attribute.Add(attributes.ToArray());
        Graph.Node.Add(node);
        return this;
    }

    /// <summary>Weights, as raw data; before IR version 4 they are inputs too.</summary>
    public Foreign Weights(string name, params int[] dims) => Add(Tensor(name, dims, Random(dims)));

    public Foreign Add(TensorProto tensor)
    {
        Graph.Initializer.Add(tensor);
        if (Model.IrVersion < 4) Graph.Input.Add(Value(tensor.Name, (DataType)tensor.DataType, [.. tensor.Dims.Select(static extent => (int?)extent)]));
        return this;
    }

    public Foreign Integers(string name, params long[] values)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)DataType.Int64, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan())) };
        tensor.Dims.Add(values.Length);
        return Add(tensor);
    }

    public static TensorProto Tensor(string name, int[] dims, float[] values)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)DataType.Float, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan())) };
        tensor.Dims.Add(dims.Select(static extent => (long)extent));
        return tensor;
    }

    public static float[] Random(int[] dims) => NumericsCore.Tensor.Uniform([.. dims], seed: (ulong)dims.Sum() + (ulong)dims.Length, -1, 1).ToArray<float>();

    public static ValueInfoProto Value(string name, DataType type, int?[]? dims)
    {
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)type };
        if (dims is not null)
        {
            tensor.Shape = new TensorShapeProto();
            tensor.Shape.Dim.Add(dims.Select(static extent => extent is { } known ? new TensorShapeProto.Types.Dimension { DimValue = known } : new TensorShapeProto.Types.Dimension { DimParam = "N" }));
        }

        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }

    public static AttributeProto Int(string name, long value) => new() { Name = name, Type = AttributeType.Int, I = value };

    public static AttributeProto Float(string name, float value) => new() { Name = name, Type = AttributeType.Float, F = value };

    public static AttributeProto Text(string name, string value) => new() { Name = name, Type = AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    public static AttributeProto Ints(string name, params long[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeType.Ints };
        attribute.Ints.Add(values);
        return attribute;
    }

    public static AttributeProto Tensor(string name, TensorProto value) => new() { Name = name, Type = AttributeType.Tensor, T = value };

    public static Model Import(byte[] file, OnnxImportOptions? options = null) => OnnxModel.Import(new MemoryStream(file), options);
}
