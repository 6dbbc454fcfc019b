namespace NumericsCore.CudaEmulator;

/// <summary>All slots of a kernel; equal constants share one, and so do uses of a special register.</summary>
internal sealed class SlotTable
{
    private static readonly Dictionary<string, SpecialRegister> s_specials = new()
    {
        ["%tid.x"] = SpecialRegister.TidX,
        ["%tid.y"] = SpecialRegister.TidY,
        ["%tid.z"] = SpecialRegister.TidZ,
        ["%ntid.x"] = SpecialRegister.NtidX,
        ["%ntid.y"] = SpecialRegister.NtidY,
        ["%ntid.z"] = SpecialRegister.NtidZ,
        ["%ctaid.x"] = SpecialRegister.CtaidX,
        ["%ctaid.y"] = SpecialRegister.CtaidY,
        ["%ctaid.z"] = SpecialRegister.CtaidZ,
        ["%nctaid.x"] = SpecialRegister.NctaidX,
        ["%nctaid.y"] = SpecialRegister.NctaidY,
        ["%nctaid.z"] = SpecialRegister.NctaidZ,
        ["%laneid"] = SpecialRegister.LaneId,
        ["%warpid"] = SpecialRegister.WarpId,
        ["%lanemask_eq"] = SpecialRegister.LaneMaskEq,
        ["%lanemask_lt"] = SpecialRegister.LaneMaskLt,
        ["%lanemask_le"] = SpecialRegister.LaneMaskLe,
        ["%lanemask_gt"] = SpecialRegister.LaneMaskGt,
        ["%lanemask_ge"] = SpecialRegister.LaneMaskGe,
    };

    private readonly Dictionary<(SlotKind, ulong), Slot> _constants = [];
    private readonly Dictionary<SpecialRegister, Slot> _special = [];
    private readonly List<Slot> _all = [];

    public IReadOnlyList<Slot> All => _all;

    public Slot Register(SlotKind kind) => Add(new(kind));

    public Slot Constant(SlotKind kind, ulong bits)
    {
        if (!_constants.TryGetValue((kind, bits), out var slot)) _constants.Add((kind, bits), slot = Add(new(kind) { Constant = bits }));
        return slot;
    }

    /// <summary>The slot of a special register; null: there is none of this name.</summary>
    public Slot? Special(string name)
    {
        if (!s_specials.TryGetValue(name, out var register)) return null;
        if (!_special.TryGetValue(register, out var slot)) _special.Add(register, slot = Add(new(SlotKind.Bits32) { Special = register }));
        return slot;
    }

    private Slot Add(Slot slot)
    {
        _all.Add(slot);
        return slot;
    }
}
