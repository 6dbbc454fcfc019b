using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Tests;

/// <summary>A formula may hold values: they travel with the call, into every kind of kernel that takes formulas.</summary>
public class FormulaValueTests
{
    private static readonly double[] s_slopes = [0.01, -0.0, 0.2, 1.0 / 3, 1e30];

    /// <summary>Formulas with values, and what they give for -1.</summary>
    public static TheoryData<IUnaryFormula, double> ValuedFormulas => new()
    {
        { new Kernels.Formulas.LeakyRelu(new(0.25)), -0.25 },
        { new Kernels.Formulas.LeakyRelu(), -(double)0.01f },
        { new Elu(new(3)), 3 * (1 / Math.E - 1) },
        { new Elu(), 1 / Math.E - 1 },
    };

    [Fact]
    public void A_map_a_pullback_and_an_epilogue_use_the_values_of_their_formula()
    {
        foreach (var backend in Backends.All) Check(backend);
    }

    [GpuFact]
    public void They_do_on_devices_and_another_value_needs_no_other_kernel()
    {
        foreach (var gpu in Gpus.All)
        {
            Check(gpu);
            int loaded = gpu.Queue.LoadedKernels;
            Check<float>(gpu, 0.7);
            Assert.Equal(loaded, gpu.Queue.LoadedKernels);
        }
    }

    [Theory]
    [MemberData(nameof(ValuedFormulas))]
    public void Formulas_of_the_library_take_their_values_along(IUnaryFormula formula, double below)
    {
        foreach (var backend in Backends.All) Takes(formula, backend, below);
    }

    [GpuTheory]
    [MemberData(nameof(ValuedFormulas))]
    public void They_do_on_devices_too(IUnaryFormula formula, double below)
    {
        foreach (var gpu in Gpus.All) Takes(formula, gpu, below);
    }

    [GpuFact]
    public void A_formula_that_is_not_public_is_named_where_a_device_needs_it_to_be()
    {
        foreach (var gpu in Gpus.All.Where(static gpu => gpu.Accelerator.AcceleratorType == ILGPU.Runtime.AcceleratorType.Cuda))
        {
            using var x = new DeviceArray<float>(gpu, [1f]);
            var error = Assert.Throws<GpuKernelException>(() => gpu.Map<Hidden, float>(x.Slice, x.Slice));
            Assert.Contains("Hidden", error.Message, StringComparison.Ordinal);
            Assert.Contains("public", error.Message, StringComparison.Ordinal);
            Assert.Equal([1f], x.ToArray());
        }
    }

    private static void Takes(IUnaryFormula formula, Backend backend, double below)
    {
        typeof(FormulaValueTests).GetMethod(nameof(TakesValues), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!
            .MakeGenericMethod(formula.GetType()).Invoke(null, [formula, backend, below]);
    }

    private static void TakesValues<TFormula>(TFormula formula, Backend backend, double below) where TFormula : struct, IUnaryOperation
    {
        using var x = new DeviceArray<float>(backend, [-1f, 2]);
        using var y = new DeviceArray<float>(backend, new float[2]);
        backend.Map(x.Slice, y.Slice, formula);
        float[] result = y.ToArray();
        Assert.Equal(below, result[0], 2e-7);
        Assert.Equal(2, result[1]);
        Operand<float> argument = new(x.Slice, 2, 1), value = new(y.Slice, 2, 1);
        backend.Zip(argument, value, argument, y.Slice, 1, 2, new Pullback<TFormula>(formula));
        float slope = y.ToArray()[0] / -1;
        Assert.Equal(formula.Reference(-1 + 1e-6) - formula.Reference(-1 - 1e-6), slope * 2e-6, 1e-11);
    }

    private static void Check(Backend backend)
    {
        foreach (double slope in s_slopes)
        {
            Check<float>(backend, slope);
            if (backend is not GpuBackend { HasFloat64: false }) Check<double>(backend, slope);
        }
    }

    private static void Check<T>(Backend backend, double slope) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] values = [.. Enumerable.Range(-20, 41).Select(static i => T.CreateTruncating(i) / T.CreateTruncating(8))];
        T by = T.CreateTruncating(slope);
        var formula = new LeakyRelu(new(slope));
        using var x = new DeviceArray<T>(backend, values);
        using var y = new DeviceArray<T>(backend, new T[values.Length]);
        backend.Map(x.Slice, y.Slice, formula);
        Assert.Equal(Array.ConvertAll(values, value => value < T.Zero ? value * by : value), y.ToArray());

        Operand<T> row = new(x.Slice, values.Length, 1);
        backend.Zip(row, row, row, y.Slice, 1, values.Length, new Pullback<LeakyRelu>(formula));
        Assert.Equal(Array.ConvertAll(values, value => value < T.Zero ? value * by : value), y.ToArray());

        backend.ReduceZip<DifferenceTimes, Max, T>(x.Slice, x.Slice, y.Slice.Part(0, 1), T.One, new(new(slope)));
        Assert.Equal(T.Zero * by, y.ToArray()[0]);

        using var one = new DeviceArray<T>(backend, [T.One]);
        var shape = GemmShape.Contiguous(values.Length, 1, 1);
        backend.Gemm(shape, x.Slice, one.Slice, y.Slice, default, new Then<LeakyRelu>(formula));
        Assert.Equal(Array.ConvertAll(values, value => value < T.Zero ? value * by : value), y.ToArray());
        backend.Gemm(shape, x.Slice, one.Slice, y.Slice, one.Slice, new BiasThen<LeakyRelu>(formula));
        Assert.Equal(Array.ConvertAll(values, value => value + T.One < T.Zero ? (value + T.One) * by : value + T.One), y.ToArray());
    }

    /// <summary>x for x ≥ 0, else slope·x.</summary>
    // public, for a launcher on CUDA has a parameter of this type
    public readonly struct LeakyRelu(FormulaValue slope) : IUnaryOperation
    {
        public static Domain Domain => Domain.Real;

        public static double ToleranceUlps => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.SelectLess(x, TLane.Of(0), x * TLane.Of(slope), x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> =>
            TLane.SelectLess(x, TLane.Of(0), dy * TLane.Of(slope), dy);

        public double Reference(double x) => x < 0 ? slope.Double * x : x;
    }

    private readonly struct Hidden : IUnaryFormula
    {
        public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => x + x;
    }

    /// <summary>(a - b)·factor.</summary>
    public readonly struct DifferenceTimes(FormulaValue factor) : IBinaryFormula
    {
        public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => (a - b) * TLane.Of(factor);
    }
}
