using System.Numerics;
using FsCheck.Xunit;
using NumericsCore.Kernels;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Prediction;

/// <summary>A planned prediction has the bits of the layers' own kernels, whatever the network, the rows, the lanes and the threads.</summary>
public class PredictorTests
{
    [Property(MaxTest = 120)]
    public void Predictions_have_the_bits_of_the_layers(ulong seed) => CheckRandomNetwork(seed);

    // around the ends of lanes, panels, micro-kernels and blocks
    [Theory]
    [InlineData(1, 1)]
    [InlineData(15, 16)]
    [InlineData(17, 31)]
    [InlineData(33, 97)]
    [InlineData(300, 129)]
    [InlineData(520, 40)]
    public void Predictions_of_every_number_of_rows_have_the_bits_of_the_layers(int inputs, int units)
    {
        foreach (int bits in (int[])[0, 128, 256, 512])
        {
            var model = new Sequential(new Dense(units, Activation.Tanh), new Dense(3, Activation.Softmax));
            model.Build([inputs], seed: 5, device: Device.CreateCpu(1, bits));
            var features = Make.Random([70, inputs], elementType: ElementType.Float32, device: model.Parameters[0].Device);
            var predictor = model.CreatePredictor();
            Assert.True(predictor.IsPlanned);
            foreach (int rows in (int[])[0, 1, 2, 3, 7, 11, 12, 13, 24, 25, 47, 48, 49, 70]) CheckBits(predictor, features, rows);
        }
    }

    [Fact]
    public void Every_activation_is_planned_and_has_its_bits_in_a_dense_layer_and_alone()
    {
        var activations = Activation.All.Concat([Activation.Elu(0.3), Activation.LeakyRelu(0.2), Activation.From<OwnFormula>()]);
        foreach (var activation in activations)
        {
            foreach (var elementType in Enum.GetValues<ElementType>())
            {
                Layer[] layers = [new Dense(19, activation), new Dense(18), ActivationAlone(activation), ActivationAlone(activation), new Dense(5, activation, useBias: false)];
                var model = new Sequential(layers);
                model.Build([4], seed: 3, elementType);
                var predictor = model.CreatePredictor();
                Assert.True(predictor.IsPlanned || layers[2] is OwnActivation, activation.Name);
                var features = Make.Random([30, 4], elementType: elementType) * 3;
                CheckBits(predictor, features, 1);
                CheckBits(predictor, features, 30);
            }
        }
    }

    [Fact]
    public void Samples_of_several_axes_are_planned_where_they_stay_rows_of_one_length()
    {
        var features = Make.Random([20, 3, 4], elementType: ElementType.Float32);
        Check(true, new Flatten(), new Dense(7, Activation.Relu), new Flatten(), new Dropout(0.5), new Dense(2));
        Check(true, new Dense(7, Activation.Relu), new Sequential(new Dense(20, Activation.Softmax)), new Dense(2));
        Check(false, new Dense(7, Activation.Relu), new Flatten(), new Dense(2));

        void Check(bool isPlanned, params Layer[] layers)
        {
            var model = new Sequential(layers);
            model.Build([3, 4], seed: 8);
            var predictor = model.CreatePredictor(batchSize: 6);
            Assert.Equal(isPlanned, predictor.IsPlanned);
            foreach (int rows in (int[])[1, 5, 20]) CheckBits(predictor, features, rows);
        }
    }

    [Fact]
    public void Models_and_layers_that_are_no_chain_are_called()
    {
        Model[] models =
        [
            new Residual(), new Sequential(new Dense(5), new PRelu(perFeature: true), new Dense(2)), new Sequential(new Flatten()),
            new Sequential(new Dense(6), new Tampering()), new Sequential(new Relu()), new Sequential(new Residual(), new Dense(3, Activation.Gelu)),
        ];
        var features = Make.Random([33, 4], elementType: ElementType.Float32);
        foreach (var model in models)
        {
            model.Build([4], seed: 1);
            var predictor = model.CreatePredictor();
            Assert.False(predictor.IsPlanned);
            foreach (int rows in (int[])[0, 1, 33]) CheckBits(predictor, features, rows);
        }
    }

    [Fact]
    public void Changed_weights_are_used_from_the_next_call_on()
    {
        var features = Make.Random([40, 6], elementType: ElementType.Float32);
        var targets = features[.., ..2];
        var model = Network(3);
        var predictor = model.CreatePredictor();
        var optimizer = new Adam(0.01);
        var seen = new HashSet<string>();
        ExpectOthers();

        model.Compile(optimizer, new MeanSquaredError());
        model.Fit(features, targets, batchSize: 8, epochs: 2);
        ExpectOthers();

        new MeanSquaredError().Call(model.Call(features, training: true), targets).Backward();
        optimizer.Step();
        ExpectOthers();

        string path = Path.Combine(Path.GetTempPath(), $"predictor-{Guid.NewGuid():N}.safetensors");
        try
        {
            Network(11).Save(path);
            model.LoadWeights(path);
        }
        finally
        {
            File.Delete(path);
        }

        ExpectOthers();
        model.Parameters[3].Assign(model.Parameters[3] + 1);
        ExpectOthers();

        void ExpectOthers()
        {
            CheckBits(predictor, features, 40);
            Assert.True(seen.Add(Convert.ToHexString(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(Predict<float>(predictor, features, 40)))));
        }
    }

