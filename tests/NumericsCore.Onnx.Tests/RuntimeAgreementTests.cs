using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NumericsCore.Data;
using NumericsCore.Testing;

namespace NumericsCore.Onnx.Tests;

/// <summary>ONNX Runtime computes what the exported models do, within the bound of <see cref="Agreement"/>.</summary>
public class RuntimeAgreementTests
{
    [Theory]
    [MemberData(nameof(LayerCases.Names), MemberType = typeof(LayerCases))]
    public void Every_layer_computes_the_same(string name, ElementType type)
    {
        var (model, batch) = LayerCases.Make(name, type);
        Exported.AgreesWithRuntime(model, batch);
        Exported.AgreesWithRuntime(model, batch[..1]);
    }

    [Fact]
    public void Every_built_in_layer_is_among_the_cases()
    {
        var layers = typeof(Layer).Assembly.GetExportedTypes().Where(static type => type.IsSubclassOf(typeof(Layer)) && !type.IsAbstract);
        var made = LayerCases.All.Values.SelectMany(static item => WithInner(item.Make())).Select(static layer => layer.GetType()).ToHashSet();
        Assert.Empty(layers.Except(made));
    }

    [Property(MaxTest = 100)]
    public Property Random_networks_compute_the_same() => Prop.ForAll(Generate.Networks(), network =>
    {
        foreach (var type in new[] { ElementType.Float32, ElementType.Float64 })
        {
            if (network.Depth == 0) return;
            var model = new Sequential([.. network.Layers.SelectMany(static layer => LayersOf(layer))]);
            model.Build([network.Inputs], network.Seed, type);
            Exported.AgreesWithRuntime(model, Tensor.Uniform([network.Samples, network.Inputs], network.Seed, -1, 1, stream: 9, elementType: type));
        }
    });

    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float64)]
    public void A_graph_scales_as_the_scaler_does(ElementType type)
    {
        var (model, raw) = Classifier(type, out var scaler);
        byte[] file = Exported.Bytes(model, new OnnxExportOptions { Scaling = new OnnxScaling(scaler.Means, scaler.Scales) });
        Exported.Messages(file);
        using var runtime = new OnnxRuntimeModel(file);
        var scaled = scaler.Transform(raw).ToTensor(type);
        var (values, _) = runtime.Run(raw.ToTensor(ElementType.Float64));
        Exported.Near(model.Call(scaled).ToDoubleArray(), values, Agreement.Bound(model, scaled));
    }

    [Fact]
    public void Scaled_features_have_the_bits_of_the_scaler()
    {
        var (_, raw) = Classifier(ElementType.Float32, out var scaler);
        var model = new Relu();
        model.Build([raw.ColumnCount]);
        using var runtime = new OnnxRuntimeModel(Exported.Bytes(model, new OnnxExportOptions { Scaling = new OnnxScaling(scaler.Means, scaler.Scales) }));
        Assert.Equal(scaler.Transform(raw).ToTensor().Relu().ToDoubleArray(), runtime.Run(raw.ToTensor(ElementType.Float64)).Values);
    }

    [Fact]
    public void Columns_are_inputs_of_their_own_scaled_and_encoded()
    {
        OnnxColumn[] columns = [OnnxColumn.Number("age", 40, 12.5), OnnxColumn.Number("income", -3, 0.25), OnnxColumn.OneHot("town", "Bern", "Zürich", ""), OnnxColumn.Number("height")];
        var model = new Dense(2, Activation.Softmax);
        model.Build([6], seed: 1);
        byte[] file = Exported.Bytes(model, new OnnxExportOptions { Columns = columns });
        Exported.Messages(file);
        using var runtime = new OnnxRuntimeModel(file);
        Assert.Equal(["age", "income", "town", "height"], runtime.Inputs.Keys);
        var (values, _) = runtime.Run(("age", Column(27.5, 90)), ("income", Column(1, 2)), ("town", new[] { "Zürich", "Basel" }), ("height", Column(1.5, -2)));
        var features = Tensor.From(new[,] { { -1f, 16, 0, 1, 0, 1.5f }, { 4, 20, 0, 0, 0, -2 } });
        Exported.Near(model.Call(features).ToDoubleArray(), values, Agreement.Bound(model, features));
    }

    private static Tensor Column(params double[] values) => Tensor.From(values, [values.Length, 1]);

    private static (Sequential Model, FeatureMatrix Raw) Classifier(ElementType type, out StandardScaler scaler)
    {
        var values = Tensor.Normal([50, 4], seed: 5, mean: 100, standardDeviation: 30, elementType: ElementType.Float64).ToArray<double>();
        var raw = new FeatureMatrix(values, 50, ["a", "b", "c", "d"]);
        scaler = StandardScaler.Fit(raw);
        var model = new Sequential(new Dense(16, Activation.Relu), new Dropout(0.1), new Dense(1, Activation.Sigmoid));
        model.Build([4], seed: 42, type);
        return (model, raw);
    }

    private static IEnumerable<Layer> LayersOf(NetworkLayer layer)
    {
        yield return new Dense(layer.Units, Activation.All.Single(activation => activation.Name == layer.Activation.Name), layer.UseBias, biasInitializer: Initializer.Uniform(0.5));
        if (layer.Dropout > 0) yield return new Dropout(layer.Dropout);
    }

    private static IEnumerable<Layer> WithInner(Layer layer) => [layer, .. layer.Children.SelectMany(WithInner)];
}
