using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>
/// Compiles calls ahead of their first use, on all threads of a CPU: each is made in any order and over scratch memory, so that nothing
/// but compiled code comes of it. Methods that are compiled one after the other would take a good part of the time to a first step.
/// </summary>
internal sealed class WarmUp
{
    /// <summary>The most bytes that a call may write: what takes longer to compute than to compile is left out.</summary>
    public const nint MaxBytes = 1 << 20;

    private readonly CpuBackend _cpu;
    private readonly List<RecordedCall> _calls = [];
    private nint _scratchBytes;

    private WarmUp(CpuBackend cpu) => _cpu = cpu;

    /// <summary>Whether calls on a device are compiled when they are first made, and several threads can do that at once.</summary>
    public static bool Pays(Backend backend) => RuntimeFeature.IsDynamicCodeCompiled && backend is CpuBackend { Workers.Threads: > 1 };

    /// <summary>The warm-up for a device, or null where there is nothing to gain.</summary>
    public static WarmUp? For(Backend backend) => Pays(backend) ? new((CpuBackend)backend) : null;

    /// <summary>Notes a call that is made later and writes a number of bytes.</summary>
    public void Add(RecordedCall call, nint resultBytes)
    {
        if (resultBytes is <= 0 or > MaxBytes) return;
        _calls.Add(call);
        _scratchBytes = Math.Max(_scratchBytes, resultBytes);
    }

    /// <summary>Compiles the calls noted so far.</summary>
    public void Run()
    {
        if (_calls.Count > 1)
        {
            using var scratch = _cpu.Allocate(_scratchBytes);
            var work = new Work([.. _calls], scratch);
            _cpu.Workers.For(_calls.Count, 1, ref work);
        }

        _calls.Clear();
    }

    // nobody reads the scratch memory, so all calls and threads share it
    private readonly struct Work(RecordedCall[] calls, DeviceMemory scratch) : IRangeWork
    {
        public void Run(nint start, nint end)
        {
            for (nint i = start; i < end; i++) calls[i].MakeOver(scratch);
        }
    }
}
