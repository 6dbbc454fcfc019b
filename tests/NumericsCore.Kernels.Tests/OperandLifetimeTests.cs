using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Tests;

/// <summary>Memory that nobody but the call holds stays until the kernel has run, though the collector comes meanwhile.</summary>
public class OperandLifetimeTests
{
    // enough for a collection while they are copied one by one
    private const int Rows = 8 << 20;

    [Fact]
    public void Rows_are_gathered_from_memory_that_only_the_call_holds()
    {
        var cpu = new CpuBackend(1, SimdWidth.Bits);
        Slice<int> indices = cpu.Slice<int>(new int[Rows]), start = cpu.Slice<int>([0]);
        Slice<float> y = cpu.Empty<float>(Rows);
        for (int round = 0; round < 4; round++)
        {
            using var begun = new ManualResetEventSlim();
            var collector = new Thread(() =>
            {
                begun.Wait();
                for (int i = 0; i < 3; i++)
                {
                    GC.Collect();
                    GC.WaitForPendingFinalizers();
                    // takes what went back too early
                    cpu.Slice<float>([float.NaN]);
                }
            });
            collector.Start();
            Gather(cpu, indices, start, y, begun);
            collector.Join();
            Assert.False(y.ToArray().AsSpan().ContainsAnyExcept(7f));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Gather(CpuBackend cpu, Slice<int> indices, Slice<int> start, Slice<float> y, ManualResetEventSlim begun)
    {
        var x = cpu.Slice<float>([7]);
        begun.Set();
        cpu.GatherRows(x, indices, start, y, Rows, 1);
    }
}
