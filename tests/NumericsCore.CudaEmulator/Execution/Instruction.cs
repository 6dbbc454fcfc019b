namespace NumericsCore.CudaEmulator;

/// <summary>What happens to the order of a group of threads at an instruction.</summary>
internal enum InstructionKind
{
    /// <summary>All go on to the next instruction.</summary>
    Straight,
    Branch,
    Barrier,
    Exit,

    /// <summary>A warp's threads do it together.</summary>
    Warp,
}

/// <summary>An instruction whose operands are columns of the register file: <see cref="Execute"/> runs it for many threads.</summary>
internal abstract unsafe class Instruction
{
    /// <summary>The operands: what is written first, then what is read.</summary>
    public Slot[] Slots { get; set; } = [];

    /// <summary>How many of the slots are written.</summary>
    public virtual int Writes => 1;

    public virtual InstructionKind Kind => InstructionKind.Straight;

    /// <summary>The slot of the predicate that it is under; null: none.</summary>
    public Slot? Predicate { get; set; }

    /// <summary>Whether it runs where the predicate is false.</summary>
    public bool Negated { get; set; }

    public int Line { get; set; }

    /// <summary>Whether it runs for all threads of a group, which then go on to the next one.</summary>
    public bool IsPlain { get; set; }

    /// <summary>The columns of the operands, as the register file lies now.</summary>
    public byte** P;

    /// <summary>The column of the predicate, or null.</summary>
    public int* PredicateColumn { get; set; }

    public abstract void Execute(Block block, in Lanes lanes);
}
