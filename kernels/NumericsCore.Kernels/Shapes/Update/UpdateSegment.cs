namespace NumericsCore.Kernels;

/// <summary>A run of a flat parameter buffer that one optimizer group updates.</summary>
/// <param name="Offset">The first element.</param>
/// <param name="Length">The number of elements.</param>
/// <param name="Group">Which of the rules applies.</param>
internal readonly record struct UpdateSegment(nint Offset, nint Length, int Group)
{
    /// <exception cref="ArgumentException">A segment reaches beyond the <paramref name="count"/> parameters, or its group has no rule.</exception>
    public static void Check(ReadOnlySpan<UpdateSegment> segments, nint count, nint rules)
    {
        foreach (var segment in segments)
        {
            if (segment.Offset < 0 || segment.Length < 0 || segment.Length > count - segment.Offset)
                throw new ArgumentException($"{segment} does not lie within the {count} parameters.", nameof(segments));
            if (segment.Group < 0 || segment.Group >= rules)
                throw new ArgumentException($"{segment} names a group without a rule; there are {rules} rules.", nameof(segments));
        }
    }
}
