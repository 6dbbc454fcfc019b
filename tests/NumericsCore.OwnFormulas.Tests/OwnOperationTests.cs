using NumericsCore.Kernels;
using NumericsCore.Testing;

namespace NumericsCore.OwnFormulas.Tests;

/// <summary>Formulas in an assembly of a user's own are operations like the library's.</summary>
public class OwnOperationTests
{
    private static readonly ElementType[] s_types = [ElementType.Float32, ElementType.Float64];

    /// <summary>Operations on three tensors that broadcast, [3, 1, 7], [5, 1] and [7], one formula each.</summary>
    private static readonly (string Name, Func<Tensor[], Tensor> Run, Func<double, double, double, double> Reference)[] s_operations =
    [
        ("Gelu", static x => x[0].Apply<Gelu>(), static (a, _, _) => new Gelu().Reference(a)),
        ("LeakyRelu", static x => x[0].Apply(new LeakyRelu(new(0.1))), static (a, _, _) => a < 0 ? 0.1 * a : a),
        ("Distance", static x => Tensor.Apply<Distance>(x[0], x[1]), static (a, b, _) => Math.Sqrt((a * a) + (b * b))),
        ("Blend", static x => Tensor.Apply(x[0], x[1], x[2], new Blend(new(0.75))), static (a, b, c) => a + (c * 0.75 * (b - a))),
        ("Scale, then Gelu", static x => x[0].Apply(new Scale(new(-1.5)).Then(new Gelu())), static (a, _, _) => new Gelu().Reference(-1.5 * a)),
        ("Distance, then LeakyRelu of its negative", static x => Tensor.Apply(x[0], x[1], new Distance().Then(new Scale(new(-1))).Then(new LeakyRelu(new(0.2)))), static (a, b, _) => -0.2 * Math.Sqrt((a * a) + (b * b))),
        ("four after each other", static x => x[0].Apply(new Scale(new(2)).Then(new Gelu()).Then(new Scale(new(3)).Then(new Gelu()))), static (a, _, _) => new Gelu().Reference(3 * new Gelu().Reference(2 * a))),
    ];

    [Fact]
    public void They_compute_what_their_reference_says()
    {
        foreach (var (name, run, reference) in s_operations)
        {
            foreach (var type in s_types)
            {
                var x = Inputs(type, Device.Cpu);
                double[][] arguments = [.. x.Select(Expanded)];
                double[] actual = Expanded(run(x));
                for (int i = 0; i < actual.Length; i++)
                {
                    double expected = reference(arguments[0][i], arguments[1][i], arguments[2][i]);
                    double bound = (type == ElementType.Float32 ? 1e-6 : 1e-15) * (1 + Math.Abs(expected));
                    Assert.True(Math.Abs(expected - actual[i]) <= bound, $"{name}, {type}: {actual[i]:R}, expected {expected:R}");
                }
            }
        }
    }

    [Fact]
    public void Their_gradients_are_those_of_central_differences()
    {
        foreach (var (name, run, _) in s_operations)
        {
            var result = GradientCheck.Run(tensors => run([.. tensors]), Inputs(ElementType.Float64, Device.Cpu));
            Assert.True(result.Passed, $"{name}: {result}");
        }

        GradientLaw.Holds(static x => x.Apply<Gelu>(), cases: 30);
        GradientLaw.Holds(static (a, b) => Tensor.Apply(a, b, new Distance().Then(new Gelu())), new TensorOptions { Low = 0.5, High = 2 }, cases: 30);
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        foreach (int threads in new[] { 1, 2, 3 }) AssertSameBits(Device.CreateCpu(threads));
    }

    [GpuFact]
    public void Devices_give_the_bits_of_the_cpu()
    {
        foreach (var device in Gpus.All) AssertSameBits(device);
    }

    [Fact]
    public void One_kernel_has_the_bits_of_two()
    {
        foreach (var type in s_types)
        {
            Tensor one = Inputs(type, Device.Cpu)[0].WithGradient(), two = one.WithGradient();
            var composed = one.Apply(new Scale(new(3)).Then(new Gelu()));
            var apart = two.Apply(new Scale(new(3))).Apply<Gelu>();
            Assert.Equal(apart.ToDoubleArray(), composed.ToDoubleArray());
            composed.Square().Sum().Backward();
            apart.Square().Sum().Backward();
            Assert.Equal(two.Gradient!.ToDoubleArray(), one.Gradient!.ToDoubleArray());
        }
    }

    [Fact]
    public void Values_travel_with_the_formula()
    {
        var x = Tensor.From([-2f, 3f]);
        foreach (double slope in new[] { 0.5, -0.25, 1e-30 }) Assert.Equal([(float)(-2 * slope), 3f], x.Apply(new LeakyRelu(new(slope))).ToArray<float>());
    }

    [Fact]
    public void A_gradient_of_zero_stays_zero_where_the_pullback_gives_nan()
    {
        // at the origin the distance has the pullback 0·0/0
        Tensor a = Tensor.From([0f, 3f]).WithGradient(), b = Tensor.From([0f, 4f]).WithGradient();
        Tensor.Apply<Distance>(a, b).Backward(Tensor.From([0f, 1f]));
        Assert.Equal([0f, 0.6f], a.Gradient!.ToArray<float>());
        Assert.Equal([0f, 0.8f], b.Gradient!.ToArray<float>());
    }

