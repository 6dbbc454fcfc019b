namespace NumericsCore.CudaEmulator;

/// <summary>shfl.sync, vote.sync and what else a warp does together.</summary>
internal static class WarpTable
{
    public static IEnumerable<Opcode> Rows() =>
    [
        Shuffle("shfl.sync.up.b32", static (lane, b, most, _, _) => (lane - b, lane - b >= most)),
        Shuffle("shfl.sync.down.b32", static (lane, b, most, _, _) => (lane + b, lane + b <= most)),
        Shuffle("shfl.sync.bfly.b32", static (lane, b, most, _, _) => (lane ^ b, (lane ^ b) <= most)),
        Shuffle("shfl.sync.idx.b32", static (_, b, most, least, segment) => (least | (b & ~segment), (least | (b & ~segment)) <= most)),
        Vote("vote.sync.all.pred", SlotKind.Predicate, static (yes, active) => yes == active ? uint.MaxValue : 0),
        Vote("vote.sync.any.pred", SlotKind.Predicate, static (yes, _) => yes != 0 ? uint.MaxValue : 0),
        Vote("vote.sync.uni.pred", SlotKind.Predicate, static (yes, active) => yes == active || yes == 0 ? uint.MaxValue : 0),
        Vote("vote.sync.ballot.b32", SlotKind.Bits32, static (yes, _) => yes),
        new("bar.warp.sync", static operands => operands.Regular(new Meet(), SlotKind.Bits32)),
        new("activemask.b32", static operands => operands.Regular(new ActiveMask(), SlotKind.Bits32)),
    ];

    /// <summary>The lane to read from, and whether there is one, of: the lane, b, the largest and the least lane of the segment, the segment's mask.</summary>
    private delegate (int Source, bool Valid) Choice(int lane, int b, int most, int least, int segment);

    // d, a, b, c, members or d|p, a, b, c, members
    private static Opcode Shuffle(string name, Choice choice) => new(name, operands => operands.HasPair(0)
        ? operands.WithPair(new ShuffleLanes(choice, both: true), SlotKind.Bits32, SlotKind.Predicate, SlotKind.Bits32, SlotKind.Bits32, SlotKind.Bits32, SlotKind.Bits32)
        : operands.Regular(new ShuffleLanes(choice, both: false), SlotKind.Bits32, SlotKind.Bits32, SlotKind.Bits32, SlotKind.Bits32, SlotKind.Bits32));

    private static Opcode Vote(string name, SlotKind result, Func<uint, uint, uint> count) =>
        new(name, operands => operands.Regular(new VoteOfWarp(count), result, SlotKind.Predicate, SlotKind.Bits32));

    private sealed unsafe class ShuffleLanes(Choice choice, bool both) : WarpInstruction
    {
        public override int Writes => both ? 2 : 1;

        public override uint Members(int thread) => ((uint*)P[Writes + 3])[thread];

        protected override void ExecuteWarp(int first, uint active)
        {
            uint* d = (uint*)P[0] + first, a = (uint*)P[Writes] + first;
            int* b = (int*)P[Writes + 1] + first, c = (int*)P[Writes + 2] + first;
            uint* before = stackalloc uint[WarpSize];
            new Span<uint>(a, WarpSize).CopyTo(new(before, WarpSize));
            for (int lane = 0; lane < WarpSize; lane++)
            {
                if ((active >> lane & 1) == 0) continue;
                int segment = c[lane] >> 8 & 31;
                int least = lane & segment, most = least | (c[lane] & 31 & ~segment);
                var (source, valid) = choice(lane, b[lane] & 31, most, least, segment);
                if (!valid) source = lane;
                // what a lane gives that does not take part is undefined
                d[lane] = (active >> source & 1) != 0 ? before[source] : Poison.Word;
                if (both) ((int*)P[1])[first + lane] = valid ? -1 : 0;
            }
        }
    }

    /// <summary>Gives each lane what follows from the lanes that say yes and those that take part.</summary>
    private sealed unsafe class VoteOfWarp(Func<uint, uint, uint> count) : WarpInstruction
    {
        public override uint Members(int thread) => ((uint*)P[2])[thread];

        protected override void ExecuteWarp(int first, uint active)
        {
            uint* d = (uint*)P[0] + first;
            int* p = (int*)P[1] + first;
            uint yes = 0;
            for (int lane = 0; lane < WarpSize; lane++)
                if (p[lane] != 0) yes |= 1u << lane;
            uint result = count(yes & active, active);
            for (int lane = 0; lane < WarpSize; lane++)
                if ((active >> lane & 1) != 0) d[lane] = result;
        }
    }

    private sealed unsafe class Meet : WarpInstruction
    {
        public override int Writes => 0;

        public override uint Members(int thread) => ((uint*)P[0])[thread];

        protected override void ExecuteWarp(int first, uint active)
        {
        }
    }

    /// <summary>The lanes of the warp that run together just now.</summary>
    private sealed unsafe class ActiveMask : Instruction
    {
        public override void Execute(Block block, in Lanes lanes)
        {
            uint* d = (uint*)P[0];
            for (int i = lanes.Start; i < lanes.End; i++)
            {
                if (!lanes.Contains(i)) continue;
                uint active = 0;
                int first = i & -WarpInstruction.WarpSize;
                for (int lane = 0; lane < WarpInstruction.WarpSize; lane++)
                    if (first + lane >= lanes.Start && first + lane < lanes.End && lanes.Contains(first + lane)) active |= 1u << lane;
                d[i] = active;
            }
        }
    }
}
