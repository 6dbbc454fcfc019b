namespace NumericsCore.CudaEmulator;

/// <summary>What a register holds.</summary>
internal enum SlotKind
{
    /// <summary>All bits set or none, in 32 bits, so that it can be used as a mask.</summary>
    Predicate,

    /// <summary>32 bits; narrower values are extended.</summary>
    Bits32,
    Bits64,
}

/// <summary>The special registers, by their names in PTX with an underscore for the dot.</summary>
internal enum SpecialRegister
{
    None,
    TidX,
    TidY,
    TidZ,
    NtidX,
    NtidY,
    NtidZ,
    CtaidX,
    CtaidY,
    CtaidZ,
    NctaidX,
    NctaidY,
    NctaidZ,
    LaneId,
    WarpId,
    LaneMaskEq,
    LaneMaskLt,
    LaneMaskLe,
    LaneMaskGt,
    LaneMaskGe,
}

/// <summary>One value a thread: a register, a constant or a special register.</summary>
internal sealed class Slot(SlotKind kind)
{
    public SlotKind Kind { get; } = kind;

    /// <summary>A constant's bits; null: no constant.</summary>
    public ulong? Constant { get; init; }

    public SpecialRegister Special { get; init; }

    /// <summary>Whether instructions write it.</summary>
    public bool IsRegister => Constant is null && Special == SpecialRegister.None;

    /// <summary>Whether a path reads it before it is written, so that each block begins with poison in it.</summary>
    public bool NeedsPoison { get; set; }

    /// <summary>Which of the columns of its width in the register file it has; registers that never live at the same time share one.</summary>
    public int Column { get; set; } = -1;

    public int Bytes => Kind == SlotKind.Bits64 ? 8 : 4;
}
