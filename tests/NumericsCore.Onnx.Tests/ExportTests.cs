using NumericsCore.Onnx.Schema;

namespace NumericsCore.Onnx.Tests;

/// <summary>What is in exported files, and how they are written.</summary>
public class ExportTests
{
    private static Sequential Model()
    {
        var model = new Sequential(new Dense(3, Activation.Relu), new Dropout(0.5), new Dense(2, Activation.Softmax) { Name = "last" });
        model.Build([4], seed: 1);
        return model;
    }

    [Fact]
    public void Parameters_have_their_paths_and_bits()
    {
        var model = Model();
        var graph = Exported.Messages(Exported.Bytes(model)).Graph;
        Assert.Equal(model.NamedParameters.Keys, graph.Initializer.Select(static tensor => tensor.Name));
        foreach (var tensor in graph.Initializer)
        {
            var parameter = model.NamedParameters[tensor.Name];
            Assert.Equal(parameter.Shape.Select(static extent => (long)extent), tensor.Dims);
            Assert.Equal(parameter.ToArray<float>(), System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray());
        }

        Assert.Equal(["dense_1/Gemm", "dense_1/Relu", "last/Gemm", "last/Softmax"], graph.Node.Select(static node => node.Name));
    }

    [Fact]
    public void Names_and_metadata_are_as_asked()
    {
        var file = Exported.Messages(Exported.Bytes(Model(), new OnnxExportOptions
        {
            InputName = "features",
            OutputName = "probabilities",
            BatchName = "N",
            GraphName = "iris",
            ModelVersion = 7,
            Description = "Two classes.",
            Metadata = new Dictionary<string, string> { ["classes"] = "a,b", ["author"] = "" },
        }));
        Assert.Equal(("NumericsCore", 7L, "Two classes.", "iris"), (file.ProducerName, file.ModelVersion, file.DocString, file.Graph.Name));
        Assert.Matches(@"^\d+\.\d+\.\d+", file.ProducerVersion);
        Assert.Equal([("author", ""), ("classes", "a,b")], file.MetadataProps.Select(static entry => (entry.Key, entry.Value)));
        var (input, output) = (file.Graph.Input.Single(), file.Graph.Output.Single());
        Assert.Equal(("features", "N", 4L), (input.Name, input.Type.TensorType.Shape.Dim[0].DimParam, input.Type.TensorType.Shape.Dim[1].DimValue));
        Assert.Equal(("probabilities", "N", 2L), (output.Name, output.Type.TensorType.Shape.Dim[0].DimParam, output.Type.TensorType.Shape.Dim[1].DimValue));
    }

    [Fact]
    public void The_same_model_gives_the_same_bytes() => Assert.Equal(Exported.Bytes(Model()), Exported.Bytes(Model()));

    [Fact]
    public void A_file_is_replaced_whole()
    {
        string folder = Directory.CreateTempSubdirectory().FullName, path = Path.Combine(folder, "model.onnx");
        var model = Model();
        File.WriteAllText(path, "old");
        model.SaveOnnx(path);
        Assert.Equal(Exported.Bytes(model), File.ReadAllBytes(path));
        var refused = Assert.Throws<NotSupportedException>(() => OnnxModel.Export(Built(new Sequential(new Dense(1), new Doubled())), path));
        Assert.Contains("Doubled", refused.Message, StringComparison.Ordinal);
        Assert.Equal(Exported.Bytes(model), File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder));
        Assert.Contains(folder, Assert.Throws<ModelFileException>(() => model.SaveOnnx(folder)).Message, StringComparison.Ordinal);
        Assert.Throws<ModelFileException>(() => model.SaveOnnx(Path.Combine(folder, "nosuch", "model.onnx")));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void What_cannot_be_exported_is_named()
    {
        Assert.Contains("Build it", Assert.Throws<InvalidOperationException>(() => Exported.Bytes(new Dense(1))).Message, StringComparison.Ordinal);
        Assert.Contains("'mine' (Doubled)", Assert.Throws<NotSupportedException>(() => Exported.Bytes(Built(new Sequential(new Dense(1), new Doubled { Name = "mine" })))).Message, StringComparison.Ordinal);
        Assert.Contains("Shifted", Assert.Throws<NotSupportedException>(() => Exported.Bytes(Built(new Sequential(new Dense(1), new Shifted())))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_do_not_fit_are_named()
    {
        Assert.Contains("'dense_1.weight'", Refused(new() { InputName = "dense_1.weight" }), StringComparison.Ordinal);
        Assert.Contains("'output'", Refused(new() { InputName = "output" }), StringComparison.Ordinal);
        Assert.Contains("BatchName", Refused(new() { BatchName = "" }), StringComparison.Ordinal);
        Assert.Contains("3 features", Refused(new() { Scaling = new OnnxScaling([1, 2, 3], [1, 1, 1]) }), StringComparison.Ordinal);
        Assert.Contains("5 features", Refused(new() { Columns = [OnnxColumn.Number("a"), OnnxColumn.OneHot("b", "x", "y", "z", "w")] }), StringComparison.Ordinal);
        Assert.Contains("Scaling", Refused(new() { Scaling = new OnnxScaling([1], [1]), Columns = [] }), StringComparison.Ordinal);
        Assert.Contains("Float64", Refused(new() { ElementType = ElementType.Float64 }), StringComparison.Ordinal);
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => OnnxColumn.OneHot("b", "x", "x")).Message, StringComparison.Ordinal);
        Assert.Contains("above 0", Assert.Throws<ArgumentException>(() => OnnxColumn.Number("b", 0, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("feature 1", Assert.Throws<ArgumentException>(() => new OnnxScaling([1, double.NaN], [1, 1])).Message, StringComparison.Ordinal);

        static string Refused(OnnxExportOptions options) => Assert.Throws<ArgumentException>(() => Exported.Bytes(Model(), options)).Message;
    }

    [Fact]
    public void The_checker_finds_what_is_wrong()
    {
        byte[] file = Exported.Bytes(Model());
        Assert.Single(Broken(static model => model.Graph.Node[0].Input[0] = "nosuch"));
        Assert.NotEmpty(Broken(static model => model.Graph.Node[1].Output[0] = "input"));
        Assert.NotEmpty(Broken(static model => (model.Graph.Node[0], model.Graph.Node[1]) = (model.Graph.Node[1].Clone(), model.Graph.Node[0].Clone())));
        Assert.NotEmpty(Broken(static model => model.Graph.Initializer[0].Dims[0]++));
        Assert.NotEmpty(Broken(static model => model.IrVersion = 11));

        List<string> Broken(Action<ModelProto> change)
        {
            var model = ModelProto.Parser.ParseFrom(file);
            change(model);
            return OnnxChecker.Check(model);
        }
    }

    private static Layer Built(Layer layer)
    {
        layer.Build([2]);
        return layer;
    }

    private sealed class Doubled : Layer
    {
        protected override Tensor Forward(Tensor input, ForwardContext context) => input * 2;
    }

    private sealed class Shifted() : ActivationLayer(Activation.Relu)
    {
        protected override Tensor Forward(Tensor input, ForwardContext context) => base.Forward(input, context) + 1;
    }
}
