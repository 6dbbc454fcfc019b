using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels.Tests;

/// <summary>Runs any formula, with its example's values, on a GPU by a kernel with a single copy of it, which a slow compiler is through with sooner than with the four of a quad.</summary>
internal readonly struct FormulaProbe
{
    /// <summary>The formula as one of four arguments.</summary>
    public static Type Adapter(Type formula)
    {
        Type open = formula.IsAssignableTo(typeof(IReduction)) ? typeof(Combining<>)
            : formula.IsAssignableTo(typeof(IEpilogue)) ? typeof(Finishing<>)
            : LaneRunner.Arity(formula) switch { 1 => typeof(Zip1<>), 2 => typeof(Zip2<>), 3 => typeof(Zip3<>), _ => typeof(Zip4<>) };
        return open.MakeGenericType(formula);
    }

    /// <summary>The results for arrays of one length.</summary>
    public static T[] Run<TFormula, T, TLane>(GpuBackend backend, T[][] arguments)
        where TFormula : struct, IZipFormula where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLane : unmanaged, IGpuLane<TLane>
    {
        int count = arguments[0].Length;
        Slice<T>[] slices = [.. arguments.Select(values =>
        {
            var slice = new Slice<T>(backend.Allocate(count * (nint)Unsafe.SizeOf<T>()), 0, count);
            backend.Upload(values.AsSpan(), slice);
            return slice;
        })];
        var y = new Slice<T>(backend.Allocate(count * (nint)Unsafe.SizeOf<T>()), 0, count);
        ArrayView<TLane> View(int index) => slices[Math.Min(index, slices.Length - 1)].View<TLane, T>();
        Kernel<TFormula, TLane>.Launch(backend.Queue, LaneRunner.Example<TFormula>(), View(0), View(1), View(2), View(3), y.View<TLane, T>());
        var results = new T[count];
        backend.Download(y, results.AsSpan());
        foreach (var slice in slices) slice.Memory.Dispose();
        y.Memory.Dispose();
        return results;
    }

    private readonly struct Kernel<TFormula, TLane> : IGpuKernel where TFormula : struct, IZipFormula where TLane : unmanaged, IGpuLane<TLane>
    {
        public static MethodInfo Code => ((Delegate)Apply).Method;

        public static void Launch(GpuQueue queue, TFormula formula, ArrayView<TLane> a, ArrayView<TLane> b, ArrayView<TLane> c, ArrayView<TLane> d, ArrayView<TLane> y)
        {
            var run = queue.Load<Kernel<TFormula, TLane>, Action<AcceleratorStream, KernelConfig, TFormula, ArrayView<TLane>, ArrayView<TLane>, ArrayView<TLane>, ArrayView<TLane>, ArrayView<TLane>>>();
            lock (queue.Gate) run(queue.Stream, queue.Threads(y.Length), formula, a, b, c, d, y);
        }

        private static void Apply(TFormula formula, ArrayView<TLane> a, ArrayView<TLane> b, ArrayView<TLane> c, ArrayView<TLane> d, ArrayView<TLane> y)
        {
            for (long i = GpuThread.Index; i < y.Length; i += GpuThread.Count) y[i] = formula.Apply(a[i], b[i], c[i], d[i]);
        }
    }

    internal readonly struct Combining<TReduction> : IZipFormula where TReduction : IReduction
    {
        public static int Arity => 2;

        public TLane Apply<TLane>(TLane a, TLane b, TLane c, TLane d) where TLane : struct, ILane<TLane> => TReduction.Combine(a, b);
    }

    internal readonly struct Finishing<TEpilogue>(TEpilogue epilogue) : IZipFormula where TEpilogue : struct, IEpilogue
    {
        public static int Arity => 2;

        public TLane Apply<TLane>(TLane a, TLane b, TLane c, TLane d) where TLane : struct, ILane<TLane> => epilogue.Apply(a, b);
    }
}
