using System.Reflection;
using NumericsCore.Tests.Serialization;

namespace NumericsCore.Tests;

/// <summary>What objects say of themselves, in a log and in a debugger.</summary>
public class TextOfObjectsTests
{
    // tokens and streams that live within a call, and bases whose classes are users' own
    private static readonly string[] s_withoutText =
        ["Callback", "CallbackStateReader", "CallbackStateWriter", "CustomOperation", "LambdaCallback", "MetricBatch", "MetricState", "Scope", "SettingsReader", "SettingsWriter"];

    [Fact]
    public void Only_what_lives_within_a_call_has_its_type_for_a_text() => Assert.Equal(s_withoutText, Silent(typeof(Tensor).Assembly).Where(static type => type.Namespace == nameof(NumericsCore)).Select(static type => type.Name).Order());

    [Fact]
    public void Layers_losses_optimizers_and_metrics_say_their_settings()
    {
        Assert.Equal("Dense { Units = 3, Activation = relu, UseBias = True }", new Dense(3, Activation.Relu).ToString());
        Assert.Equal("Dropout { Name = drop, Rate = 0.25 }", new Dropout(0.25) { Name = "drop" }.ToString());
        Assert.Equal("Relu", new Relu().ToString());
        Assert.Equal("Adam { LearningRate = 0.01, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 0.5, BiasCorrection = True, AmsGrad = False, ClipNorm = 1, Schedule = StepDecay { StepSize = 5, Gamma = 0.5, Unit = Step }, StepCount = 0 }",
            new Adam(0.01, epsilon: 0.5) { ClipNorm = 1, Schedule = new StepDecay(5, 0.5, ScheduleUnit.Step) }.ToString());
        Assert.Equal("BinaryCrossEntropy { FromLogits = False, LabelSmoothing = 0, ClassWeights = [1, 2.5], Reduction = Mean }", new BinaryCrossEntropy(classWeights: [1, 2.5]).ToString());
        Assert.Equal("accuracy", Metric.Accuracy.ToString());
        Assert.Equal("HeNormal", Initializer.HeNormal.ToString());
        Assert.Equal("Constant { Value = 0.5 }", Initializer.Constant(0.5).ToString());
        Assert.Equal("History { Epochs = 0 }", new History().ToString());
        Assert.All(ModelExamples.Layers.Values.Select(static make => (object)make()).Concat(ModelExamples.Losses.Values.Select(static make => (object)make())).Concat(ModelExamples.Optimizers.Values.Select(static make => make())), static example =>
        {
            string text = example.ToString()!;
            Assert.DoesNotContain("NumericsCore", text, StringComparison.Ordinal);
            Assert.DoesNotContain("`", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_model_says_what_it_is_made_of_and_how_it_is_trained()
    {
        var model = new Sequential(new Dense(2, Activation.Relu), new Dense(1));
        Assert.Equal("Sequential { Layers = [Dense, Dense] }", model.ToString());
        model.Build([3], seed: 1);
        model.Compile(new Sgd(0.1), new MeanSquaredError());
        Assert.Equal("Sequential { Layers = [Dense, Dense], InputShape = [3], OutputShape = [1], Parameters = 11, Optimizer = Sgd, Loss = mean squared error }", model.ToString());
    }

    [Fact]
    public void A_debugger_shows_a_tensor_without_computing_it()
    {
        var x = Tensor.From([1f, 2, 3, 4, 5]);
        Assert.Equal("Tensor [5] float32 1, 2, 3, 4, ...", TensorDebugView.TextOf(x));
        Assert.Equal([1, 2, 3, 4, 5], new TensorDebugView(x).First);
        Assert.Equal(16, new TensorDebugView(Tensor.Zeros([100, 100])).First.Length);
        Assert.Equal("Tensor [0] float32", TensorDebugView.TextOf(Tensor.Zeros([0])));
        var device = Device.CreateCpu(1);
        Assert.Equal("Tensor [2] float32 0, 0", TensorDebugView.TextOf(Tensor.Zeros([2], device: device)).Replace(" on cpu", "", StringComparison.Ordinal));

        using (var recording = Kernels.Recording.Begin(Device.Cpu.Backend))
        {
            var y = x.Relu();
            Assert.Same(recording, y.Memory.PendingIn);
            Assert.Equal("Tensor [5] float32 (not computed yet: part of a recording)", TensorDebugView.TextOf(y));
            var view = new TensorDebugView(y);
            Assert.Equal(("not computed yet: part of a recording", 0), (view.State, view.First.Length));
            Assert.Same(recording, y.Memory.PendingIn);
            recording.End();
            Assert.Equal("computed", view.State);
        }

        x.Dispose();
        Assert.Equal("Tensor [5] float32 (disposed)", TensorDebugView.TextOf(x));
        Assert.Empty(new TensorDebugView(x).First);
    }

    private static IEnumerable<Type> Silent(Assembly assembly) => assembly.GetExportedTypes()
        .Where(static type => !(type.IsAbstract && type.IsSealed) && !type.IsInterface && !type.IsEnum && !typeof(Delegate).IsAssignableFrom(type) && !typeof(Exception).IsAssignableFrom(type) && !typeof(Attribute).IsAssignableFrom(type))
        .Where(static type => type.GetMethod(nameof(ToString), Type.EmptyTypes)!.DeclaringType is var declaring && (declaring == typeof(object) || declaring == typeof(ValueType)));
}
