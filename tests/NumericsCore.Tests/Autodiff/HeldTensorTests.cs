using FsCheck.Xunit;
using NumericsCore.Tests.Support;
using NumericsCore.Tests.Training;

namespace NumericsCore.Tests.Autodiff;

/// <summary>A tensor that somebody holds keeps its elements, whatever passes, steps and trainings follow.</summary>
public class HeldTensorTests
{
    [Property(MaxTest = 60)]
    public void A_held_tensor_never_changes(int[] actions)
    {
        var model = new Sequential(new Dense(3, Activation.Tanh), new Dense(1));
        model.Build([2], seed: 5, ElementType.Float64);
        var parameters = model.Parameters;
        var optimizer = new Adam(0.1, weightDecay: 0.1) { ClipNorm = 0.5, ClipValue = 0.3 };
        var x = Make.Random([12, 2]);
        var held = new List<(string What, Tensor Tensor, double[] Elements)>();
        foreach (int code in actions)
        {
            int action = (int)((uint)code % 14);
            var parameter = parameters[(int)((uint)code / 14 % (uint)parameters.Count)];
            switch (action)
            {
                case 0: Hold("gradient", parameter.Gradient); break;
                case 1: Hold("detached", parameter.Detach()); break;
                case 2: Hold("reshaped", parameter.Reshape(-1)); break;
                case 3: Hold("leaf", parameter.WithGradient()); break;
                case 4: Hold("view of a gradient", parameter.Gradient?.Reshape(-1)); break;
                case 5: Hold("prediction", model.Call(x)); break;
                case 6: Hold("part", parameter[0]); break;
                case 7: model.Call(x).Square().Mean().Backward(); break;
                case 8: parameter.Assign(parameter * 0.5); break;
                case 9: foreach (var each in parameters) each.ClearGradient(); break;
                case 10:
                    if (optimizer.Groups.Count == 0) optimizer.AddGroup(parameters);
                    optimizer.Step();
                    break;
                case 11: parameter.IsTrainable = !parameter.IsTrainable; break;
                case 12:
                    // what a pullback hands through is no window to the parameter that it was started with
                    var leaf = Make.Random(parameter.Shape.AsSpan().ToArray()).WithGradient();
                    leaf.Copy().Backward(parameter);
                    Hold("a parameter as seed", leaf.Gradient);
                    break;
                default:
                    if (!parameters.Any(static each => each.IsTrainable)) break;
                    model.Compile(optimizer, new MeanSquaredError());
                    model.Fit(x, x[.., 0], batchSize: 5, epochs: 3);
                    break;
            }

            foreach (var (what, tensor, elements) in held)
                Assert.True(elements.AsSpan().SequenceEqual(tensor.ToArray<double>()), $"the {what} held changed in action {action} of [{string.Join(", ", actions)}]");
        }

        void Hold(string what, Tensor? tensor)
        {
            if (tensor is not null) held.Add((what, tensor, tensor.ToArray<double>()));
        }
    }

    [Fact]
    public void Gradients_of_three_passes_are_three_tensors()
    {
        var dense = new Dense(1, useBias: false);
        dense.Build([1]);
        var kept = new List<Tensor>();
        for (int i = 1; i <= 3; i++)
        {
            dense.Weight!.ClearGradient();
            dense.Call(Tensor.Full([1, 1], i)).Sum().Backward();
            kept.Add(dense.Weight.Gradient!);
        }

        Assert.Equal([1.0, 2, 3], kept.Select(static gradient => gradient.ToScalar()));
    }

    [Fact]
    public void A_graph_built_on_a_gradient_is_differentiated_with_its_value()
    {
        var weight = Make.Parameter(2, 3);
        new Sgd().AddGroup([weight]);
        weight.Square().Sum().Backward();
        var x = Make.Vector(1, 1).WithGradient();
        var product = (x * weight.Gradient!).Sum();
        weight.Square().Sum().Backward();
        product.Backward();
        Near.AssertEqual([4, 6], x.Gradient!);
        Near.AssertEqual([8, 12], weight.Gradient!);
    }

