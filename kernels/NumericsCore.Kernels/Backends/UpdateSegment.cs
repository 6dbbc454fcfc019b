namespace NumericsCore.Kernels;

/// <summary>A run of a flat parameter buffer that one optimizer group updates.</summary>
/// <param name="Offset">The first element.</param>
/// <param name="Length">The number of elements.</param>
/// <param name="Group">Which row of the scalars applies.</param>
internal readonly record struct UpdateSegment(nint Offset, nint Length, int Group);
