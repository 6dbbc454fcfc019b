namespace NumericsCore.CudaEmulator;

/// <summary>What the special registers hold.</summary>
internal static unsafe class SpecialRegisters
{
    /// <summary>Sets a column that is the same for all blocks of a launch.</summary>
    public static void Fill(SpecialRegister register, uint* column, int threads, Dim3 grid, Dim3 block)
    {
        for (int i = 0; i < threads; i++) column[i] = Of(register, i, grid, block);
    }

    /// <summary>What a register holds in all threads of a block; null: it is not one of the block's position.</summary>
    public static uint? OfBlock(SpecialRegister register, Dim3 index) => register switch
    {
        SpecialRegister.CtaidX => (uint)index.X,
        SpecialRegister.CtaidY => (uint)index.Y,
        SpecialRegister.CtaidZ => (uint)index.Z,
        _ => null,
    };

    private static uint Of(SpecialRegister register, int thread, Dim3 grid, Dim3 block)
    {
        int lane = thread % WarpInstruction.WarpSize;
        return register switch
        {
            SpecialRegister.TidX => (uint)(thread % block.X),
            SpecialRegister.TidY => (uint)(thread / block.X % block.Y),
            SpecialRegister.TidZ => (uint)(thread / block.X / block.Y),
            SpecialRegister.NtidX => (uint)block.X,
            SpecialRegister.NtidY => (uint)block.Y,
            SpecialRegister.NtidZ => (uint)block.Z,
            SpecialRegister.NctaidX => (uint)grid.X,
            SpecialRegister.NctaidY => (uint)grid.Y,
            SpecialRegister.NctaidZ => (uint)grid.Z,
            SpecialRegister.LaneId => (uint)lane,
            SpecialRegister.WarpId => (uint)(thread / WarpInstruction.WarpSize),
            SpecialRegister.LaneMaskEq => 1u << lane,
            SpecialRegister.LaneMaskLt => (1u << lane) - 1,
            SpecialRegister.LaneMaskLe => uint.MaxValue >> (31 - lane),
            SpecialRegister.LaneMaskGt => uint.MaxValue - (uint.MaxValue >> (31 - lane)),
            SpecialRegister.LaneMaskGe => uint.MaxValue << lane,
            _ => 0,
        };
    }
}
