namespace NumericsCore.CudaEmulator;

/// <summary>bra.</summary>
internal sealed class Branch(string label) : Instruction
{
    public string Label => label;

    /// <summary>The index of the instruction that the label stands before.</summary>
    public int Target { get; set; }

    public override int Writes => 0;

    public override InstructionKind Kind => InstructionKind.Branch;

    public override void Execute(Block block, in Lanes lanes) => throw new NotSupportedException("Branches are the schedule's.");
}

/// <summary>bar.sync 0: waits for all threads of the block.</summary>
internal sealed class Barrier : Instruction
{
    public override int Writes => 0;

    public override InstructionKind Kind => InstructionKind.Barrier;

    public override void Execute(Block block, in Lanes lanes) => throw new NotSupportedException("Barriers are the schedule's.");
}

/// <summary>ret of a kernel, and exit.</summary>
internal sealed class Exit : Instruction
{
    public override int Writes => 0;

    public override InstructionKind Kind => InstructionKind.Exit;

    public override void Execute(Block block, in Lanes lanes) => throw new NotSupportedException("A thread's end is the schedule's.");
}

/// <summary>trap: stops the kernel.</summary>
internal sealed class Trap : Instruction
{
    public override int Writes => 0;

    public override void Execute(Block block, in Lanes lanes) => throw block.Fault(CudaError.LaunchFailed, this, lanes.First, 0, "trap");
}

/// <summary>What orders memory accesses, where they are in order anyway.</summary>
internal sealed class Nothing : Instruction
{
    public override int Writes => 0;

    public override void Execute(Block block, in Lanes lanes)
    {
    }
}
