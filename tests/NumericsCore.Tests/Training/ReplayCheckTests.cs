using System.Diagnostics;
using System.Reflection;
using System.Reflection.Emit;
using NumericsCore.Tests.Support;
using NumericsCore.Tests.Training.Unsteady;

namespace NumericsCore.Tests.Training;

/// <summary>Replayed steps are compared with steps made anew: who breaks the promise is named, and who keeps it is left in peace.</summary>
public class ReplayCheckTests
{
    private static readonly Tensor s_x = Tensor.Uniform([70, 3], seed: 1, low: -1);
    private static readonly Tensor s_y = s_x.Sum(axis: 1, keepDims: true);

    public static TheoryData<string> UnsteadyParts => [.. s_unsteady.Keys];

    /// <summary>Each with what the message says of it.</summary>
    private static readonly Dictionary<string, (Func<Model> Model, string[] Says)> s_unsteady = new()
    {
        ["a layer with a counter"] = (static () => With(new CountingLayer()), ["Layer 'counting_layer_1' (CountingLayer) does not do the same at every step", "the number 2 as b, and in the recorded step 1", "CountingLayer.IsReplayable must be false", "AddBuffer"]),
        ["a layer with a list that its function captured"] = (static () => With(FunctionLayer.WithList()), ["(FunctionLayer)", "it comes to Zip<Add, Single> where the recorded step came to its end"]),
        ["a layer with a random number generator"] = (static () => With(new RandomLayer()), ["(RandomLayer)", "Address.Seed "]),
        ["a layer with a static field"] = (static () => With(new StaticLayer()), ["(StaticLayer)", "it hands Fill<Single> value "]),
        ["a layer that takes turns between tensors"] = (static () => With(new TurningLayer()), ["(TurningLayer)", "another tensor as b than in the recorded step"]),
        ["a layer that keeps the step before"] = (static () => With(new RememberingLayer()), ["(RememberingLayer)", "as b"]),
        ["a layer that reads now and then"] = (static () => With(new ReadingLayer()), ["(ReadingLayer)", "it reads a result on the host"]),
        ["a layer that brings numbers now and then"] = (static () => With(new BringingLayer()), ["(BringingLayer)", "it brings numbers from the host"]),
        ["a layer whose backward pass counts"] = (static () => With(new CountingBackLayer()), ["(CountingBackLayer), in the backward pass of CountingBack,", "the number 2 as b, and in the recorded step 1"]),
        ["a layer that skips an inner one"] = (static () => With(new SkippingLayer()), ["(SkippingLayer)", "the beginning of Tanh"]),
        ["a layer that changes its mind later"] = (static () => With(new LateLayer()), ["(LateLayer)"]),
        ["a loss with a frozen value"] = (static () => With(new Dense(1), loss: new FrozenLoss()), ["The loss FrozenLoss does not do the same", "FrozenLoss.IsReplayable must be false"]),
        ["a metric that reads a clock"] = (static () => With(new Dense(1), metric: new ClockMetric()), ["The metric 'clock' (ClockMetric) does not do the same", "ClockMetric.IsReplayable must be false", "EpochMetric"]),
        ["an optimizer with state beside its rule"] = (static () => With(new Dense(1), optimizer: new StatefulSgd()), ["The optimizer StatefulSgd prepares one step in two ways", "the eta 0.0", "a slot of the rule"]),
        ["an optimizer that remembers the step"] = (static () => With(new Dense(1), optimizer: new RememberingSgd()), ["The optimizer RememberingSgd prepares one step in two ways"]),
        ["a schedule with state"] = (static () => With(new Dense(1), optimizer: new Sgd(0.01) { Schedule = new StatefulSchedule() }), ["The schedule StatefulSchedule gives two values of one learning rate"]),
    };

    [Theory]
    [MemberData(nameof(UnsteadyParts))]
    public void An_unsteady_part_is_named(string part)
    {
        var (make, says) = s_unsteady[part];
        var error = Assert.Throws<InvalidOperationException>(() => Train(make(), isChecked: true));
        foreach (string text in says) Assert.Contains(text, error.Message, StringComparison.Ordinal);
        Train(make(), isChecked: false);
    }

    [Theory]
    [MemberData(nameof(UnsteadyParts))]
    public void It_is_named_in_virtual_shards_too(string part)
    {
        var (make, says) = s_unsteady[part];
        var error = Assert.Throws<InvalidOperationException>(() => Train(make(), isChecked: true, shards: 2));
        Assert.Contains(says[0].Split(" does not")[0].Split(" (")[^1].TrimEnd(')'), error.Message, StringComparison.Ordinal);
    }

