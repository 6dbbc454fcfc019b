using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NumericsCore.Onnx.Schema;

namespace NumericsCore.Onnx.Tests;

/// <summary>Imported models go into files again, or the node is named that stands in the way; and what of an exported pipeline is not read names its node.</summary>
public sealed class ImportedFileTests : IDisposable
{
    private static readonly Dictionary<string, (Func<byte[]> File, string Node)> s_refused = new()
    {
        ["scaling of an export"] = (static () => Exported.Bytes(Built(2), new OnnxExportOptions { Scaling = new OnnxScaling([1, 2], [3, 4]) }), "node 'scaling/Sub' (Sub)"),
        ["sum of two values"] = (static () => ForeignCases.All["residual"].Make().Bytes, "node 'add_2' (Add)"),
        ["values joined"] = (static () => ForeignCases.All["joined"].Make().Bytes, "node 'concat_1' (Concat)"),
        ["axes exchanged"] = (static () => ForeignCases.All["axes exchanged"].Make().Bytes, "node 'transpose_0' (Transpose)"),
        ["absolute value behind a layer"] = (static () => new Foreign(13, 4).Weights("w", 4, 2).Node("MatMul", "x w", "h").Node("Abs", "h", "y").Bytes, "node 'abs_1' (Abs)"),
        ["node without a name"] = (static () =>
        {
            var file = new Foreign(13, 4).Node("Relu", "x", "h").Node("Neg", "h", "y");
            file.Graph.Node[1].Name = "";
            return file.Bytes;
        }, "node 1 (Neg)"),
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("imported").FullName;

    public static TheoryData<string> Refused() => [.. s_refused.Keys];

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_cannot_be_saved_is_named_with_its_node_and_the_weights_can(string name)
    {
        var (file, node) = s_refused[name];
        var model = Foreign.Import(file());
        File.WriteAllText(InFolder("old"), "old");
        Assert.Contains(node, Assert.Throws<NotSupportedException>(() => model.Save(InFolder("old"))).Message, StringComparison.Ordinal);
        Assert.Contains(node, Assert.Throws<NotSupportedException>(() => model.SaveOnnx(InFolder("old"))).Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(InFolder("old")));
        Assert.Equal([InFolder("old")], Directory.GetFileSystemEntries(_folder));
        model.SaveWeights(InFolder("weights"));
        var again = Foreign.Import(file());
        if (model.Parameters.Count > 0) again.LoadWeights(InFolder("weights"));
        Assert.Equal(model.WeightsSha256(), again.WeightsSha256());
    }

    [Fact]
    public void A_checkpoint_says_so_before_the_first_step()
    {
        var model = Foreign.Import(s_refused["absolute value behind a layer"].File());
        model.Compile(new Sgd(0.1), new MeanSquaredError());
        string before = model.WeightsSha256();
        var x = Tensor.Ones([4, 4]);
        Assert.Contains("node 'abs_1' (Abs)", Assert.Throws<NotSupportedException>(() => model.Fit(x, Tensor.Ones([4, 2]), callbacks: [new Checkpoint(InFolder("c"))])).Message, StringComparison.Ordinal);
        Assert.Equal(before, model.WeightsSha256());
    }

    [Theory]
    [MemberData(nameof(ForeignCases.Names), MemberType = typeof(ForeignCases))]
    public void Every_file_of_another_tool_is_saved_as_it_was_imported_or_names_its_node(string name)
    {
        byte[] file = ForeignCases.All[name].Make().Bytes;
        SavedOrNamed(file, Tensor.Uniform([3, .. ForeignCases.All[name].Sample], seed: 11, -2, 2));
    }

    [Theory]
    [MemberData(nameof(LayerCases.Names), MemberType = typeof(LayerCases))]
    public void Every_export_is_saved_as_it_was_imported_or_names_its_node(string name, ElementType type)
    {
        var (model, batch) = LayerCases.Make(name, type);
        SavedOrNamed(Exported.Bytes(model, new OnnxExportOptions { ElementType = type }), batch);
    }

    [Property(MaxTest = 100)]
    public Property Columns_of_an_export_are_refused_with_the_input_and_its_node() => Prop.ForAll(Columns, columns =>
    {
        byte[] file = Exported.Bytes(Built(columns.Sum(static column => column.Width)), new OnnxExportOptions { Columns = columns });
        var graph = Exported.Messages(file).Graph;
        if (columns is [{ IsOneHot: false }])
        {
            // one column of numbers is an input like any other
            Foreign.Import(file);
            return;
        }

        string message = Assert.Throws<ModelFileException>(() => Foreign.Import(file)).Message;
        // text, where there is any, for no model takes that
        var taken = columns.FirstOrDefault(static column => column.IsOneHot) ?? columns[1];
        var node = graph.Node.First(node => node.Input.Contains(taken.Name));
        Assert.EndsWith($"Input '{taken.Name}' is taken by node '{node.Name}' ({node.OpType})", message, StringComparison.Ordinal);
        Assert.Contains(columns.Length == 1 ? "its elements are String" : $"the graph has {columns.Length} inputs", message, StringComparison.Ordinal);
    });

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Arbitrary<OnnxColumn[]> Columns => (
        from kinds in Gen.Choose(0, 3).NonEmptyListOf()
        where kinds.Count <= 6
        select kinds.Select(static (kind, i) => kind == 0 ? OnnxColumn.Number($"c{i}", i, i + 1) : OnnxColumn.OneHot($"c{i}", [.. Enumerable.Range(0, kind).Select(static category => $"{category}")])).ToArray()).ToArbitrary();

    private void SavedOrNamed(byte[] file, Tensor batch)
    {
        var model = Foreign.Import(file);
        try
        {
            model.Save(InFolder("saved"));
        }
        catch (NotSupportedException e)
        {
            var nodes = ModelProto.Parser.ParseFrom(file).Graph.Node;
            if (nodes.Count == 1 && nodes[0].OpType == "Identity") Assert.Contains("a graph without nodes", e.Message, StringComparison.Ordinal);
            else Assert.Contains(nodes, node => e.Message.Contains($"node '{node.Name}' ({node.OpType})", StringComparison.Ordinal));
            Assert.Empty(Directory.GetFileSystemEntries(_folder));
            return;
        }

        var loaded = Model.Load(InFolder("saved"));
        Assert.Equal(model.WeightsSha256(), loaded.WeightsSha256());
        Assert.Equal(model.Predict(batch).ToDoubleArray(), loaded.Predict(batch).ToDoubleArray());
    }

    private static Sequential Built(int inputs)
    {
        var model = new Sequential(new Dense(2, Activation.Tanh));
        model.Build([inputs], seed: 1);
        return model;
    }

    private string InFolder(string name) => Path.Combine(_folder, name);
}
