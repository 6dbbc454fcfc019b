using System.Runtime.Intrinsics;

namespace NumericsCore.CudaEmulator;

/// <summary>The operands of a matrix instruction in the registers of a warp: two bf16 or one TF32 a register.</summary>
internal interface IMatrixOperands
{
    /// <summary>The columns of a and rows of b.</summary>
    static abstract int K { get; }

    /// <summary>How many elements a register holds.</summary>
    static abstract int InRegister { get; }

    static abstract double Element(uint register, int index);
}

internal readonly struct Tf32Operands : IMatrixOperands
{
    public static int K => 8;

    public static int InRegister => 1;

    // the hardware does not look at the lowest 13 bits
    public static double Element(uint register, int index) => BitConverter.UInt32BitsToSingle(register & ~0x1fffu);
}

internal readonly struct BFloat16Operands : IMatrixOperands
{
    public static int K => 16;

    public static int InRegister => 2;

    public static double Element(uint register, int index) => BitConverter.UInt32BitsToSingle(index == 0 ? register << 16 : register & 0xffff0000);
}

/// <summary>
/// mma.sync: d (16×8) = a (16×K)·b (K×8) + c, each matrix spread over a warp's registers as the PTX ISA draws it. The hardware may keep fewer bits of
/// its sums than these, in float64, so that no program may rely on more.
/// </summary>
internal sealed unsafe class MatrixMultiply<TOperands> : WarpInstruction where TOperands : struct, IMatrixOperands
{
    public const int Rows = 16, Columns = 8;
    public const int D = 4, A = 4, B = 2, C = 4;

    public override int Writes => D;

    public override uint Members(int thread) => uint.MaxValue;

    protected override void ExecuteWarp(int first, uint active)
    {
        int k = TOperands.K;
        double* a = stackalloc double[Rows * k], b = stackalloc double[k * Columns], c = stackalloc double[Rows * Columns];
        for (int lane = 0; lane < WarpSize; lane++) Gather(first + lane, lane >> 2, lane & 3, a, b, c);
        for (int row = 0; row < Rows; row++)
        {
            var sums = Vector512.Load(c + (row * Columns));
            for (int i = 0; i < k; i++) sums = Vector512.FusedMultiplyAdd(Vector512.Create(a[(row * k) + i]), Vector512.Load(b + (i * Columns)), sums);
            sums.Store(c + (row * Columns));
        }

        for (int lane = 0; lane < WarpSize; lane++)
            for (int r = 0; r < D; r++) ((float*)P[r])[first + lane] = NotANumber.Canonical((float)c[AtC(r, lane >> 2, lane & 3)]);
    }

    // a's registers hold rows of its group and eight below, first the left half of k; b's the upper half of k, then the lower
    private void Gather(int thread, int group, int inGroup, double* a, double* b, double* c)
    {
        int k = TOperands.K, width = TOperands.InRegister;
        for (int r = 0; r < A; r++)
        {
            int row = group + (8 * (r & 1)), column = (inGroup * width) + ((r >> 1) * k / 2);
            for (int e = 0; e < width; e++) a[(row * k) + column + e] = TOperands.Element(((uint*)P[D + r])[thread], e);
        }

        for (int r = 0; r < B; r++)
        {
            int row = (inGroup * width) + (r * k / 2);
            for (int e = 0; e < width; e++) b[((row + e) * Columns) + group] = TOperands.Element(((uint*)P[D + A + r])[thread], e);
        }

        for (int r = 0; r < C; r++) c[AtC(r, group, inGroup)] = ((float*)P[D + A + B + r])[thread];
    }

    private static int AtC(int register, int group, int inGroup) => ((group + (8 * (register >> 1))) * Columns) + (2 * inGroup) + (register & 1);
}
