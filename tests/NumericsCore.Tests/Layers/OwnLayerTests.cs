using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Layers;

public class OwnLayerTests
{
    [Fact]
    public void A_layer_of_one_s_own_has_parameters_and_passes_the_gradient_check()
    {
        var layer = new Scale();
        layer.Build([3], elementType: ElementType.Float64);
        var x = Make.Random([4, 3]);
        Bits.AssertEqual(x, layer.Call(x));
        Assert.Equal(["gain", "shift"], layer.Parameters.Select(static parameter => parameter.Name));
        Assert.True(GradientCheck.Run(() => layer.Call(x).Square(), layer.Parameters).Passed);
    }

    [Fact]
    public void A_model_of_one_s_own_lists_its_parameters_and_those_of_its_layers_in_order()
    {
        var model = new Residual();
        model.Build([3], seed: 1, ElementType.Float64);
        Assert.Equal([[], [3, 8], [8], [8, 3], [3], [3], [3]], model.Parameters.Select(static parameter => parameter.Shape.ToArray()));
        Assert.Equal(1 + 24 + 8 + 24 + 3 + 3 + 3, model.Parameters.Sum(static parameter => parameter.ElementCount));
        var x = Make.Random([4, 3]);
        var result = GradientCheck.Run(() => model.Call(x), model.Parameters);
        Assert.True(result.Passed, result.ToString());
    }

    [Fact]
    public void It_trains()
    {
        var x = Make.Random([60, 3], elementType: ElementType.Float32);
        var y = x * 2 - 1;
        var model = new Residual();
        model.Compile(new Adam(0.02), new MeanSquaredError());
        var history = model.Fit(x, y, batchSize: 10, epochs: 60);
        Assert.True(history.Epochs[^1].Training.Loss < 0.01 * history.Epochs[0].Training.Loss, $"{history.Epochs[^1].Training.Loss}");
    }

    [Fact]
    public void Its_summary_names_its_layers()
    {
        var model = new Residual();
        Expect.Error<InvalidOperationException>(
            "The model is not built, so its shapes are not known. Call Build with the shape of one sample, or Fit.", () => model.SummaryRows());
        model.Build([3]);
        Assert.Equal(
            """
            Layer            Output shape    Parameters
            ───────────────────────────────────────────
            dense_1 (Dense)  [*, 8]                  32
            narrow (Dense)   [*, 3]                  27
            scale_1 (Scale)  [*, 3]                   6
            ───────────────────────────────────────────
            Total                                    66
            """, model.Summary());
    }

    [Fact]
    public void Inner_layers_know_training_and_step_from_the_context_on_any_thread()
    {
        var numbers = new StepNumbers(Device.Cpu, rows: 0, ruleBytes: 16);
        numbers.Upload(batchStart: 0, step: 4, rows: 0);
        OnOtherThread there = new(new Dense(6), new Dropout(0.5));
        Sequential here = new(new Dense(6), new Dropout(0.5));
        var x = Make.Random([4, 3]);
        there.Build([3], seed: 7, x.ElementType);
        here.Build([3], seed: 7, x.ElementType);
        Assert.Equal(here.WeightsSha256(), there.WeightsSha256());
        Bits.AssertEqual(here.Call(x, ForwardContext.OfStep(numbers.Step)), there.Call(x, ForwardContext.OfStep(numbers.Step)));
        Assert.Contains(0, there.Call(x, training: true).ToDoubleArray());
        Assert.DoesNotContain(0, there.Call(x).ToDoubleArray());
    }

    /// <summary>Layers one after another, each on a thread of its own.</summary>
    private sealed class OnOtherThread : Model
    {
        public OnOtherThread(params Layer[] layers)
        {
            foreach (var layer in layers) Add(layer);
        }

        protected override Tensor Forward(Tensor input, ForwardContext context)
        {
            foreach (var layer in Children)
            {
                var x = input;
                // a build may be recorded, and a recording belongs to its thread
                input = layer.IsBuilt ? Elsewhere.Run(() => layer.Call(x, context)) : layer.Call(x, context);
            }

            return input;
        }
    }

    /// <summary>gain·x + shift.</summary>
    private sealed class Scale : Layer
    {
        private Parameter? _gain, _shift;

        protected override void OnBuild(Shape inputShape)
        {
            _gain = AddParameter("gain", inputShape, Initializer.Constant(1));
            _shift = AddParameter("shift", inputShape, Initializer.Zeros);
        }

        protected override Tensor Forward(Tensor input, ForwardContext context) => input * _gain! + _shift!;
    }

    /// <summary>scale(x + strength · narrow(tanh(wide(x)))).</summary>
    private sealed class Residual : Model
    {
        private readonly Dense _wide, _narrow;
        private readonly Scale _scale;
        private Parameter? _strength;

        public Residual()
        {
            _wide = Add(new Dense(8, Activation.Tanh));
            _narrow = Add(new Dense(3) { Name = "narrow" });
            _scale = Add(new Scale());
        }

        protected override void OnBuild(Shape inputShape) => _strength = AddParameter("strength", [], Initializer.Constant(0.5));

        protected override Tensor Forward(Tensor input, ForwardContext context) => _scale.Call(input + _strength! * _narrow.Call(_wide.Call(input)));
    }
}
