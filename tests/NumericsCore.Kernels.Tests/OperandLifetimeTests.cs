using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Tests;

/// <summary>Memory that nobody but the call holds stays until the kernel has run, though the collector comes meanwhile.</summary>
[Collection(Alone.Name)]
public class OperandLifetimeTests
{
    private const int MaxRounds = 5000;
    private const int RoundsAfterwards = 200;

    private static WeakReference? s_memory;
    private static bool s_wasThere;

    /// <summary>
    /// The collector comes while the kernel runs, which like all kernels has nothing left but addresses by then. Code that is not optimized yet
    /// holds everything to its end, so this goes on until a call made otherwise, which keeps nothing, is seen to lose its operand.
    /// </summary>
    [Fact]
    public void An_operand_that_only_the_call_holds_outlives_the_kernel()
    {
        var cpu = new CpuBackend(1, SimdWidth.Bits);
        int lost = 0;
        for (int round = 0; round < MaxRounds && lost < RoundsAfterwards; round++)
        {
            s_wasThere = false;
            Run(cpu, keep: true);
            Assert.True(s_wasThere, $"gone in round {round}");
            Run(cpu, keep: false);
            if (!s_wasThere) lost++;
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

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Run(CpuBackend cpu, bool keep)
    {
        var x = cpu.Slice<float>([7]);
        s_memory = new WeakReference(x.Memory);
        var call = new Call(x, cpu.Empty<float>(1));
        if (keep) cpu.Run(call.Operands, new Collecting());
        else RunUnkept(cpu, call.Operands, new Collecting());
    }

    // generic as Backend.Run, and so optimized as late
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RunUnkept<TOperands, TKernel>(CpuBackend cpu, in TOperands operands, in TKernel kernel)
        where TOperands : struct, IOperands<TOperands> where TKernel : struct, IKernel<TOperands> => kernel.RunOn(cpu, operands);

    /// <summary>Operands outside of any frame, which a reference into the object keeps alive and nothing else.</summary>
    private sealed class Call(Slice<float> x, Slice<float> y)
    {
        public readonly MapOperands<float> Operands = new(x, y);
    }

    private readonly struct Collecting : IKernel<MapOperands<float>>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void IKernel<MapOperands<float>>.RunOn(CpuBackend cpu, in MapOperands<float> operands)
        {
            GC.Collect(0);
            s_wasThere = s_memory!.IsAlive;
        }

        void IKernel<MapOperands<float>>.RunOn<TLane>(GpuBackend gpu, in MapOperands<float> operands) => throw new NotSupportedException();
    }

    private readonly unsafe struct FirstElement : IKernel<MapOperands<float>>
    {
        void IKernel<MapOperands<float>>.RunOn(CpuBackend cpu, in MapOperands<float> operands) => *operands.Y.Pointer() = *operands.X.Pointer();

        void IKernel<MapOperands<float>>.RunOn<TLane>(GpuBackend gpu, in MapOperands<float> operands) => throw new NotSupportedException();
    }
}
