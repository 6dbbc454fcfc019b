using System.Numerics;

namespace NumericsCore.CudaEmulator;

/// <summary>An instruction that the threads of a warp do together: it waits until all of its members have come.</summary>
internal abstract unsafe class WarpInstruction : Instruction
{
    public const int WarpSize = 32;

    public sealed override InstructionKind Kind => InstructionKind.Warp;

    /// <summary>The lanes that a thread says take part, one bit each.</summary>
    public abstract uint Members(int thread);

    /// <summary>Runs for one warp, whose first thread is given, and its lanes that take part.</summary>
    protected abstract void ExecuteWarp(int first, uint active);

    public sealed override void Execute(Block block, in Lanes lanes)
    {
        for (int first = lanes.Start & -WarpSize; first < lanes.End; first += WarpSize)
            if (ActiveOf(lanes, first) is > 0 and var active) ExecuteWarp(first, active);
    }

    /// <summary>Whether each warp that has come is complete.</summary>
    public bool IsComplete(Block block, in Lanes lanes)
    {
        for (int first = lanes.Start & -WarpSize; first < lanes.End; first += WarpSize)
        {
            if (ActiveOf(lanes, first) is not (> 0 and var active)) continue;
            int thread = first + BitOperations.TrailingZeroCount(active);
            uint members = Members(thread);
            if ((active & ~members) != 0) throw block.Fault(CudaError.IllegalInstruction, this, thread, members, "a thread that is not among its members runs an instruction of its warp, members");
            if ((members & ~active) != 0) return false;
        }

        return true;
    }

    /// <summary>The lanes of a warp that run, one bit each.</summary>
    protected static uint ActiveOf(in Lanes lanes, int first)
    {
        uint active = 0;
        for (int i = Math.Max(first, lanes.Start); i < Math.Min(first + WarpSize, lanes.End); i++)
            if (lanes.Contains(i)) active |= 1u << (i - first);
        return active;
    }
}
