namespace NumericsCore.Kernels;

internal sealed partial class CpuBackend
{
    public override bool CanRehearse => Workers.Threads > 1;

    public override void Rehearse(RecordedCall[] calls, nint scratchBytes)
    {
        using var memory = Allocate(scratchBytes);
        var work = new Rehearsal(calls, new Scratch(memory));
        Workers.For(calls.Length, 1, ref work);
    }

    private readonly struct Rehearsal(RecordedCall[] calls, Scratch scratch) : IRangeWork
    {
        public void Run(nint start, nint end)
        {
            for (nint i = start; i < end; i++) calls[i](scratch);
        }
    }
}
