namespace NumericsCore.Kernels;

/// <content>Replays that say how far they are, for work on what is complete while the rest is computed.</content>
internal sealed partial class Recording
{
    /// <summary>Whether <see cref="Replay(int[], Action{int})"/> can be used: a call has been made when the next begins.</summary>
    public bool ShowsProgress => Inner is CpuBackend;

    /// <summary>For each of some ranges of a block, the place of the last call that uses an element of it; -1 for none.</summary>
    /// <param name="memory">The block.</param>
    /// <param name="ranges">First byte and length of each.</param>
    public int[] LastUses(DeviceMemory memory, IReadOnlyList<(nint Start, nint Length)> ranges)
    {
        // calls that replays make in place of others have other places
        TakeOver();
        int[] last = [.. Enumerable.Repeat(-1, ranges.Count)];
        for (int i = 0; i < _calls.Count; i++)
        {
            foreach (var use in _calls[i].Uses().Where(use => use.Memory == memory))
            {
                for (int range = 0; range < last.Length; range++)
                    if (use.ByteOffset < ranges[range].Start + ranges[range].Length && ranges[range].Start < use.ByteOffset + use.ByteLength) last[range] = i;
            }
        }

        return last;
    }

    /// <summary>Runs all recorded calls again, in order.</summary>
    /// <param name="places">Places of calls, ascending.</param>
    /// <param name="reached">Is told how many of the places have been passed, each time that it has become more.</param>
    public void Replay(int[] places, Action<int> reached)
    {
        PrepareReplay();
        int passed = 0;
        for (int i = 0; i < _calls.Count; i++)
        {
            _calls[i].Make();
            int before = passed;
            while (passed < places.Length && places[passed] <= i) passed++;
            if (passed > before) reached(passed);
        }
    }
}
