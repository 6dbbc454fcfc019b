using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NumericsCore.Testing;

namespace NumericsCore.Onnx.Tests;

/// <summary>Imported models predict as the files say, and train.</summary>
public class ImportTests
{
    [Theory]
    [MemberData(nameof(ForeignCases.Names), MemberType = typeof(ForeignCases))]
    public void Files_of_other_tools_compute_what_the_runtime_does(string name)
    {
        var (make, sample) = ForeignCases.All[name];
        byte[] file = make().Bytes;
        var model = Foreign.Import(file);
        using var runtime = new OnnxRuntimeModel(file);
        foreach (int samples in new[] { 1, 3 })
        {
            var batch = Tensor.Uniform([samples, .. sample], seed: 11, -2, 2);
            var (values, shape) = runtime.Run(batch);
            var ours = model.Predict(batch);
            Assert.Equal(shape, ours.Shape.ToArray());
            // sums of at most 12 products of numbers up to 2, and operators whose slopes stay below 20 here
            Exported.Near(ours.ToDoubleArray(), values, 1e-5 * Math.Max(1, values.Max(Math.Abs)));
        }
    }

    /// <summary>What stands before the axis becomes one with the batch, so that it may only be extents of 1.</summary>
    [Fact]
    public void A_flatten_is_read_at_any_axis_that_leaves_the_batch_alone()
    {
        foreach (int[] sample in (int[][])[[3], [1, 3], [2, 3], [1, 1, 2], [1, 2, 1], [2, 1, 3]])
        {
            int rank = sample.Length + 1;
            for (int axis = -rank; axis <= rank; axis++)
            {
                byte[] file = new Foreign(13, sample).Node("Flatten", "x", "y", Foreign.Int("axis", axis)).Bytes;
                int place = axis < 0 ? axis + rank : axis;
                bool leaves = place > 0 && sample.Take(place - 1).All(static extent => extent == 1);
                if (leaves) Assert.Equal([2, sample.Aggregate(static (a, b) => a * b)], Foreign.Import(file).Predict(Tensor.Ones([2, .. sample])).Shape.ToArray());
                else Assert.Contains("it makes the batch part of another axis", Assert.Throws<ModelFileException>(() => Foreign.Import(file)).Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(LayerCases.Names), MemberType = typeof(LayerCases))]
    public void What_was_exported_comes_back(string name, ElementType type)
    {
        var (model, batch) = LayerCases.Make(name, type);
        var back = Foreign.Import(Exported.Bytes(model, new OnnxExportOptions { ElementType = type }));
        Assert.Equal(model.Parameters.Count, back.Parameters.Count);
        bool unfused = name.Contains("on rows", StringComparison.Ordinal);
        Exported.Near(model.Call(batch).ToDoubleArray(), back.Predict(batch).ToDoubleArray(), unfused ? Agreement.Bound(model, batch) : 0);
        Assert.IsType<Sequential>(back);
    }

    [Property(MaxTest = 100)]
    public Property Random_networks_come_back_bit_for_bit() => Prop.ForAll(Generate.Networks(), network =>
    {
        if (network.Depth == 0) return;
        var model = new Sequential([.. network.Layers.Select(static layer => new Dense(layer.Units, Activation.All.Single(activation => activation.Name == layer.Activation.Name), layer.UseBias, biasInitializer: Initializer.Uniform(0.5)))]);
        model.Build([network.Inputs], network.Seed);
        var back = Foreign.Import(Exported.Bytes(model));
        Assert.Equal(model.NamedParameters.Keys, back.NamedParameters.Keys);
        Assert.Equal(model.WeightsSha256(), back.WeightsSha256());
        var batch = Tensor.Uniform([network.Samples, network.Inputs], network.Seed, -1, 1, stream: 9);
        Assert.Equal(model.Predict(batch).ToDoubleArray(), back.Predict(batch).ToDoubleArray());
        Assert.Equal(Exported.Bytes(model), Exported.Bytes(back));
    });

    [Fact]
    public void A_scaled_model_comes_back_with_its_scaling()
    {
        var model = new Sequential(new Dense(5, Activation.Relu), new Dense(1, Activation.Sigmoid));
        model.Build([3], seed: 2);
        var back = Foreign.Import(Exported.Bytes(model, new OnnxExportOptions { Scaling = new OnnxScaling([10, -4, 0.5], [2, 0.25, 8]) }));
        var raw = Tensor.Uniform([7, 3], seed: 3, -20, 20, elementType: ElementType.Float64);
        var scaled = ((raw - Tensor.From([10, -4, 0.5])) / Tensor.From([2, 0.25, 8])).To(ElementType.Float32);
        Assert.Equal(model.Predict(scaled).ToDoubleArray(), back.Predict(raw).ToDoubleArray());
        Assert.Equal(4, back.Parameters.Count);
    }

    [Fact]
    public void An_imported_model_trains_as_the_one_exported_does()
    {
        var features = Tensor.Uniform([64, 4], seed: 1, -1, 1);
        var targets = features.Sum(1, keepDims: true).GreaterThan(0);
        var model = Network();
        model.Build([4], seed: 5);
        var back = Foreign.Import(Exported.Bytes(model));
        double before = 0, after = 0;
        foreach (var each in new[] { model, back })
        {
            each.Compile(new Adam(0.05), new BinaryCrossEntropy());
            before = each.Evaluate(features, targets).Loss;
            each.Fit(features, targets, batchSize: 16, epochs: 5, seed: 9);
            after = each.Evaluate(features, targets).Loss;
        }

        Assert.True(after < before / 2, FormattableString.Invariant($"the loss went from {before} to {after}"));
        Assert.Equal(model.WeightsSha256(), back.WeightsSha256());

        static Model Network() => new Sequential(new Dense(8, Activation.Tanh), new Dense(1, Activation.Sigmoid));
    }

    [Fact]
    public void A_residual_network_trains_and_its_constants_stay()
    {
        byte[] file = new Foreign(13, 4).Weights("m", 4).Weights("w", 4, 4).Weights("b", 4).Node("Sub", "x m", "c").Node("Gemm", "c w b", "h").Node("Relu", "h", "r").Node("Add", "c r", "y").Bytes;
        var model = Foreign.Import(file);
        Assert.Equal(["dense_1.weight", "dense_1.bias"], model.NamedParameters.Keys);
        var features = Tensor.Uniform([32, 4], seed: 1, -1, 1);
        var targets = features.Abs();
        model.Compile(new Adam(0.02), new MeanSquaredError());
        double before = model.Evaluate(features, targets).Loss;
        model.Fit(features, targets, epochs: 20, seed: 1);
        Assert.True(model.Evaluate(features, targets).Loss < before);
    }

    [Fact]
    public void Dropout_acts_in_training_alone()
    {
        var model = Foreign.Import(ForeignCases.All["dropout of opset 13"].Make().Bytes);
        var ones = Tensor.Ones([50, 4]);
        Assert.Equal(ones.ToDoubleArray(), model.Call(ones).ToDoubleArray());
        Assert.Contains(0.0, model.Call(ones, training: true).ToDoubleArray());
    }

    [Fact]
    public void A_file_may_leave_the_shape_and_the_output_open()
    {
        var open = new Foreign(13).Weights("w", 4, 2).Node("MatMul", "x w", "y").Node("Relu", "y", "z");
        open.Graph.Input[0] = Foreign.Value("x", Schema.TensorProto.Types.DataType.Float, [null, null]);
        open.Graph.Output.Add(Foreign.Value("z", Schema.TensorProto.Types.DataType.Float, null));
        Assert.Contains("InputShape", Assert.Throws<ModelFileException>(() => Foreign.Import(open.Bytes)).Message, StringComparison.Ordinal);
        Assert.Contains("OutputName", Assert.Throws<ModelFileException>(() => Foreign.Import(open.Bytes, new() { InputShape = [4] })).Message, StringComparison.Ordinal);
        Assert.Equal([2], Foreign.Import(open.Bytes, new() { InputShape = [4], OutputName = "z" }).OutputShape!.Value.ToArray());
        Assert.Contains("'q'", Assert.Throws<ModelFileException>(() => Foreign.Import(open.Bytes, new() { InputShape = [4], OutputName = "q" })).Message, StringComparison.Ordinal);
        Assert.Contains("[5]", Assert.Throws<ModelFileException>(() => Foreign.Import(ForeignCases.All["log of softmax"].Make().Bytes, new() { InputShape = [5] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_larger_than_a_window_is_read_as_a_stream_is()
    {
        var model = new Sequential(new Dense(1000, Activation.Relu), new Dense(700));
        model.Build([900], seed: 1);
        string path = Path.GetTempFileName();
        model.SaveOnnx(path);
        Assert.True(new FileInfo(path).Length > 6_000_000);
        Assert.Equal(model.WeightsSha256(), OnnxModel.Import(path).WeightsSha256());
        Assert.Equal(model.WeightsSha256(), Foreign.Import(File.ReadAllBytes(path)).WeightsSha256());
        File.Delete(path);
    }
}