    [Fact]
    public void Clipping_shows_in_the_gradient_and_not_in_the_one_held()
    {
        var weight = Make.Parameter(0, 0);
        var optimizer = new Sgd(1) { ClipValue = 2 };
        optimizer.AddGroup([weight]);
        (weight * Make.Vector(5, 1)).Sum().Backward();
        var held = weight.Gradient!;
        optimizer.Step();
        Near.AssertEqual([5, 1], held);
        Near.AssertEqual([2, 1], weight.Gradient!);
    }

    [Fact]
    public void A_gradient_that_was_disposed_can_be_asked_for_again()
    {
        var weight = Make.Parameter(1);
        new Sgd().AddGroup([weight]);
        (weight * 3).Sum().Backward();
        weight.Gradient!.Dispose();
        Assert.Equal(3, weight.Gradient!.ToScalar());
    }

    [Fact]
    public void The_gradient_after_replayed_steps_is_the_last_one_s()
    {
        var (x, y) = ToyData.HalfPlane(40);
        Assert.Equal(Gradients(replayable: false), Gradients(replayable: true));

        List<double> Gradients(bool replayable)
        {
            var model = new Sequential(new Keeping(replayable), new Dense(1, Activation.Sigmoid));
            model.Compile(new Adam(0.1) { ClipNorm = 0.1 }, new BinaryCrossEntropy());
            List<double> read = [];
            List<Tensor> held = [];
            model.Fit(x, y, batchSize: 8, epochs: 3, callbacks:
            [
                new At(batchEnd: context =>
                {
                    held.Add(context.Model.Parameters[0].Gradient!);
                    read.AddRange(held[^1].ToDoubleArray());
                    // forgotten by the host alone: a replayed step brings the next one
                    context.Model.Parameters[0].ClearGradient();
                    Assert.Null(context.Model.Parameters[0].Gradient);
                }),
            ]);
            Assert.Equal(read, held.SelectMany(static gradient => gradient.ToDoubleArray()));
            return read;
        }
    }

    [Fact]
    public void What_a_layer_and_a_metric_keep_of_a_recorded_step_stays()
    {
        var (x, y) = ToyData.HalfPlane(40);
        var layer = new Keeping(replayable: true);
        var model = new Sequential(layer, new Dense(1, Activation.Sigmoid));
        model.Compile(new Sgd(0.5), new BinaryCrossEntropy());
        double[][] inputs = [], twice = [];
        Tensor[] later = [];
        model.Fit(x, y, batchSize: 16, epochs: 4, callbacks:
        [
            new At(batchEnd: context =>
            {
                if ((context.Epoch, context.Batch) != (1, 1)) return;
                inputs = [.. layer.Inputs.Select(static tensor => tensor.ToDoubleArray())];
                twice = [.. layer.Doubled.Select(static tensor => tensor.ToDoubleArray())];
                // a view made between the recording and its first replay
                later = [layer.Doubled[0].Reshape(-1)];
            }),
        ]);
        Assert.Single(inputs);
        Assert.Equal(inputs[0], layer.Inputs[0].ToDoubleArray());
        Assert.Equal(twice[0], layer.Doubled[0].ToDoubleArray());
        Assert.Equal(twice[0], later[0].ToDoubleArray());
    }

    /// <summary>Keeps what it is given and what it computes.</summary>
    private sealed class Keeping(bool replayable) : Layer
    {
        public List<Tensor> Inputs { get; } = [];

        public List<Tensor> Doubled { get; } = [];

        public override bool IsReplayable => replayable;

        protected override Tensor Forward(Tensor input, ForwardContext context)
        {
            if (!context.IsTraining) return input * 2;
            Inputs.Add(input);
            Doubled.Add(input * 2);
            return Doubled[^1];
        }
    }
}
