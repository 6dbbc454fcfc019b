namespace NumericsCore.CudaEmulator;

/// <summary>What memory and registers hold before anything is written: NaN as float32, as float64 and as bf16, no address, no index.</summary>
internal static unsafe class Poison
{
    public const uint Word = 0xfff5cdcd;

    /// <summary>Fills a range that starts at a multiple of four; a rest under four bytes too.</summary>
    public static void Fill(byte* start, ulong bytes)
    {
        const ulong Step = 1 << 30;
        for (ulong at = 0; at < bytes; at += Step)
            new Span<uint>(start + at, (int)(Math.Min(Step, bytes - at) / 4)).Fill(Word);
        for (ulong at = bytes & ~3ul; at < bytes; at++) start[at] = (byte)(Word >> (int)(8 * (at & 3)));
    }
}