    [GpuFact]
    public void Unsteady_parts_are_named_on_devices()
    {
        foreach (var device in Gpus.All)
        {
            foreach (var (make, says) in s_unsteady.Values)
            {
                var error = Assert.Throws<InvalidOperationException>(() => Train(make(), isChecked: true, device: device));
                foreach (string text in says) Assert.Contains(text, error.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_value_that_a_callback_changes_after_an_epoch_is_found()
    {
        var loss = new FrozenLoss { Changes = false };
        var model = With(new Dense(1), loss: loss);
        model.ChecksReplay = true;
        var error = Assert.Throws<InvalidOperationException>(() => model.Fit(s_x, s_y, batchSize: 7, epochs: 4, callbacks: [new At(epochBegin: _ => loss.Temperature *= 0.5f)]));
        Assert.Contains("The loss FrozenLoss", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_parameters_are_those_of_the_step_before()
    {
        var layer = new CountingLayer();
        var model = With(layer);
        var before = "";
        Assert.Throws<InvalidOperationException>(() => Train(model, isChecked: true, callback: new At(batchEnd: context => before = context.Model.WeightsSha256())));
        Assert.Equal(before, model.WeightsSha256());
        Assert.Equal(2, layer.Calls);
    }

    public static TheoryData<string> SteadyParts => [.. s_steady.Keys];

    private static readonly Dictionary<string, Func<Model>> s_steady = new()
    {
        ["dropout and activations"] = static () => With(new Sequential(new Dense(8, Activation.Relu), new Dropout(0.3), new Dense(4, Activation.Gelu), new Dropout(0.2), new Dense(4, Activation.Softmax)), metric: Metric.MeanAbsoluteError),
        ["a schedule of rate and momentum"] = static () => With(new Dense(4), optimizer: new Adam(0.01) { Schedule = new OneCycle(100, cycleMomentum: true), ClipNorm = 1 }),
        ["a metric of the epoch"] = static () => With(new Dense(4), metric: Metric.R2Score),
        ["a buffer"] = static () => With(new BufferLayer()),
        ["more constants than are kept"] = static () => With(FunctionLayer.WithManyConstants()),
        ["an inner layer that is made anew"] = static () => With(new FunctionLayer(static (input, context) => new Tanh().Call(input, context))),
        ["dropout by its own counter"] = static () => With(new OwnContextLayer()),
        ["random numbers of one seed"] = static () => With(new FunctionLayer(static (input, _) => input * Tensor.Uniform(input.Shape, seed: 3, device: input.Device))),
        ["a parameter that no gradient reaches"] = static () => With(new UnusedParameterLayer(), optimizer: new Adam(0.01)),
        ["a schedule that is remembered by its argument"] = static () => With(new Dense(1), optimizer: new Sgd(0.01) { Schedule = new MemoizedSchedule() }),
    };

    [Theory]
    [MemberData(nameof(SteadyParts))]
    public void A_steady_part_is_left_in_peace(string part)
    {
        // one of them takes up all room for constants
        var device = Device.CreateCpu(2);
        foreach (int shards in (int[])[1, 3]) Assert.Equal(Train(s_steady[part](), isChecked: false, shards, device), Train(s_steady[part](), isChecked: true, shards, device));
    }

    [GpuFact]
    public void Steady_parts_are_left_in_peace_on_devices()
    {
        foreach (var device in Gpus.All)
            foreach (var make in s_steady.Values)
                Assert.Equal(Train(make(), isChecked: false, device: device), Train(make(), isChecked: true, device: device));
    }

    [Fact]
    public void A_layer_that_is_frozen_and_freed_meanwhile_is_left_in_peace()
    {
        Assert.Equal(Run(false), Run(true));

        static string Run(bool isChecked)
        {
            var dense = new Dense(4);
            return Train(With(dense, optimizer: new Adam(0.01)), isChecked, callback: new At(batchEnd: context => dense.Weight!.IsTrainable = context.Batch % 4 > 1));
        }
    }

    [Fact]
    public void The_gradient_of_a_parameter_that_no_group_has_is_the_last_batch_s_however_steps_are_made()
    {
        double[] expected = Gradient(mayReplay: false, isChecked: false);
        Assert.Equal(expected, Gradient(mayReplay: true, isChecked: false));
        Assert.Equal(expected, Gradient(mayReplay: true, isChecked: true));
        Assert.Equal(Gradient(mayReplay: false, isChecked: false, shards: 2), Gradient(mayReplay: true, isChecked: true, shards: 2));

        static double[] Gradient(bool mayReplay, bool isChecked, int? shards = null)
        {
            Dense first = new(4), second = new(1);
            var model = new Sequential(first, second) { MayReplay = mayReplay, ChecksReplay = isChecked };
            model.Build([3], seed: 1);
            var optimizer = new Sgd(0.01);
            optimizer.AddGroup([first.Weight!, second.Bias!]);
            model.Compile(optimizer, new MeanSquaredError());
            model.Fit(s_x, s_y, batchSize: 14, epochs: 4, seed: 3, virtualShards: shards);
            return second.Weight!.Gradient!.ToDoubleArray();
        }
    }

    [Fact]
    public void Built_in_parts_are_not_looked_at_unless_it_is_asked_for()
    {
        var model = With(new Dense(1));
        Assert.Equal(Environment.GetEnvironmentVariable(ReplayCheck.Variable) == "1", ReplayCheck.IsOn(model, new Adam(), new MeanSquaredError(), [Metric.Accuracy]));
        Assert.Null(ReplayCheck.Asked(null, null));
        Assert.True(ReplayCheck.Asked(null, true));
        Assert.False(ReplayCheck.Asked("0", true));
        Assert.True(ReplayCheck.Asked("1", false));
        var error = Assert.Throws<InvalidOperationException>(() => ReplayCheck.Asked("yes", null));
        Assert.Equal("NUMERICSCORE_CHECK_REPLAY is 'yes'; expected 1 or 0.", error.Message);
    }

    [Theory]
    [InlineData(DebuggableAttribute.DebuggingModes.Default | DebuggableAttribute.DebuggingModes.DisableOptimizations, true)]
    [InlineData(DebuggableAttribute.DebuggingModes.IgnoreSymbolStoreSequencePoints, false)]
    public void A_part_from_a_debug_build_is_looked_at(DebuggableAttribute.DebuggingModes modes, bool isDebug)
    {
        if (Environment.GetEnvironmentVariable(ReplayCheck.Variable) is "0" or "1") return;
        var own = OwnLayer(modes);
        Assert.Equal(isDebug, ReplayCheck.IsDebugBuild(own.GetType().Assembly));
        foreach (var layer in (Layer[])[own, new Sequential(new Dense(1), own)])
            Assert.Equal(isDebug, ReplayCheck.IsOn(new Sequential(layer), new Adam(), new MeanSquaredError(), []));
    }

    /// <summary>A layer that gives its input back, of an assembly made for it.</summary>
    private static Layer OwnLayer(DebuggableAttribute.DebuggingModes modes)
    {
        var constructor = typeof(DebuggableAttribute).GetConstructor([typeof(DebuggableAttribute.DebuggingModes)])!;
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new(FormattableString.Invariant($"Own{(int)modes}")), AssemblyBuilderAccess.Run, [new CustomAttributeBuilder(constructor, [modes])]);
        var type = assembly.DefineDynamicModule("Own").DefineType("OwnLayer", TypeAttributes.Public, typeof(Layer));
        var forward = typeof(Layer).GetMethod("Forward", BindingFlags.Instance | BindingFlags.NonPublic)!;
        var own = type.DefineMethod(forward.Name, (forward.Attributes & ~(MethodAttributes.Abstract | MethodAttributes.NewSlot)) | MethodAttributes.Virtual, typeof(Tensor), [typeof(Tensor), typeof(ForwardContext)]).GetILGenerator();
        own.Emit(OpCodes.Ldarg_1);
        own.Emit(OpCodes.Ret);
        return (Layer)Activator.CreateInstance(type.CreateType())!;
    }

    private static Sequential With(Layer layer, Loss? loss = null, Metric? metric = null, Optimizer? optimizer = null)
    {
        var model = layer is Dense { Units: 1 } ? new Sequential(layer) : new Sequential(layer, new Dense(1));
        model.Compile(optimizer ?? new Sgd(0.01), loss ?? new MeanSquaredError(), metric is null ? [] : [metric]);
        return model;
    }

    /// <summary>Trains with a rest of a batch, and says all that came of it.</summary>
    private static string Train(Model model, bool isChecked, int? shards = null, Device? device = null, Callback? callback = null)
    {
        model.ChecksReplay = isChecked;
        device ??= Device.Cpu;
        var history = model.Fit(s_x.To(device), s_y.To(device), batchSize: 16, epochs: 4, seed: 3, callbacks: callback is null ? [] : [callback], virtualShards: shards);
        return model.WeightsSha256() + string.Join(' ', history.Epochs.SelectMany(static epoch => epoch.Values()));
    }
}
