using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NumericsCore.Testing;
using NumericsCore.Tests.Optimizers.Schedules;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Serialization;

/// <summary>A model that is saved and loaded is the same: layers, settings, names and bits.</summary>
public sealed class ModelRoundTripTests : IDisposable
{
    private readonly ScratchFile _scratch = new();

    public static TheoryData<string, ElementType> LayerCases
    {
        get
        {
            var cases = new TheoryData<string, ElementType>();
            foreach (string name in ModelExamples.Layers.Keys)
            {
                cases.Add(name, ElementType.Float32);
                cases.Add(name, ElementType.Float64);
            }

            return cases;
        }
    }

    public static TheoryData<string> OptimizerCases => [.. ModelExamples.Optimizers.Keys];

    public static TheoryData<string> LossCases => [.. ModelExamples.Losses.Keys];

    public static TheoryData<string> Gpus => [.. Support.Gpus.Names.Count > 0 ? Support.Gpus.Names : ["none"]];

    [Theory]
    [MemberData(nameof(LayerCases))]
    public void Every_layer_keeps_its_settings_and_bits(string name, ElementType elementType) => RoundTrip(name, elementType, Device.Cpu, Device.Cpu);

    [GpuTheory]
    [MemberData(nameof(Gpus))]
    public void Every_layer_goes_to_another_device_and_back(string device)
    {
        // a product with an activation in it is a kernel of its own, which takes OpenCL seconds to compile; the activations are layers too
        string[] others = [.. Activation.All.Select(static activation => $"dense {activation}").Except(["dense none", "dense relu", "dense sigmoid", "dense gelu"])];
        foreach (string name in ModelExamples.Layers.Keys.Except(others))
        {
            RoundTrip(name, ElementType.Float32, Device.Parse(device), Device.Parse(device));
            RoundTrip(name, ElementType.Float32, Device.Cpu, Device.Parse(device));
            RoundTrip(name, ElementType.Float64, Device.Parse(device), Device.Cpu);
        }
    }

