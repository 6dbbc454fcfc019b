using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>y[o, i] = the first k for which f(x[o, k, i]) is largest, where NaN is; 32 threads a result.</summary>
internal readonly struct ArgMaxKernel<TFormula, TLane> : IGpuKernel
    where TFormula : IUnaryFormula where TLane : unmanaged, IGpuLane<TLane>
{
    private const int SubgroupSize = 32;
    private const int Subgroups = GpuQueue.GroupSize / SubgroupSize;

    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, ArrayView<TLane> x, ArrayView<TLane> y, long outer, long length, long inner)
    {
        var run = queue.Load<ArgMaxKernel<TFormula, TLane>, Action<AcceleratorStream, KernelConfig, ArrayView<TLane>, ArrayView<TLane>, long, long, long>>();
        lock (queue.Gate) run(queue.Stream, queue.Groups((outer * inner + Subgroups - 1) / Subgroups, GpuQueue.GroupSize), x, y, outer, length, inner);
    }

    private static void Run(ArrayView<TLane> x, ArrayView<TLane> y, long outer, long length, long inner)
    {
        var values = SharedMemory.Allocate<TLane>(GpuQueue.GroupSize);
        var places = SharedMemory.Allocate<long>(GpuQueue.GroupSize);
        int thread = Group.IdxX, member = thread % SubgroupSize, subgroup = thread / SubgroupSize;
        for (long first = (long)Grid.IdxX * Subgroups; first < outer * inner; first += (long)Grid.DimX * Subgroups)
        {
            long item = first + subgroup;
            TLane max = TLane.Of(double.NegativeInfinity);
            long place = long.MaxValue;
            if (item < outer * inner)
            {
                long o = GpuThread.Divide(item, inner), start = o * length * inner + (item - o * inner);
                for (long k = member; k < length; k += SubgroupSize)
                {
                    TLane value = default(TFormula)!.Apply(x[start + k * inner]);
                    if (!Wins(value, k, max, place)) continue;
                    max = value;
                    place = k;
                }
            }

            values[thread] = max;
            places[thread] = place;
            Group.Barrier();
            for (int w = SubgroupSize / 2; w >= 1; w /= 2)
            {
                if (member < w && Wins(values[thread + w], places[thread + w], values[thread], places[thread]))
                {
                    values[thread] = values[thread + w];
                    places[thread] = places[thread + w];
                }

                Group.Barrier();
            }

            if (member == 0 && item < outer * inner) y[item] = TLane.FromInteger(places[thread]);
            Group.Barrier();
        }
    }

    private static bool Wins(TLane value, long place, TLane over, long overPlace)
    {
        bool valueIsNaN = TLane.IsNaN(value), overIsNaN = TLane.IsNaN(over);
        bool greater = valueIsNaN ? !overIsNaN : !overIsNaN && TLane.Less(over, value);
        bool equal = valueIsNaN ? overIsNaN : !overIsNaN && !TLane.Less(value, over) && !greater;
        return greater || (equal && place < overPlace);
    }
}
