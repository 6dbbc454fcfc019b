using ILGPU;

namespace NumericsCore.Kernels.Tests;

/// <summary>
/// A matrix unit of ordinary instructions, for devices that have none: the threads of a warp find each other's words in
/// shared memory, placed as the PTX ISA's figures of mma.m16n8k8 with .tf32 operands place them, and those of mma.m16n8k16 with .bf16
/// ones pairs. Each element of C goes on with its chain of fused multiply-adds over ascending k, so that a product over one block of k is
/// the exact one of the rounded operands.
/// </summary>
internal readonly struct SoftwareMatrixUnit<TFormat> : IMatrixUnit where TFormat : struct, ISoftwareFormat
{
    private const int Rows = 16, Columns = 8, Depth = 8;
    private const int Fragments = 4, Warps = 8;
    private const int LengthA = Rows * Depth, LengthB = Depth * Columns, PerWarp = Fragments * (LengthA + LengthB);

    public static int Words => TFormat.Words;

    public static float Near(float near, float far) => TFormat.Near(near, far);

    public static float Far(float far) => TFormat.Far(far);

    public static void Copy(ArrayView<float> shared, long to, ArrayView<float> global, long from, int count, bool aligned)
    {
        for (int i = 0; i < 4; i++) shared[to + i] = i < count ? global[from + i] : 0;
    }

    public static void Commit()
    {
    }

    public static void Wait()
    {
    }

    public static ArrayView<float> Exchange() => SharedMemory.Allocate<float>(Warps * PerWarp);

    public static void Show(ArrayView<float> exchange, FragmentA a)
    {
        int to = OfA(a.Place), g = Group.IdxX % 32 / 4, t = Group.IdxX % 4;
        exchange[to + g * Depth + t] = a.X;
        exchange[to + (g + 8) * Depth + t] = a.Y;
        exchange[to + g * Depth + t + 4] = a.Z;
        exchange[to + (g + 8) * Depth + t + 4] = a.W;
    }

    public static void Show(ArrayView<float> exchange, FragmentB b)
    {
        int to = OfB(b.Place), g = Group.IdxX % 32 / 4, t = Group.IdxX % 4;
        exchange[to + t * Columns + g] = b.X;
        exchange[to + (t + 4) * Columns + g] = b.Y;
    }

    public static void Meet() => Group.Barrier();

    public static FragmentC MultiplyAdd(ArrayView<float> exchange, FragmentA a, FragmentB b, FragmentC c)
    {
        int fromA = OfA(a.Place), fromB = OfB(b.Place), row = Group.IdxX % 32 / 4, column = Group.IdxX % 4 * 2;
        return new(
            Element(exchange, fromA, row, fromB, column, c.X), Element(exchange, fromA, row, fromB, column + 1, c.Y),
            Element(exchange, fromA, row + 8, fromB, column, c.Z), Element(exchange, fromA, row + 8, fromB, column + 1, c.W));
    }

    private static float Element(ArrayView<float> exchange, int fromA, int row, int fromB, int column, float sum)
    {
        for (int part = 0; part < TFormat.Parts; part++)
        {
            for (int k = 0; k < Depth; k++)
                sum = ExactMath.MultiplyAdd(TFormat.Part(exchange[fromA + row * Depth + k], part), TFormat.Part(exchange[fromB + k * Columns + column], part), sum);
        }

        return sum;
    }

    private static int OfA(int place) => Group.IdxX / 32 * PerWarp + place * LengthA;

    private static int OfB(int place) => Group.IdxX / 32 * PerWarp + Fragments * LengthA + place * LengthB;
}
