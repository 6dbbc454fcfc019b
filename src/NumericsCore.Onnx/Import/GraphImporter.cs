using NumericsCore.Onnx.Schema;
using DataType = NumericsCore.Onnx.Schema.TensorProto.Types.DataType;

namespace NumericsCore.Onnx.Import;

/// <summary>A graph, checked by the rules of the format, as steps of a model. Nothing of the size of a tensor is made yet.</summary>
internal sealed partial class GraphImporter
{
    public const int OldestOpset = 7, NewestOpset = 22, OldestIr = 3, NewestIr = 13, MaxNodes = 10_000;

    // a cast, a transpose and the like: each goes over all elements again, one within the other
    private const int MaxConversions = 16;

    // one sample of a value, and of all values together
    private const long MaxSampleElements = 1 << 22, MaxElements = 1 << 25;

    private readonly string _file;
    private readonly GraphProto _graph;
    private readonly OnnxImportOptions _options;
    private readonly int _opset;
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);
    private readonly List<Step> _steps = [];
    private readonly List<int[]> _samples = [];
    private long _elements;
    private long? _batch;

    private GraphImporter(string file, ModelProto model, OnnxImportOptions options)
    {
        (_file, _options) = (file, options);
        _opset = Versions(model);
        _graph = model.Graph ?? throw Broken("there is no graph");
    }

    public IReadOnlyList<Step> Steps => _steps;

    public int Slots { get; private set; } = 1;

    /// <summary>The shape of one sample of each slot.</summary>
    public IReadOnlyList<int[]> Samples => _samples;

    public ComputedValue Input { get; private set; } = null!;

    public ComputedValue Output { get; private set; } = null!;

    public static GraphImporter Read(string file, ModelProto model, OnnxImportOptions options)
    {
        var importer = new GraphImporter(file, model, options);
        importer.Read();
        return importer;
    }

    public ModelFileException Broken(string rule) => new(_file, rule);

    private int Versions(ModelProto model)
    {
        if (model.IrVersion is < OldestIr or > NewestIr) throw Broken(FormattableString.Invariant($"ir_version is {model.IrVersion}; expected {OldestIr} to {NewestIr}{(model.IrVersion == 0 ? ". Is it an ONNX file?" : "")}"));
        var domains = new HashSet<string>(StringComparer.Ordinal);
        long? version = null;
        foreach (var opset in model.OpsetImport)
        {
            string domain = opset.Domain == "ai.onnx" ? "" : opset.Domain;
            if (!domains.Add(domain)) throw Broken($"opset_import has the domain {ModelFileException.Quote(domain)} twice");
            if (domain.Length == 0) version = opset.Version;
        }

        return version switch
        {
            null => throw Broken("opset_import does not say the version of the operators of ONNX"),
            < OldestOpset or > NewestOpset => throw Broken(FormattableString.Invariant($"the operators are those of opset {version}; expected {OldestOpset} to {NewestOpset}")),
            _ => (int)version,
        };
    }

    private void Read()
    {
        if (_graph.SparseInitializer.Count > 0) throw Broken("the graph has sparse initializers, which are not read");
        if (_graph.Node.Count > MaxNodes) throw Broken($"the graph has {_graph.Node.Count} nodes; expected at most {MaxNodes}");
        foreach (var tensor in _graph.Initializer) AddInitializer(tensor);
        AddInput();
        for (int i = 0; i < _graph.Node.Count; i++) AddNode(new OnnxNode(_file, _graph.Node[i], i, _opset));
        ReadOutput();
    }

    private void AddInitializer(TensorProto tensor)
    {
        string place = $"initializer {ModelFileException.Quote(tensor.Name)}";
        if (tensor.Name.Length == 0) throw Broken("an initializer has no name");
        var constant = TensorReader.Read(tensor, place, rule => Broken($"{place}: {rule}"));
        if (!_values.TryAdd(tensor.Name, new ConstantValue(constant))) throw Broken($"{place}: the name is another initializer's too");
    }

    private void AddInput()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var inputs = new List<ValueInfoProto>();
        foreach (var input in _graph.Input)
        {
            if (input.Name.Length == 0) throw Broken("an input has no name");
            if (!names.Add(input.Name)) throw Broken($"input {ModelFileException.Quote(input.Name)}: the name is another input's too");
            // of old, every initializer had to be an input with a default
            if (!_values.ContainsKey(input.Name)) inputs.Add(input);
        }

        if (inputs.Count != 1)
        {
            throw Broken(inputs.Count == 0
                ? "the graph has no input"
                : $"the graph has {inputs.Count} inputs ({Listed(inputs)}); a model here has one{TakenBy(inputs.Find(static input => input.Type?.TensorType?.ElemType == (int)DataType.String) ?? inputs[1])}");
        }

        string place = $"input {ModelFileException.Quote(inputs[0].Name)}";
        if (inputs[0].Type?.TensorType is not { } tensor) throw Broken($"{place}: it is no tensor");
        var type = (DataType)tensor.ElemType;
        if (type is not (DataType.Float or DataType.Double or DataType.Float16 or DataType.Bfloat16))
            throw Broken($"{place}: its elements are {(Enum.IsDefined(type) ? $"{type}" : FormattableString.Invariant($"of the unknown type {tensor.ElemType}"))}; a model here takes float32 or float64{TakenBy(inputs[0])}");
        Input = new ComputedValue(0, Sample(tensor.Shape, place), type);
        if (Input.Count > MaxSampleElements) throw Broken($"{place}: a sample has {Input.Count} elements; expected at most {MaxSampleElements}");
        _values.Add(inputs[0].Name, Input);
        _samples.Add(Input.Sample);
    }

    /// <summary>Which node takes an input that a model here cannot have.</summary>
    private string TakenBy(ValueInfoProto input)
    {
        int index = _graph.Node.ToList().FindIndex(node => node.Input.Contains(input.Name));
        return index < 0 ? "" : $". Input {ModelFileException.Quote(input.Name)} is taken by {new OnnxNode(_file, _graph.Node[index], index, _opset).Described}";
    }

    private int[] Sample(TensorShapeProto? shape, string place)
    {
        if (shape is { Dim.Count: 0 }) throw Broken($"{place}: it is a scalar; a model's input has a batch axis");
        if (shape?.Dim[0].ValueCase == TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue) _batch = shape.Dim[0].DimValue;
        if (_options.InputShape is { } asked)
        {
            bool fits = shape is null || shape.Dim.Count == asked.Rank + 1
                && shape.Dim.Skip(1).Zip(asked).All(static pair => pair.First.ValueCase != TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue || pair.First.DimValue == pair.Second);
            return fits ? asked.ToArray() : throw Broken($"{place}: a sample does not have the shape {asked} that InputShape says");
        }

        if (shape is null || shape.Dim.Skip(1).Any(static dim => dim.ValueCase != TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue))
            throw Broken($"{place}: the file does not say the shape of a sample; say it by OnnxImportOptions.InputShape");
        var dims = TensorReader.Dims([.. shape.Dim.Skip(1).Select(static dim => dim.DimValue)], rule => Broken($"{place}: {rule}"));
        if (dims.Contains(0)) throw Broken($"{place}: a sample has an extent of 0");
        if (dims.Length > Shape.MaxRank - 1) throw Broken($"{place}: it has {dims.Length + 1} axes; expected at most {Shape.MaxRank}");
        return dims;
    }

    private void AddNode(OnnxNode node)
    {
        foreach (string input in node.Proto.Input)
        {
            if (input.Length == 0 || _values.ContainsKey(input)) continue;
            throw node.Broken(_graph.Node.Any(other => other.Output.Contains(input))
                ? $"{ModelFileException.Quote(input)} is used before it is computed; nodes must be in topological order, without a cycle"
                : $"{ModelFileException.Quote(input)} is no input, no initializer and no output of a node");
        }

        if (node.Proto.Output.Count == 0 || node.Proto.Output[0].Length == 0) throw node.Broken("it has no output");
        var value = Apply(node);
        if (value is ConstantValue { Constant.Conversions: > MaxConversions }) throw node.Broken($"it is conversion {MaxConversions + 1} of one constant; expected at most {MaxConversions}");
        for (int i = 0; i < node.Proto.Output.Count; i++)
        {
            string output = node.Proto.Output[i];
            if (output.Length == 0) continue;
            if (!_values.TryAdd(output, i == 0 ? value : new UnreadValue(node.Place))) throw node.Broken($"output {ModelFileException.Quote(output)}: a value of this name is there already");
        }
    }

    private void ReadOutput()
    {
        if (_graph.Output.Count == 0) throw Broken("the graph has no output");
        var outputs = _options.OutputName is { } asked ? _graph.Output.Where(output => output.Name == asked).ToList() : [.. _graph.Output];
        if (outputs.Count != 1)
        {
            throw Broken(outputs.Count == 0
                ? $"the graph has no output {ModelFileException.Quote(_options.OutputName!)}, but {Listed(_graph.Output)}"
                : $"the graph has {outputs.Count} outputs ({Listed(outputs)}); say which by OnnxImportOptions.OutputName");
        }

        string place = $"output {ModelFileException.Quote(outputs[0].Name)}";
        if (!_values.TryGetValue(outputs[0].Name, out var value)) throw Broken($"{place}: no node computes it");
        if (value is not ComputedValue output) throw Broken($"{place}: it does not depend on the input");
        Output = output;
        if (outputs[0].Type?.TensorType is not { } declared) return;
        if (declared.ElemType != (int)output.Type) throw Broken($"{place}: it is declared with elements of type {(DataType)declared.ElemType}, and {output.Type} is computed");
        if (declared.Shape is not { } shape) return;
        bool fits = shape.Dim.Count == output.Sample.Length + 1
            && shape.Dim.Skip(1).Zip(output.Sample).All(static pair => pair.First.ValueCase != TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue || pair.First.DimValue == pair.Second);
        if (!fits) throw Broken($"{place}: the shape of a sample that is declared is not {TensorReader.Text(output.Sample)}, which is computed");
    }

    private ComputedValue Added(OnnxNode node, int[] sample, DataType type, Func<int, Step> make)
    {
        var value = new ComputedValue(Slots, sample, type);
        if (sample.Length > Shape.MaxRank - 1) throw node.Broken($"its output has {sample.Length + 1} axes; expected at most {Shape.MaxRank}");
        if (value.Count > MaxSampleElements) throw node.Broken($"a sample of its output has {value.Count} elements; expected at most {MaxSampleElements}");
        if ((_elements += value.Count) > MaxElements) throw node.Broken($"the values up to here have {_elements} elements a sample; expected at most {MaxElements}");
        _steps.Add(make(Slots++));
        _samples.Add(sample);
        return value;
    }

    private static string Listed(IEnumerable<ValueInfoProto> values)
    {
        var names = values.Take(4).Select(static value => ModelFileException.Quote(value.Name)).ToList();
        return string.Join(", ", names.Take(3)) + (names.Count > 3 ? ", …" : "");
    }
}
