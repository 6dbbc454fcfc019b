using System.Collections;

namespace NumericsCore.CudaEmulator;

/// <summary>Which registers hold a value that is still read, before each instruction.</summary>
internal static class Liveness
{
    /// <summary>The live registers before each instruction, by their numbers among the registers.</summary>
    public static BitArray[] Of(Instruction[] code, IReadOnlyDictionary<Slot, int> numbers)
    {
        var live = new BitArray[code.Length];
        for (int i = 0; i < code.Length; i++) live[i] = new(numbers.Count);
        var now = new BitArray(numbers.Count);
        for (bool changed = true; changed;)
        {
            changed = false;
            for (int i = code.Length - 1; i >= 0; i--)
            {
                now.SetAll(false);
                foreach (int next in Following(code, i)) now.Or(live[next]);
                // under a predicate some threads keep what was there
                if (code[i].Predicate is null)
                    foreach (var written in code[i].Slots.AsSpan(0, code[i].Writes)) now[numbers[written]] = false;
                foreach (var read in code[i].Slots.AsSpan(code[i].Writes))
                    if (read.IsRegister) now[numbers[read]] = true;
                if (code[i].Predicate is { IsRegister: true } predicate) now[numbers[predicate]] = true;
                if (Same(now, live[i])) continue;
                live[i].SetAll(false);
                live[i].Or(now);
                changed = true;
            }
        }

        return live;
    }

    private static IEnumerable<int> Following(Instruction[] code, int i)
    {
        if (code[i] is Branch branch) yield return branch.Target;
        if (code[i].Predicate is not null || code[i] is not (Branch or Exit)) yield return i + 1;
    }

    private static bool Same(BitArray a, BitArray b) => !new BitArray(a).Xor(b).HasAnySet();
}
