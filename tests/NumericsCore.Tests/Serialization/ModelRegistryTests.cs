using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Serialization;

/// <summary>Classes of one's own travel in files once they have a name there.</summary>
public sealed class ModelRegistryTests : IDisposable
{
    private readonly ScratchFile _scratch = new();

    [Fact]
    public void Layers_models_initializers_optimizers_and_metrics_of_one_s_own_come_back()
    {
        ModelRegistry.RegisterLayer<Residual>("test_residual", static (layer, settings) =>
        {
            settings.Write("inner", layer.Inner);
            settings.Write("strength", layer.Strength);
            settings.Write("label", layer.Label);
            settings.Write("sizes", layer.Sizes);
            settings.Write("factors", layer.Factors);
            settings.Write("big", long.MaxValue);
            settings.Write("on", true);
            settings.Write("rounding", MidpointRounding.ToZero);
            settings.Write("activation", Activation.Tanh);
            settings.Write("absent", (string?)null);
        }, static settings =>
        {
            Assert.Equal((long.MaxValue, true, MidpointRounding.ToZero, Activation.Tanh), (settings.ReadInt64("big"), settings.ReadBoolean("on"), settings.ReadEnum<MidpointRounding>("rounding"), settings.ReadActivation("activation")));
            Assert.False(settings.Has("absent"));
            Assert.Null(settings.ReadStringOrNull("absent"));
            return new Residual(settings.ReadLayer("inner"), settings.ReadDouble("strength"), settings.ReadString("label"), settings.ReadInt32s("sizes"), settings.ReadDoubles("factors"));
        });
        ModelRegistry.RegisterLayer<Whole>("test_whole");
        ModelRegistry.RegisterInitializer<Ramp>("test_ramp", static (ramp, settings) => settings.Write("step", ramp.Step), static settings => new Ramp(settings.ReadDouble("step")));
        ModelRegistry.RegisterMetric<Largest>("test_largest", static (_, _) => { }, static _ => new Largest());
        ModelRegistry.RegisterOptimizer<Signs>("test_signs", static (signs, settings) => settings.Write("learningRate", signs.LearningRate), static settings => new Signs(settings.ReadDouble("learningRate")));
        var model = new Sequential(
            new Residual(new Dense(4, weightInitializer: new Ramp(0.25)), double.NaN, "é\n\"", [1, -2], [0.1, double.PositiveInfinity, double.NaN, -0.0]),
            new Whole(),
            new Dense(1));
        model.Build([4], seed: 5);
        model.Compile(new Signs(0.125), new MeanSquaredError(), new Largest(), Metric.MeanAbsoluteError);
        model.Save(_scratch.Path);
        var loaded = Model.Load(_scratch.Path);
        Assert.Equal(["residual_1.dense_1.weight", "residual_1.dense_1.bias", "whole_1.strength", "whole_1.wide.weight", "whole_1.wide.bias", "dense_1.weight", "dense_1.bias"], loaded.NamedParameters.Keys);
        Assert.Equal(model.WeightsSha256(), loaded.WeightsSha256());
        var residual = Assert.IsType<Residual>(loaded.Children[0]);
        Assert.Equal(("é\n\"", 1, -2), (residual.Label, residual.Sizes[0], residual.Sizes[1]));
        Assert.True(double.IsNaN(residual.Strength));
        Assert.Equal(((double[])[0.1, double.PositiveInfinity, double.NaN, -0.0]).Select(BitConverter.DoubleToInt64Bits), residual.Factors.Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(0.125, Assert.IsType<Signs>(loaded.Compilation!.Optimizer).LearningRate);
        Assert.Equal(["largest", "mean_absolute_error"], loaded.Compilation.Metrics.Select(static metric => metric.Name));
        byte[] first = File.ReadAllBytes(_scratch.Path);
        loaded.Save(_scratch.Path);
        Assert.Equal(first, File.ReadAllBytes(_scratch.Path));
    }

    [Fact]
    public void A_model_of_one_s_own_is_loaded_as_itself()
    {
        ModelRegistry.RegisterLayer<Whole>("test_whole");
        var model = new Whole();
        model.Build([4], seed: 5);
        model.Save(_scratch.Path);
        var loaded = Assert.IsType<Whole>(Model.Load(_scratch.Path));
        var x = Make.Random([3, 4], elementType: ElementType.Float32);
        Bits.AssertEqual(model.Predict(x), loaded.Predict(x));
        // nothing of an earlier build is left: the values were zeros while the layer was built
        Assert.Equal(model.NamedParameters["strength"].ToScalar(), loaded.NamedParameters["strength"].ToScalar());
    }

    [Fact]
    public void What_is_not_registered_says_how_and_nothing_is_written()
    {
        var model = new Sequential(new Dense(2), new Unknown());
        model.Build([2]);
        Expect.Error<NotSupportedException>("The layer Unknown has no name in files. Register one, where the file is saved and where it is loaded: ModelRegistry.RegisterLayer<Unknown>(\"...\", save, load).", () => model.Save(_scratch.Path));
        var drawn = new Sequential(new Dense(2, biasInitializer: new UnknownRamp()));
        drawn.Build([2]);
        Assert.Contains("ModelRegistry.RegisterInitializer<UnknownRamp>", Assert.Throws<NotSupportedException>(() => drawn.Save(_scratch.Path)).Message, StringComparison.Ordinal);
        var measured = new Sequential(new Dense(2));
        measured.Build([2]);
        measured.Compile(new Sgd(), new MeanSquaredError(), new UnknownMetric());
        Assert.Contains("ModelRegistry.RegisterMetric<UnknownMetric>", Assert.Throws<NotSupportedException>(() => measured.Save(_scratch.Path)).Message, StringComparison.Ordinal);
        Assert.Empty(_scratch.Entries);
        model.SaveWeights(_scratch.Path);
        measured.Save(_scratch.Path, compiled: false);
    }

    [Fact]
    public void Names_are_one_s_own_and_of_one_class()
    {
        Assert.Contains("is a name of the library's own", Assert.Throws<ArgumentException>(() => ModelRegistry.RegisterLayer<Unknown>("dense")).Message, StringComparison.Ordinal);
        Assert.Contains("is a name of the library's own", Assert.Throws<ArgumentException>(() => ModelRegistry.RegisterLayer<Unknown>("shared")).Message, StringComparison.Ordinal);
        Assert.Contains("has a name", Assert.Throws<ArgumentException>(() => ModelRegistry.RegisterLayer<Flatten>("flat")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ModelRegistry.RegisterLayer<Unknown>(""));
        ModelRegistry.RegisterLayer<Whole>("test_taken");
        ModelRegistry.RegisterLayer<Whole>("test_taken");
        Assert.Contains("is NumericsCore.Tests.Serialization.ModelRegistryTests+Whole already", Assert.Throws<ArgumentException>(() => ModelRegistry.RegisterLayer<Other>("test_taken")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_is_written_once_and_read()
    {
        ModelRegistry.RegisterLayer<Twice>("test_twice", static (_, settings) =>
        {
            settings.Write("a", 1);
            settings.Write("a", 2);
        }, static _ => new Twice());
        ModelRegistry.RegisterLayer<Forgetful>("test_forgetful", static (_, settings) => settings.Write("a", 1), static _ => new Forgetful());
        ModelRegistry.RegisterLayer<Reserved>("test_reserved", static (_, settings) => settings.Write("kind", 1), static _ => new Reserved());
        Assert.Contains("'a' is written already", Assert.Throws<ArgumentException>(() => Built(new Twice()).Save(_scratch.Path)).Message, StringComparison.Ordinal);
        Assert.Contains("'kind' is written already", Assert.Throws<ArgumentException>(() => Built(new Reserved()).Save(_scratch.Path)).Message, StringComparison.Ordinal);
        Assert.Empty(_scratch.Entries);
        Built(new Forgetful()).Save(_scratch.Path);
        Assert.Contains("model.layers[0]: there is no setting 'a' in this version", Assert.Throws<ModelFileException>(() => Model.Load(_scratch.Path)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _scratch.Dispose();

    private static Sequential Built(Layer layer)
    {
        var model = new Sequential(layer);
        model.Build([2]);
        return model;
    }

    private class Unknown : Layer
    {
        protected override Tensor Forward(Tensor input, ForwardContext context) => input;
    }

    private sealed class Other : Unknown;

    private sealed class Twice : Unknown;

    private sealed class Reserved : Unknown;

    private sealed class Forgetful : Unknown;

    /// <summary>x + inner(x).</summary>
    private sealed class Residual : Layer
    {
        public Residual(Layer inner, double strength, string label, int[] sizes, double[] factors) =>
            (Inner, Strength, Label, Sizes, Factors) = (Add(inner), strength, label, sizes, factors);

        public Layer Inner { get; }

        public double Strength { get; }

        public string Label { get; }

        public int[] Sizes { get; }

        public double[] Factors { get; }

        protected override Tensor Forward(Tensor input, ForwardContext context) => input + Inner.Call(input, context);
    }

    /// <summary>A model whose inner layers are built when it is called first, and which looks at its parameter's value.</summary>
    private sealed class Whole : Model
    {
        private readonly Dense _wide;
        private Parameter? _strength;

        public Whole() => _wide = Add(new Dense(4, Activation.Tanh) { Name = "wide" });

        protected override void OnBuild(Shape inputShape) => _strength = AddParameter("strength", [], Initializer.Constant(0.5));

        protected override Tensor Forward(Tensor input, ForwardContext context)
        {
            if (!double.IsFinite(_strength!.ToScalar())) throw new InvalidOperationException("The strength is no number.");
            return input + _strength * _wide.Call(input, context);
        }
    }

    private sealed class Ramp(double step) : Initializer
    {
        public double Step => step;

        public override Tensor Create(Shape shape, int fanIn, int fanOut, ulong seed, uint stream, ElementType elementType, Device device) =>
            Tensor.Range(0, (int)shape.ElementCount, step, elementType, device).Reshape(shape.AsSpan());
    }

    private sealed class Signs(double learningRate) : Optimizer<Kernels.SgdRule>(learningRate)
    {
        protected override Kernels.SgdRule Prepare(double learningRate, long t) => new(learningRate);
    }

    private sealed class UnknownRamp : Initializer
    {
        public override Tensor Create(Shape shape, int fanIn, int fanOut, ulong seed, uint stream, ElementType elementType, Device device) => Tensor.Ones(shape, elementType, device);
    }

    private sealed class Largest() : Metric("largest")
    {
        public override Tensor Call(Tensor prediction, Tensor target) => prediction.Max();
    }

    private sealed class UnknownMetric() : Metric("unknown")
    {
        public override Tensor Call(Tensor prediction, Tensor target) => prediction.Max();
    }
}
