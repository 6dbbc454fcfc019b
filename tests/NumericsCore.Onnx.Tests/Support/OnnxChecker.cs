using NumericsCore.Onnx.Schema;

namespace NumericsCore.Onnx.Tests;

/// <summary>The rules of the ONNX checker that files of this package come under, with the schemas of the operators that it writes at opset 21.</summary>
internal static class OnnxChecker
{
    // operator: inputs at least, inputs at most, outputs, attributes
    private static readonly Dictionary<string, (int Least, int Most, string[] Attributes)> s_operators = new()
    {
        ["Gemm"] = (2, 3, ["alpha", "beta", "transA", "transB"]),
        ["MatMul"] = (2, 2, []),
        ["Add"] = (2, 2, []),
        ["Sub"] = (2, 2, []),
        ["Div"] = (2, 2, []),
        ["Relu"] = (1, 1, []),
        ["Sigmoid"] = (1, 1, []),
        ["Tanh"] = (1, 1, []),
        ["Softplus"] = (1, 1, []),
        ["Gelu"] = (1, 1, ["approximate"]),
        ["Elu"] = (1, 1, ["alpha"]),
        ["Selu"] = (1, 1, ["alpha", "gamma"]),
        ["LeakyRelu"] = (1, 1, ["alpha"]),
        ["PRelu"] = (2, 2, []),
        ["HardSigmoid"] = (1, 1, ["alpha", "beta"]),
        ["HardSwish"] = (1, 1, []),
        ["Mish"] = (1, 1, []),
        ["Softsign"] = (1, 1, []),
        ["Mul"] = (2, 2, []),
        ["Clip"] = (1, 3, []),
        ["Softmax"] = (1, 1, ["axis"]),
        ["Flatten"] = (1, 1, ["axis"]),
        ["Identity"] = (1, 1, []),
        ["Cast"] = (1, 1, ["to", "saturate"]),
        ["Concat"] = (1, int.MaxValue, ["axis"]),
        ["Equal"] = (2, 2, []),
        ["Abs"] = (1, 1, []),
        ["Neg"] = (1, 1, []),
        ["Exp"] = (1, 1, []),
        ["Log"] = (1, 1, []),
    };

    /// <summary>What is wrong, rule by rule; nothing if all hold.</summary>
    public static List<string> Check(ModelProto model)
    {
        var problems = new List<string>();
        void Require(bool holds, string rule)
        {
            if (!holds) problems.Add(rule);
        }

        Require(model.IrVersion == 10, "the IR version is 10");
        Require(model.OpsetImport.Count == 1 && model.OpsetImport[0] is { Domain: "", Version: 21 }, "the only opset is 21 of the default domain");
        Require(model.ProducerName.Length > 0 && model.ProducerVersion.Length > 0, "the producer says its name and version");
        Require(model.MetadataProps.Select(static entry => entry.Key).Distinct().Count() == model.MetadataProps.Count, "metadata keys are distinct");
        var graph = model.Graph;
        Require(graph is not null && graph.Name.Length > 0, "the graph has a name");
        Require(graph!.Input.Count > 0 && graph.Output.Count > 0, "there are inputs and outputs");

        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var input in graph.Input)
        {
            Require(known.Add(input.Name) && input.Name.Length > 0, $"input '{input.Name}' has a name of its own");
            CheckValue(input, "input", Require);
        }

        foreach (var tensor in graph.Initializer)
        {
            Require(known.Add(tensor.Name) && tensor.Name.Length > 0, $"initializer '{tensor.Name}' has a name of its own");
            CheckTensor(tensor, Require);
        }

        var nodes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in graph.Node)
        {
            Require(nodes.Add(node.Name), $"node '{node.Name}' has a name of its own");
            Require(node.Domain.Length == 0 && s_operators.ContainsKey(node.OpType), $"node '{node.Name}' has a known operator, not {node.OpType}");
            foreach (string input in node.Input) Require(known.Contains(input), $"node '{node.Name}': '{input}' is defined before it is used");
            foreach (string output in node.Output) Require(output.Length > 0 && known.Add(output), $"node '{node.Name}': '{output}' is assigned once");
            if (!s_operators.TryGetValue(node.OpType, out var schema)) continue;
            Require(node.Input.Count >= schema.Least && node.Input.Count <= schema.Most && node.Output.Count == 1, $"node '{node.Name}' has as many inputs and outputs as {node.OpType}");
            foreach (var attribute in node.Attribute)
                Require(schema.Attributes.Contains(attribute.Name) && attribute.Type != AttributeProto.Types.AttributeType.Undefined, $"node '{node.Name}': attribute '{attribute.Name}' is one of {node.OpType}, with a type");
            Require(node.Attribute.Select(static attribute => attribute.Name).Distinct().Count() == node.Attribute.Count, $"node '{node.Name}': attributes are distinct");
        }

        foreach (var output in graph.Output)
        {
            Require(known.Contains(output.Name), $"output '{output.Name}' is defined");
            CheckValue(output, "output", Require);
        }

        foreach (var value in graph.ValueInfo)
        {
            Require(known.Contains(value.Name) && !graph.Input.Concat(graph.Output).Any(other => other.Name == value.Name), $"value '{value.Name}' is one between nodes");
            CheckValue(value, "value", Require);
        }

        Require(graph.ValueInfo.Select(static value => value.Name).Distinct().Count() == graph.ValueInfo.Count, "values are described once");
        return problems;
    }

    private static void CheckValue(ValueInfoProto value, string what, Action<bool, string> require)
    {
        var tensor = value.Type?.TensorType;
        require(tensor is { ElemType: > 0, Shape.Dim.Count: > 0 }, $"{what} '{value.Name}' has an element type and a shape");
        require(tensor is { Shape.Dim.Count: > 0 } && tensor.Shape.Dim[0].DimParam.Length > 0, $"{what} '{value.Name}' has a batch axis by name");
        require(tensor is not null && tensor.Shape.Dim.Skip(1).All(static dim => dim.DimValue > 0), $"{what} '{value.Name}' has extents behind it");
    }

    private static void CheckTensor(TensorProto tensor, Action<bool, string> require)
    {
        long count = tensor.Dims.Aggregate(1L, static (product, extent) => checked(product * extent));
        require(tensor.Dims.All(static extent => extent > 0), $"initializer '{tensor.Name}' has positive extents");
        long size = (TensorProto.Types.DataType)tensor.DataType switch
        {
            TensorProto.Types.DataType.Float => 4 * count,
            TensorProto.Types.DataType.Double => 8 * count,
            TensorProto.Types.DataType.String => 0,
            _ => -1,
        };
        require(tensor.RawData.Length == size, $"initializer '{tensor.Name}' has as many bytes as its type and shape need");
        require(tensor.StringData.Count == (size == 0 ? count : 0), $"initializer '{tensor.Name}' has as many texts as its shape needs");
    }
}