    [Fact]
    public void A_formula_that_holds_what_lies_in_memory_as_the_runtime_likes_is_refused_by_the_name_of_its_field()
    {
        var error = Assert.Throws<ArgumentException>(() => Tensor.Ones([2]).Apply(new WithPair((1, 2))));
        Assert.Equal("operation", error.ParamName);
        Assert.Contains("WithPair holds '_pair' of type ValueTuple<Single, Int32>", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() => Tensor.Ones([2]).Apply(new Gelu().Then(new WithPair((1, 2)))));
        Assert.Contains("Composed<Gelu, WithPair> holds '_pair'", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(static () => new PairedOptimizer());
        Assert.Contains("PairedRule holds '_time' of type DateTime", error.Message, StringComparison.Ordinal);
        Assert.Equal([1f, 1], Tensor.Ones([2]).Apply(new WithDay(DayOfWeek.Friday)).ToArray<float>());
    }

    [Fact]
    public void A_formula_that_holds_a_reference_is_refused_by_the_name_of_its_field()
    {
        var error = Assert.Throws<ArgumentException>(() => Tensor.Ones([2]).Apply(new WithTable([1, 2])));
        Assert.Equal("operation", error.ParamName);
        Assert.Contains("WithTable holds a reference, '_table' of type Double[]", error.Message, StringComparison.Ordinal);
        Assert.Contains("FormulaValue", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() => Tensor.Ones([2]).Apply(new WithTable(null).Then(new Gelu())));
        Assert.Contains("Composed<WithTable, Gelu> holds a reference", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_that_do_not_fit_are_named()
    {
        Tensor x = Tensor.Ones([2, 3]), y = Tensor.Ones([4]);
        Assert.Equal("b", Assert.Throws<ArgumentNullException>(() => Tensor.Apply<Distance>(x, null!)).ParamName);
        Assert.Equal("c", Assert.Throws<ArgumentNullException>(() => Tensor.Apply<Blend>(x, x, null!)).ParamName);
        Assert.Contains("[2, 3]", Assert.Throws<ArgumentException>(() => Tensor.Apply<Distance>(x, y)).Message, StringComparison.Ordinal);
        Assert.Contains("element types", Assert.Throws<ArgumentException>(() => Tensor.Apply<Blend>(x, x, x.To(ElementType.Float64))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_tape_calls_an_operation_by_its_formula()
    {
        var weight = new Parameter(Tensor.Ones([2]));
        var y = weight.Apply(new Scale(new(2)).Then(new Gelu())).Sum();
        weight.Assign<float>([1, 2]);
        Assert.Contains("Composed<Scale, Gelu>", Assert.Throws<InvalidOperationException>(() => y.Backward()).Message, StringComparison.Ordinal);
    }

    private static double[] Expanded(Tensor x) => x.BroadcastTo([3, 5, 7]).ToDoubleArray();

    private static void AssertSameBits(Device device)
    {
        foreach (var (name, run, _) in s_operations)
            foreach (var type in s_types)
                Assert.True(Bits(run, type, Device.Cpu).SequenceEqual(Bits(run, type, device)), $"{name}, {type}: {device.Description} differs");
    }

    /// <summary>The result, then the gradient of each input.</summary>
    private static long[] Bits(Func<Tensor[], Tensor> run, ElementType type, Device device)
    {
        Tensor[] leaves = [.. Inputs(type, device).Select(static input => input.WithGradient())];
        var y = run(leaves);
        y.Backward(Tensor.Uniform(y.Shape, seed: 11, low: -1, high: 1, elementType: type, device: device));
        return [.. y.ToDoubleArray().Concat(leaves.SelectMany(static leaf => leaf.Gradient?.ToDoubleArray() ?? [])).Select(BitConverter.DoubleToInt64Bits)];
    }

    private static Tensor[] Inputs(ElementType type, Device device) =>
    [
        Tensor.Uniform([3, 1, 7], seed: 1, low: 0.25, high: 2, elementType: type, device: device) * Tensor.From([1.0, -1, 1, -1, 1, 1, -1]).To(type).To(device),
        Tensor.Uniform([5, 1], seed: 2, low: 0.5, high: 2, elementType: type, device: device),
        Tensor.Uniform([7], seed: 3, elementType: type, device: device),
    ];

    // what the library must refuse
#pragma warning disable NCF0006, NCF0012

    public readonly struct WithPair((float, int) pair) : IUnaryOperation
    {
        private readonly (float, int) _pair = pair;

        public static Domain Domain => Domain.Real;

        public static double ToleranceUlps => 0;

        public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => x * TLane.Of(_pair.Item1);

        public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy * TLane.Of(_pair.Item1);

        public double Reference(double x) => _pair.Item1 * x;
    }

    public readonly struct PairedRule(DateTime time) : IUpdateRule
    {
        private readonly DateTime _time = time;

        public static int Slots => 0;

        public void Update<TLane>(TLane g, ref TLane theta, ref TLane s0, ref TLane s1, ref TLane s2) where TLane : struct, ILane<TLane> => theta -= g;

        public override string ToString() => _time.Ticks.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private sealed class PairedOptimizer() : Optimizer<PairedRule>(0.1)
    {
        protected override PairedRule Prepare(double learningRate, long t) => default;
    }

    public readonly struct WithDay(DayOfWeek day) : IUnaryOperation
    {
        public static Domain Domain => Domain.Real;

        public static double ToleranceUlps => 0;

        public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => day == DayOfWeek.Friday ? x : -x;

        public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy;

        public double Reference(double x) => x;
    }

    public readonly struct WithTable(double[]? table) : IUnaryOperation
    {
        private readonly double[]? _table = table;

        public static Domain Domain => Domain.Real;

        public static double ToleranceUlps => 0;

        public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => x * TLane.Of(_table![0]);

        public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy * TLane.Of(_table![0]);

        public double Reference(double x) => _table![0] * x;
    }
}
