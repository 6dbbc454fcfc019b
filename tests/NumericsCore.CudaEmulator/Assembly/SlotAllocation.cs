using System.Collections;

namespace NumericsCore.CudaEmulator;

/// <summary>
/// Gives each slot a column of the register file. Registers whose lives, from the first instruction to the last one that they are live at, do not meet
/// share columns, so that a block's registers stay in the cache.
/// </summary>
internal static class SlotAllocation
{
    public static void Allocate(Instruction[] code, IReadOnlyList<Slot> slots)
    {
        var registers = slots.Where(slot => slot.IsRegister).ToArray();
        var numbers = registers.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        var live = Liveness.Of(code, numbers);
        var lives = Lives(code, live, registers, numbers);
        for (int i = 0; i < registers.Length; i++) registers[i].NeedsPoison = live[0][i];
        foreach (bool wide in new[] { false, true })
        {
            int columns = 0;
            foreach (var slot in slots.Where(slot => !slot.IsRegister && IsWide(slot) == wide)) slot.Column = columns++;
            var free = new PriorityQueue<int, int>();
            var used = new PriorityQueue<int, int>();
            foreach (int i in Enumerable.Range(0, registers.Length).Where(i => IsWide(registers[i]) == wide && lives[i].Last >= 0).OrderBy(i => lives[i].First))
            {
                while (used.TryPeek(out int over, out int last) && last < lives[i].First)
                {
                    used.Dequeue();
                    free.Enqueue(over, over);
                }

                int column = free.Count > 0 ? free.Dequeue() : columns++;
                registers[i].Column = column;
                used.Enqueue(column, lives[i].Last);
            }
        }
    }

    private static bool IsWide(Slot slot) => slot.Kind == SlotKind.Bits64;

    private static (int First, int Last)[] Lives(Instruction[] code, BitArray[] live, Slot[] registers, Dictionary<Slot, int> numbers)
    {
        var lives = new (int First, int Last)[registers.Length];
        Array.Fill(lives, (int.MaxValue, -1));
        for (int at = 0; at < code.Length; at++)
        {
            for (int i = 0; i < registers.Length; i++)
                if (live[at][i]) Include(i, at);
            foreach (var slot in code[at].Slots)
                if (slot.IsRegister) Include(numbers[slot], at);
            if (code[at].Predicate is { IsRegister: true } predicate) Include(numbers[predicate], at);
        }

        return lives;

        void Include(int register, int at) => lives[register] = (Math.Min(lives[register].First, at), Math.Max(lives[register].Last, at));
    }
}
