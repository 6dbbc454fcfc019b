namespace NumericsCore.Kernels;

/// <summary>
/// Where a kernel's random numbers start: Philox 4x32-10 with the 64-bit <paramref name="Seed"/> as its key. Element i takes word
/// i mod 4 of counter (block low, block high, stream, step), where block = i / 4 + part · <paramref name="BlocksPerPart"/>. The step is read from
/// device memory when <paramref name="Step"/> is not null, so that a replayed call samples anew.
/// </summary>
/// <param name="Seed">The key.</param>
/// <param name="Stream">Which of the seed's streams: one for each place that samples.</param>
/// <param name="Step">One element of device memory that counts the steps of this stream; null for step 0. Where there are parts, their number follows it.</param>
/// <param name="BlocksPerPart">Blocks of a part, where elements are parts of a longer array and take the random numbers of their places in it; 0 where they are the array.</param>
internal readonly record struct RandomAddress(ulong Seed, uint Stream, Slice<uint>? Step, ulong BlocksPerPart = 0)
{
    /// <summary>Elements of <see cref="Step"/> that kernels read.</summary>
    public nint StepLength => BlocksPerPart > 0 ? 2 : 1;
}