    [Fact]
    public void Every_class_of_the_library_that_a_model_holds_has_a_name_in_files_and_an_example()
    {
        Check<Layer>(ModelExamples.Layers.Values.Select(static make => make()), BuiltInKinds.Layers);
        Check<Initializer>(ModelExamples.Initializers.Values, BuiltInKinds.Initializers);
        Check<Metric>(ModelExamples.Metrics, BuiltInKinds.Metrics);
        Check<Loss>(ModelExamples.Losses.Values.Select(static make => make()), BuiltInKinds.Losses);
        Check<Optimizer>(ModelExamples.Optimizers.Values.Select(static make => make()), OptimizerKinds.Table);
        Check<LearningRateSchedule>(ScheduleExamples.All.Values.Select(static make => make()), ScheduleKinds.Table);

        static void Check<T>(IEnumerable<T> examples, KindTable<T> table) where T : class
        {
            T[] all = [.. examples];
            // what is made of a user's formula has the name that the user registers
            var classes = typeof(T).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract && !type.IsGenericTypeDefinition).OrderBy(static type => type.Name);
            Assert.Equal(classes, all.Select(static example => example.GetType()).Distinct().OrderBy(static type => type.Name));
            // a name that stays: each once, in snake case
            Assert.Equal(table.BuiltIn.Select(static kind => kind.Name).Order(), all.Select(example => table.Of(example).Name).Distinct().Order());
            Assert.All(table.BuiltIn, static kind => Assert.Matches("^[a-z][a-z0-9]*(_[a-z0-9]+)*$", kind.Name));
        }
    }

    [Theory]
    [MemberData(nameof(OptimizerCases))]
    public void Every_optimizer_keeps_its_settings(string name)
    {
        var (x, y) = (Make.Random([12, 3]), Make.Random([12, 2], stream: 1));
        var model = new Sequential(new Dense(4, Activation.Tanh), new Dense(2));
        model.Build([3], seed: 4, ElementType.Float64);
        var optimizer = ModelExamples.Optimizers[name]();
        model.Compile(optimizer, new MeanSquaredError());
        var loaded = SaveAndLoad(model);
        var restored = loaded.Compilation!.Optimizer;
        Assert.Equal((optimizer.GetType(), optimizer.LearningRate, optimizer.WeightDecay, optimizer.Decoupled, optimizer.ClipNorm, optimizer.ClipValue), (restored.GetType(), restored.LearningRate, restored.WeightDecay, restored.Decoupled, restored.ClipNorm, restored.ClipValue));
        Assert.Equal(optimizer.Formula.ToString(), restored.Formula.ToString());
        Assert.Equal(optimizer.Schedule?.GetType(), restored.Schedule?.GetType());
        for (int n = 0; n < 40 && optimizer.Schedule is { } schedule; n++) Assert.Equal(schedule.At(0.3, n), restored.Schedule!.At(0.3, n));
        model.Fit(x, y, batchSize: 4, epochs: 3, seed: 1);
        loaded.Fit(x, y, batchSize: 4, epochs: 3, seed: 1);
        Assert.Equal(model.WeightsSha256(), loaded.WeightsSha256());
    }

    [Theory]
    [MemberData(nameof(LossCases))]
    public void Every_loss_and_metric_keeps_its_settings(string name)
    {
        var loss = ModelExamples.Losses[name]();
        var model = new Sequential(new Dense(3));
        model.Build([4], seed: 2);
        model.Compile(new Sgd(), loss, [.. ModelExamples.Metrics]);
        var loaded = SaveAndLoad(model);
        Assert.Equal(loss.Formula.ToString(), loaded.Compilation!.Loss.Formula.ToString());
        Assert.Equal(loss.Reduction, loaded.Compilation.Loss.Reduction);
        var (x, y) = (Tensor.Uniform([5, 3], 1, 0.1, 0.9), loss is CategoricalLoss { IsSparse: true } ? Tensor.From([0f, 1f, 2f, 2f, 1f]) : Tensor.Ones([5, 3]) / 3);
        if (!name.StartsWith("binary,", StringComparison.Ordinal) || loss.Reduction == Reduction.Sum) Bits.AssertEqual(loss.Call(x, y), loaded.Compilation.Loss.Call(x, y));
        Assert.Equal(model.Compilation!.Metrics.Select(static metric => metric.Name), loaded.Compilation.Metrics.Select(static metric => metric.Name));
        foreach (var (before, after) in model.Compilation.Metrics.Zip(loaded.Compilation.Metrics)) Assert.Equal(before.GetType(), after.GetType());
        // every setting: what is written again is the same
        Assert.Equal(ModelDocument.Write(model, model.Compilation), ModelDocument.Write(loaded, loaded.Compilation));
    }

    [Fact]
    public void Groups_frozen_parameters_names_and_shared_layers_are_kept()
    {
        var shared = new Dense(4) { Name = "shared" };
        var model = new Sequential(new Dense(4), shared, new Relu(), shared, new Sequential(shared, new Dense(2)) { Name = "head" }) { Name = "whole" };
        model.Build([4], seed: 3);
        var optimizer = new Sgd(0.1);
        optimizer.AddGroup([model.NamedParameters["dense_1.weight"], model.NamedParameters["head.dense_2.bias"]], learningRate: 0.25);
        optimizer.AddGroup(shared.Parameters, weightDecay: 0.5);
        shared.Bias!.IsTrainable = false;
        model.Compile(optimizer, new MeanSquaredError());
        var loaded = SaveAndLoad(model);
        Assert.Equal(model.NamedParameters.Keys, loaded.NamedParameters.Keys);
        Assert.Equal("whole", loaded.Name);
        Assert.Same(loaded.Children[1], loaded.Children[3]);
        Assert.Same(loaded.Children[1], loaded.Children[4].Children[0]);
        Assert.Equal(["shared.bias"], loaded.NamedParameters.Where(static pair => !pair.Value.IsTrainable).Select(static pair => pair.Key));
        var groups = loaded.Compilation!.Optimizer.Groups;
        Assert.Equal([(0.25, 0, "dense_1.weight, head.dense_2.bias"), (0.1, 0.5, "shared.weight, shared.bias")], groups.Select(static group => (group.LearningRate, group.WeightDecay, string.Join(", ", group.Parameters.Select(static parameter => parameter.Path)))));
        var (x, y) = (Make.Random([6, 4], elementType: ElementType.Float32), Make.Random([6, 2], 1, ElementType.Float32));
        model.Fit(x, y, epochs: 4, seed: 1);
        loaded.Fit(x, y, epochs: 4, seed: 1);
        Assert.Equal(model.WeightsSha256(), loaded.WeightsSha256());
    }

    [Fact]
    public void Dropout_draws_on_from_the_model_s_seed()
    {
        var (x, y) = (Make.Random([32, 4], elementType: ElementType.Float32), Make.Random([32, 1], 1, ElementType.Float32));
        var model = new Sequential(new Dense(8, Activation.Relu), new Dropout(0.5), new Dense(1));
        model.Build([4], seed: 77);
        model.Compile(new Sgd(0.1), new MeanSquaredError());
        var loaded = SaveAndLoad(model);
        Assert.Equal(77ul, loaded.Seed);
        model.Fit(x, y, epochs: 3);
        loaded.Fit(x, y, epochs: 3);
        Assert.Equal(model.WeightsSha256(), loaded.WeightsSha256());
    }

    [Fact]
    public void Loaded_parameters_are_not_drawn_anew_by_the_first_training()
    {
        var model = new Sequential(new Dense(1));
        model.Build([2]);
        model.Compile(new Sgd(0), new MeanSquaredError());
        string before = model.WeightsSha256();
        var loaded = SaveAndLoad(model);
        loaded.Fit(Tensor.Ones([4, 2]), Tensor.Ones([4, 1]), seed: 5);
        Assert.Equal(before, loaded.WeightsSha256());
    }

    [Fact]
    public void What_the_model_is_not_compiled_with_is_not_there_and_metadata_is()
    {
        var model = new Sequential(new Flatten());
        model.Build([2, 3]);
        model.Save(_scratch.Path, metadata: new Dictionary<string, string> { ["licence"] = "MIT" });
        Assert.Null(Model.Load(_scratch.Path).Compilation);
        using (var file = SafetensorsFile.Open(_scratch.Path)) Assert.Equal("MIT", file.Metadata["licence"]);
        model.Compile(new Sgd(), new MeanSquaredError());
        model.Save(_scratch.Path, compiled: false);
        Assert.Null(Model.Load(_scratch.Path).Compilation);
        Assert.Contains("begins with 'numericscore'", Assert.Throws<ArgumentException>(() => model.Save(_scratch.Path, metadata: new Dictionary<string, string> { ["NumericsCore.x"] = "" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_a_model_is_what_the_page_shows()
    {
        var model = new Sequential(new Dense(2, Activation.Relu), new Dropout(0.5), new Dense(1) { Name = "head" });
        model.Build([3], seed: 7);
        model.Compile(new Sgd(0.1), new BinaryCrossEntropy(fromLogits: true), Metric.Accuracy);
        model.Save(_scratch.Path);
        using var file = SafetensorsFile.Open(_scratch.Path);
        Assert.Equal(["dense_1.bias", "dense_1.weight", "head.bias", "head.weight"], file.Tensors.Select(static tensor => tensor.Name));
        Assert.Equal(
            """
            {"version":1,"library":"NumericsCore LIBRARY","elementType":"float32","inputShape":[3],"seed":7,
            "model":{"kind":"sequential","layers":[
            {"kind":"dense","units":2,"activation":"relu","useBias":true,"weightInitializer":{"kind":"glorot_uniform"},"biasInitializer":{"kind":"zeros"}},
            {"kind":"dropout","rate":0.5},
            {"kind":"dense","name":"head","units":1,"activation":"none","useBias":true,"weightInitializer":{"kind":"glorot_uniform"},"biasInitializer":{"kind":"zeros"}}]},
            "compiled":{"optimizer":{"kind":"sgd","learningRate":0.1,"weightDecay":0,"decoupled":false,"momentum":0,"dampening":0,"nesterov":false,"convention":"PyTorch"},
            "loss":{"kind":"binary_cross_entropy","fromLogits":true,"labelSmoothing":0,"reduction":"Mean"},"metrics":[{"kind":"accuracy"}]}}
            """.ReplaceLineEndings("").Replace("LIBRARY", typeof(Model).Assembly.GetName().Version!.ToString(3), StringComparison.Ordinal), file.Metadata["numericscore"]);
    }

    [Property(MaxTest = 60)]
    public Property Random_networks_predict_the_same_bits() => Prop.ForAll(Generate.Networks(), network =>
    {
        if (network.Depth == 0) return;
        var layers = new List<Layer>();
        foreach (var layer in network.Layers)
        {
            layers.Add(new Dense(layer.Units, Activation.All.Single(activation => layer.Activation.Equals(NetworkActivation.Of(activation))), layer.UseBias));
            if (layer.Dropout > 0) layers.Add(new Dropout(layer.Dropout));
        }

        var model = new Sequential(layers);
        model.Build([network.Inputs], network.Seed, network.Seed % 2 == 0 ? ElementType.Float32 : ElementType.Float64);
        AssertSame(model, SaveAndLoad(model), Make.Random([network.Samples, network.Inputs], elementType: model.Parameters[0].ElementType));
    });

    public void Dispose() => _scratch.Dispose();

    private void RoundTrip(string name, ElementType elementType, Device from, Device to)
    {
        var model = new Sequential(ModelExamples.Layers[name](), new Relu());
        model.Build([3, 4], seed: 9, elementType, from);
        // no value is any that a new layer has
        foreach (var parameter in model.Parameters) parameter.Assign(Make.Random(parameter.Shape, 3, elementType, from));
        AssertSame(model, SaveAndLoad(model, to), Make.Random([5, 3, 4], 4, elementType));
    }

    private void AssertSame(Model model, Model loaded, Tensor input)
    {
        Assert.Equal(model.Summary(), loaded.Summary());
        Assert.Equal(model.NamedParameters.Keys, loaded.NamedParameters.Keys);
        Assert.Equal(model.WeightsSha256(), loaded.WeightsSha256());
        var device = model.Parameters.Count > 0 ? model.Parameters[0].Device : input.Device;
        Bits.AssertEqual(model.Predict(input.To(device)), loaded.Predict(input.To(loaded.Parameters.Count > 0 ? loaded.Parameters[0].Device : input.Device)));
        // the file of the loaded model has the same bytes
        byte[] first = File.ReadAllBytes(_scratch.Path);
        loaded.Save(_scratch.Path);
        Assert.Equal(first, File.ReadAllBytes(_scratch.Path));
    }

    private Model SaveAndLoad(Model model, Device? device = null)
    {
        model.Save(_scratch.Path);
        return Model.Load(_scratch.Path, device);
    }
}