    [Fact]
    public void A_model_that_moved_is_planned_anew()
    {
        var features = Make.Random([9, 6], elementType: ElementType.Float32);
        var model = Network(3);
        var predictor = model.CreatePredictor();
        float[] before = Predict<float>(predictor, features, 9);
        model.To(Device.CreateCpu(2, 128));
        Assert.Equal(before, Predict<float>(predictor, features, 9));
        Assert.True(predictor.IsPlanned);
    }

    [Fact]
    public void Several_threads_predict_at_once_each_with_its_own_buffers()
    {
        var device = Device.CreateCpu(2);
        var model = new Sequential(new Dense(300, Activation.Relu), new Dense(200, Activation.Sigmoid), new Dense(7, Activation.Softmax));
        model.Build([90], seed: 2, device: device);
        var features = Make.Random([256, 90], elementType: ElementType.Float32, device: device);
        float[] expected = Expected<float>(model, features, 256), rows = features.ToArray<float>();
        var predictor = model.CreatePredictor();
        var failures = new System.Collections.Concurrent.ConcurrentQueue<string>();
        Thread[] threads = [.. Enumerable.Range(0, 8).Select(thread => new Thread(() =>
        {
            var random = new Random(thread);
            for (int i = 0; i < 40; i++)
            {
                int first = random.Next(256), count = random.Next(1, 257 - first);
                var result = new float[count * 7];
                predictor.Predict<float>(rows.AsSpan(first * 90, count * 90), result);
                if (!result.AsSpan().SequenceEqual(expected.AsSpan(first * 7, count * 7))) failures.Enqueue($"rows {first} to {first + count}");
            }
        }))];
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Assert.Empty(failures);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_planned_prediction_allocates_nothing(int threads)
    {
        var model = new Sequential(new Dense(300, Activation.Relu), new Dense(70, Activation.Gelu), new Dense(7, Activation.Softmax));
        model.Build([500], seed: 2, device: Device.CreateCpu(threads));
        var predictor = model.CreatePredictor();
        foreach (int rows in (int[])[1, 5, 32, 200])
        {
            float[] features = new float[rows * 500], result = new float[rows * 7];
            for (int i = 0; i < 3; i++) predictor.Predict<float>(features, result);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 20; i++) predictor.Predict<float>(features, result);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    /// <summary>Predict asks the layers, then the packed weights, then, when these change, the layers again.</summary>
    [Fact]
    public void Predict_has_the_bits_of_the_layers_whether_it_is_planned_or_not()
    {
        var model = Network(3);
        model.Compile(new Adam(0.01), new MeanSquaredError());
        var features = Make.Random([300, 6], elementType: ElementType.Float32);
        for (int step = 0; step < 3; step++)
        {
            foreach (int rows in (int[])[1, 40, 1, 300, 2])
                Assert.Equal(BitsOf(Expected<float>(model, features, rows)), BitsOf(model.Predict(features[..rows], batchSize: 64).ToArray<float>()));
            Assert.Equal([7, 2], model.Predict(features[..7]).Shape);
            model.Fit(features, features[.., ..2], batchSize: 100, epochs: 1);
        }

        Assert.Throws<ArgumentException>(() => model.Predict(Tensor.Zeros([300, 5])));
        model.To(Device.CreateCpu(2, 128));
        Assert.Throws<ArgumentException>(() => model.Predict(features));
    }

    [Fact]
    public void NaN_and_infinities_go_where_the_layers_bring_them()
    {
        var model = Network(3);
        var predictor = model.CreatePredictor();
        float[] values = [float.NaN, 1, 2, 3, 4, 5, float.PositiveInfinity, 0, 0, 0, 0, 0, float.NegativeInfinity, 1, float.MaxValue, 1, 1, 1];
        var features = Tensor.From(values, [3, 6]);
        CheckBits(predictor, features, 3);
        CheckBits(predictor, features, 1);
    }

    [Fact]
    public void What_does_not_fit_is_refused_before_anything_is_written()
    {
        Expect.Error<InvalidOperationException>(
            "The model is not built, so there is nothing to plan. Call Build with the shape of one sample, or Fit.", () => new Sequential(new Dense(1)).CreatePredictor());
        var predictor = Network(3).CreatePredictor();
        Expect.Error<ArgumentException>("The rows have 7 elements; expected a multiple of 6, the elements of a sample of shape [6]. (Parameter 'rows')",
            () => predictor.Predict<float>(new float[7], new float[2]));
        Expect.Error<ArgumentException>("The result has room for 3 elements; expected 4 for 2 rows, for an output sample has shape [2]. (Parameter 'result')",
            () => predictor.Predict<float>(new float[12], new float[3]));
        Expect.Error<ArgumentException>("The rows are float64; the model computes in float32. (Parameter 'rows')",
            () => predictor.Predict<double>(new double[6], new double[2]));
        var both = new float[10];
        Expect.Error<ArgumentException>("The result overlaps the rows; it needs memory of its own. (Parameter 'result')",
            () => predictor.Predict<float>(both.AsSpan(0, 6), both.AsSpan(5, 2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Network(3).CreatePredictor(batchSize: 0));
    }

    private static Sequential Network(ulong seed)
    {
        var model = new Sequential(new Dense(21, Activation.Relu), new Dropout(0.2), new Dense(2, Activation.Tanh));
        model.Build([6], seed);
        return model;
    }

    private static void CheckRandomNetwork(ulong seed)
    {
        var random = new Random((int)(seed % int.MaxValue));
        var elementType = random.Next(2) == 0 ? ElementType.Float32 : ElementType.Float64;
        int[] widths = [0, 128, 256, 512];
        var device = Device.CreateCpu(random.Next(1, 4), widths[random.Next(4)]);
        var layers = new List<Layer>();
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            layers.Add(new Dense(random.Next(1, 71), Any(), useBias: random.Next(4) > 0, biasInitializer: Initializer.Uniform(0.5)));
            if (random.Next(3) == 0) layers.Add(ActivationAlone(Any()));
            if (random.Next(3) == 0) layers.Add(new Dropout(0.3));
        }

        var model = new Sequential(layers);
        int inputs = random.Next(1, 71);
        model.Build([inputs], seed, elementType, device);
        int? batchSize = random.Next(2) == 0 ? null : random.Next(1, 40);
        var predictor = model.CreatePredictor(batchSize);
        var features = Make.Random([70, inputs], (uint)random.Next(100), elementType, device);
        CheckBits(predictor, features, random.Next(71));
        CheckBits(predictor, features, random.Next(4));
        foreach (var parameter in model.Parameters) parameter.Assign(parameter * 1.5);
        CheckBits(predictor, features, random.Next(71));

        Activation Any() => Activation.All[random.Next(Activation.All.Count)];
    }

    private static void CheckBits(Predictor predictor, Tensor features, int rows)
    {
        if (features.ElementType == ElementType.Float32) Check<float>();
        else Check<double>();

        void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            Assert.Equal(BitsOf(Expected<T>(predictor.Model, features, rows)), BitsOf(Predict<T>(predictor, features, rows)));
    }

    /// <summary>What the layers give when they are called one after another, without a plan.</summary>
    private static T[] Expected<T>(Model model, Tensor features, int rows) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (rows == 0) return [];
        using (GradientMode.Disable()) return model.Call(features[..rows]).ToArray<T>();
    }

    private static T[] Predict<T>(Predictor predictor, Tensor features, int rows) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = new T[rows * predictor.OutputShape.ElementCount];
        T[] values = features.ToArray<T>();
        predictor.Predict<T>(values.AsSpan(0, (int)(rows * predictor.InputShape.ElementCount)), result);
        return result;
    }

    private static byte[] BitsOf<T>(T[] values) where T : unmanaged => System.Runtime.InteropServices.MemoryMarshal.AsBytes<T>(values).ToArray();

    private static Layer ActivationAlone(Activation activation) => activation.Name switch
    {
        "relu" => new Relu(),
        "sigmoid" => new Sigmoid(),
        "tanh" => new Tanh(),
        "softmax" => new Softmax(),
        "softplus" => new Softplus(),
        "gelu" => new Gelu(),
        "gelu_tanh" => new GeluTanh(),
        "silu" => new Silu(),
        "selu" => new Selu(),
        "hard_sigmoid" => new HardSigmoid(),
        "hard_swish" => new HardSwish(),
        "mish" => new Mish(),
        "softsign" => new Softsign(),
        "log_sigmoid" => new LogSigmoid(),
        "elu" => new Elu(0.7),
        "leaky_relu" => new LeakyRelu(0.1),
        _ => new OwnActivation(activation),
    };

    /// <summary>x · x + x by a formula of the user's own.</summary>
    public readonly struct OwnFormula : IUnaryOperation
    {
        public static Domain Domain => Domain.Real;

        public static double ToleranceUlps => 1;

        public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.MultiplyAdd(x, x, x);

        public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy * (x + x) + dy;

        public double Reference(double x) => x * x + x;
    }

    private sealed class OwnActivation(Activation activation) : ActivationLayer(activation);

    /// <summary>What a user may make of an activation: only a call tells.</summary>
    private sealed class Tampering() : ActivationLayer(Activation.Relu)
    {
        protected override Tensor Forward(Tensor input, ForwardContext context) => base.Forward(input, context) + 1;
    }

    private sealed class Residual : Model
    {
        private readonly Dense _inner, _last;

        public Residual()
        {
            _inner = Add(new Dense(4, Activation.Relu));
            _last = Add(new Dense(3));
        }

        protected override Tensor Forward(Tensor input, ForwardContext context) => _last.Call(input + _inner.Call(input, context), context);
    }
}
