namespace NumericsCore.CudaEmulator;

/// <summary>cvta: addresses of one space as generic ones, and back. Global addresses are generic ones as they are.</summary>
internal static class AddressTable
{
    public static IEnumerable<Opcode> Rows() =>
    [
        Form.Unary<Identity<ulong>, ulong>("cvta.to.global.u64"),
        Form.Unary<Identity<ulong>, ulong>("cvta.global.u64"),
        new("cvta.to.shared.u64", static operands => operands.Regular(new ToShared(), SlotKind.Bits64, SlotKind.Bits64)),
        new("cvta.shared.u64", static operands => operands.Regular(new FromShared(), SlotKind.Bits64, SlotKind.Bits64)),
    ];

    /// <summary>
    /// Takes the window's start from whatever it is given, as the assembler's code for sm_80 and sm_90 does, and keeps the 32 bits that addresses
    /// of shared memory have: what was no generic address becomes a wrong one.
    /// </summary>
    private sealed unsafe class ToShared : Instruction
    {
        public override void Execute(Block block, in Lanes lanes)
        {
            ulong* d = (ulong*)P[0], a = (ulong*)P[1];
            ulong window = block.LaxCvta ? 0 : SharedMemory.Window;
            for (int i = lanes.Start; i < lanes.End; i++)
                if (lanes.Contains(i)) d[i] = (a[i] - window) & uint.MaxValue;
        }
    }

    private sealed unsafe class FromShared : Instruction
    {
        public override void Execute(Block block, in Lanes lanes)
        {
            ulong* d = (ulong*)P[0], a = (ulong*)P[1];
            for (int i = lanes.Start; i < lanes.End; i++)
                if (lanes.Contains(i)) d[i] = a[i] + SharedMemory.Window;
        }
    }
}
