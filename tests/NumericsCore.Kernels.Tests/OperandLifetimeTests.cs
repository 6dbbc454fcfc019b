using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Tests;

/// <summary>Memory that nobody but the call holds stays until the kernel has run, though the collector comes meanwhile.</summary>
[Collection(Alone.Name)]
public class OperandLifetimeTests
{
    // compiling with optimizations begins a tenth of a second after the first calls, later on a busy machine
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private const int RoundsAfterwards = 200;

    private static WeakReference? s_memory;
    private static bool s_wasThere;

    /// <summary>
    /// The collector comes while the kernel runs, which like all kernels has nothing left but addresses by then. Code that is not optimized yet
    /// holds everything to its end, so this goes on until a call made otherwise, which keeps nothing, has lost its operand often enough.
    /// </summary>
    [OptimizedFact]
    public void An_operand_that_only_the_call_holds_outlives_the_kernel()
    {
        var cpu = new CpuBackend(1, SimdWidth.Bits);
        var clock = Stopwatch.StartNew();
        for (int lost = 0; lost < RoundsAfterwards;)
        {
            s_wasThere = false;
            Run(cpu, keep: true);
            Assert.True(s_wasThere, $"gone after {lost} calls that keep nothing have lost theirs");
            Run(cpu, keep: false);
            if (!s_wasThere) lost++;
            Thread.Sleep(1);
            Assert.True(clock.Elapsed < s_patience, $"what nobody holds was lost {lost} times of {RoundsAfterwards}: this test shows nothing");
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        // no longer than that: the block has gone back
        Assert.False(s_memory!.IsAlive);
    }

    [Fact]
    public void What_a_recording_holds_goes_back_to_the_pool_only_with_it()
    {
        var cpu = new CpuBackend(1, SimdWidth.Bits);
        var x = cpu.Slice<float>([7]);
        var y = cpu.Slice<float>([0]);
        var recording = Recording.Begin(cpu);
        recording.Run(new MapOperands<float>(x, y), new FirstElement());
        recording.End();
        x.Memory.Dispose();
        // one of them takes a block that went back too early
        DeviceMemory[] next = [.. Enumerable.Range(0, 2 * Slab.MaxBlocks).Select(_ => cpu.Slice<float>([99]).Memory)];
        recording.Replay();
        GC.KeepAlive(next);
        Assert.Equal([7f], y.ToArray());
    }

    // a frame of its own for each: a slice that a method returns may stay in its caller's frame to the end
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Run(CpuBackend cpu, bool keep)
    {
        if (keep) cpu.Run(in NewCall(cpu).Operands, new Collecting());
        else RunUnkept(cpu, in NewCall(cpu).Operands, new Collecting());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Call NewCall(CpuBackend cpu)
    {
        var x = cpu.Slice<float>([7]);
        s_memory = new WeakReference(x.Memory);
        return new Call(x);
    }

    // generic as Backend.Run, and so optimized as late
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RunUnkept<TOperands, TKernel>(CpuBackend cpu, in TOperands operands, in TKernel kernel)
        where TOperands : struct, IOperands<TOperands> where TKernel : struct, IKernel<TOperands> => kernel.RunOn(cpu, operands);

    /// <summary>Operands outside of any frame, which a reference into the object keeps alive and nothing else.</summary>
    private sealed class Call(Slice<float> x)
    {
        public readonly Unseen Operands = new(x);
    }

    /// <summary>An operand that is shown to nobody, so that no visitor's copy holds it by chance.</summary>
    private readonly struct Unseen(Slice<float> x) : IOperands<Unseen>
    {
        public readonly Slice<float> X = x;

        public static Type ElementType => typeof(float);

        public void Visit(OperandVisitor visitor)
        {
        }
    }

    private readonly struct Collecting : IKernel<Unseen>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void IKernel<Unseen>.RunOn(CpuBackend cpu, in Unseen operands)
        {
            GC.Collect(0);
            s_wasThere = s_memory!.IsAlive;
        }

        void IKernel<Unseen>.RunOn<TLane>(GpuBackend gpu, in Unseen operands) => throw new NotSupportedException();
    }

    private readonly unsafe struct FirstElement : IKernel<MapOperands<float>>
    {
        void IKernel<MapOperands<float>>.RunOn(CpuBackend cpu, in MapOperands<float> operands) => *operands.Y.Pointer() = *operands.X.Pointer();

        void IKernel<MapOperands<float>>.RunOn<TLane>(GpuBackend gpu, in MapOperands<float> operands) => throw new NotSupportedException();
    }

    /// <summary>A fact that code without optimizations, which holds everything to a method's end, cannot show.</summary>
    private sealed class OptimizedFactAttribute : FactAttribute
    {
        public OptimizedFactAttribute()
        {
            if (typeof(Backend).Assembly.GetCustomAttribute<DebuggableAttribute>()?.IsJITOptimizerDisabled == true) Skip = "The library was built without optimizations.";
        }
    }
}
