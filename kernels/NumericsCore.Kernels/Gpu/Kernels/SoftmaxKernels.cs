using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace NumericsCore.Kernels;

/// <summary>The reductions that the kernels over rows of logits share: rows of at most one block, a team of 64 threads a row.</summary>
internal static class SoftmaxTeam
{
    /// <summary>Groups for a number of rows.</summary>
    public static KernelConfig Groups(GpuQueue queue, long rows) =>
        queue.Groups((rows + GroupReduction.Teams - 1) / GroupReduction.Teams, GpuQueue.GroupSize);

    /// <summary>The greatest of x[start] to x[end - 1].</summary>
    public static TLane Greatest<TLane>(ArrayView<TLane> x, long start, long end, ArrayView<TLane> shared) where TLane : unmanaged, IGpuLane<TLane>
    {
        TLane accumulator = TLane.Of(GreatestNumber.Identity);
        for (long i = start + Group.IdxX % GroupReduction.Team; i < end; i += GroupReduction.Team) accumulator = GreatestNumber.Combine(accumulator, x[i]);
        return GroupReduction.Halve<GreatestNumber, TLane>(accumulator, shared);
    }

    /// <summary>The sum of exp(x[i] - greatest).</summary>
    public static TLane SumOfExponentials<TLane>(ArrayView<TLane> x, long start, long end, TLane greatest, ArrayView<TLane> shared) where TLane : unmanaged, IGpuLane<TLane>
    {
        TLane accumulator = TLane.Of(0);
        for (long i = start + Group.IdxX % GroupReduction.Team; i < end; i += GroupReduction.Team)
            accumulator = Sum.Combine(accumulator, ShiftedExponential.Apply(x[i], greatest));
        return GroupReduction.Halve<Sum, TLane>(accumulator, shared);
    }
}

/// <summary>y[r, :] = exp(x - max) / Σ exp(x - max); y may be x.</summary>
internal readonly struct SoftmaxKernel<TLane> : IGpuKernel where TLane : unmanaged, IGpuLane<TLane>
{
    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, ArrayView<TLane> x, ArrayView<TLane> y, long rows, long columns)
    {
        var run = queue.Load<SoftmaxKernel<TLane>, Action<AcceleratorStream, KernelConfig, ArrayView<TLane>, ArrayView<TLane>, long, long>>();
        lock (queue.Gate) run(queue.Stream, SoftmaxTeam.Groups(queue, rows), x, y, rows, columns);
    }

    private static void Run(ArrayView<TLane> x, ArrayView<TLane> y, long rows, long columns)
    {
        var shared = SharedMemory.Allocate<TLane>(GpuQueue.GroupSize);
        for (long first = (long)Grid.IdxX * GroupReduction.Teams; first < rows; first += (long)Grid.DimX * GroupReduction.Teams)
        {
            long row = first + Group.IdxX / GroupReduction.Team, start = row * columns, end = row < rows ? start + columns : start;
            TLane greatest = SoftmaxTeam.Greatest(x, start, end, shared);
            TLane sum = SoftmaxTeam.SumOfExponentials(x, start, end, greatest, shared);
            // the exponentials are computed twice: memory is dearer
            for (long i = start + Group.IdxX % GroupReduction.Team; i < end; i += GroupReduction.Team)
                y[i] = ShiftedExponential.Apply(x[i], greatest) / sum;
        }
    }
}

/// <summary>y[r, :] = x - max - log Σ exp(x - max); y may be x.</summary>
internal readonly struct LogSoftmaxKernel<TLane> : IGpuKernel where TLane : unmanaged, IGpuLane<TLane>
{
    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, ArrayView<TLane> x, ArrayView<TLane> y, long rows, long columns)
    {
        var run = queue.Load<LogSoftmaxKernel<TLane>, Action<AcceleratorStream, KernelConfig, ArrayView<TLane>, ArrayView<TLane>, long, long>>();
        lock (queue.Gate) run(queue.Stream, SoftmaxTeam.Groups(queue, rows), x, y, rows, columns);
    }

    private static void Run(ArrayView<TLane> x, ArrayView<TLane> y, long rows, long columns)
    {
        var shared = SharedMemory.Allocate<TLane>(GpuQueue.GroupSize);
        for (long first = (long)Grid.IdxX * GroupReduction.Teams; first < rows; first += (long)Grid.DimX * GroupReduction.Teams)
        {
            long row = first + Group.IdxX / GroupReduction.Team, start = row * columns, end = row < rows ? start + columns : start;
            TLane greatest = SoftmaxTeam.Greatest(x, start, end, shared);
            TLane logSum = Elementary.Log(SoftmaxTeam.SumOfExponentials(x, start, end, greatest, shared));
            for (long i = start + Group.IdxX % GroupReduction.Team; i < end; i += GroupReduction.Team)
                y[i] = LogProbability.Apply(x[i], greatest, logSum);
        }
    }
}

/// <summary>The cross-entropy of softmax(x) with targets t, and its gradient, which may be stored over x or t.</summary>
internal readonly struct SoftmaxCrossEntropyKernel<TLane> : IGpuKernel where TLane : unmanaged, IGpuLane<TLane>
{
    public static MethodInfo Code => ((Delegate)Run).Method;

    public static void Launch(GpuQueue queue, ArrayView<TLane> x, ArrayView<TLane> t, ArrayView<TLane> loss, ArrayView<TLane> gradient, long rows, long columns)
    {
        var run = queue.Load<SoftmaxCrossEntropyKernel<TLane>, Action<AcceleratorStream, KernelConfig,
            ArrayView<TLane>, ArrayView<TLane>, ArrayView<TLane>, ArrayView<TLane>, long, long>>();
        lock (queue.Gate) run(queue.Stream, SoftmaxTeam.Groups(queue, rows), x, t, loss, gradient, rows, columns);
    }

    private static void Run(ArrayView<TLane> x, ArrayView<TLane> t, ArrayView<TLane> loss, ArrayView<TLane> gradient, long rows, long columns)
    {
        var shared = SharedMemory.Allocate<TLane>(GpuQueue.GroupSize);
        int member = Group.IdxX % GroupReduction.Team;
        for (long first = (long)Grid.IdxX * GroupReduction.Teams; first < rows; first += (long)Grid.DimX * GroupReduction.Teams)
        {
            long row = first + Group.IdxX / GroupReduction.Team, start = row * columns, end = row < rows ? start + columns : start;
            TLane greatest = SoftmaxTeam.Greatest(x, start, end, shared);
            TLane sum = SoftmaxTeam.SumOfExponentials(x, start, end, greatest, shared);
            TLane logSum = Elementary.Log(sum), terms = TLane.Of(0), targets = terms;
            for (long i = start + member; i < end; i += GroupReduction.Team)
            {
                terms = Sum.Combine(terms, SoftmaxCrossEntropyTerm.Apply(x[i], t[i], greatest, logSum));
                targets = Sum.Combine(targets, t[i]);
            }

            TLane total = GroupReduction.Halve<Sum, TLane>(terms, shared);
            TLane weight = GroupReduction.Halve<Sum, TLane>(targets, shared);
            if (member == 0 && row < rows) loss[row] = total;
            for (long i = start + member; i < end; i += GroupReduction.Team)
                gradient[i] = SoftmaxCrossEntropyGradient.Apply(ShiftedExponential.Apply(x[i], greatest), t[i], sum, weight);
        }
    }
}
