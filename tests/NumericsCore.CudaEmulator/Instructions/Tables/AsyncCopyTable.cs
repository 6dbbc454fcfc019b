using System.Globalization;

namespace NumericsCore.CudaEmulator;

/// <summary>cp.async: copies past the registers, and waiting for them.</summary>
internal static class AsyncCopyTable
{
    public static IEnumerable<Opcode> Rows() =>
    [
        Copy("cp.async.ca.shared.global", 4, 8, 16),
        Copy("cp.async.cg.shared.global", 16),
        new("cp.async.commit_group", static operands => operands.Regular(new Commit())),
        new("cp.async.wait_group", static operands => operands.WithNumber(static groups => new Wait(groups))),
        new("cp.async.wait_all", static operands => operands.Regular(new Wait(null))),
    ];

    // [to], [from], size, or beside them the bytes to read
    private static Opcode Copy(string name, params int[] sizes) => new(name, operands =>
    {
        if (operands.Count is not (3 or 4)) throw operands.Refuse("Three or four operands are expected");
        var (to, toOffset) = operands.Address(0);
        var (from, fromOffset) = operands.Address(1);
        int size = operands.Number(2);
        if (!sizes.Contains(size)) throw operands.Refuse($"{name} copies {string.Join(" or ", sizes.Select(known => known.ToString(CultureInfo.InvariantCulture)))} bytes");
        return OperandReader.With(new Start(size, toOffset, fromOffset), [to, from, operands.Value(operands.Count - 1, SlotKind.Bits32)]);
    });

    private sealed unsafe class Start(int size, long toOffset, long fromOffset) : Instruction
    {
        public override int Writes => 0;

        public override void Execute(Block block, in Lanes lanes)
        {
            ulong* to = (ulong*)P[0], from = (ulong*)P[1];
            int* bytes = (int*)P[2];
            for (int i = lanes.Start; i < lanes.End; i++)
                if (lanes.Contains(i)) block.Copies.Start(i, this, to[i] + (ulong)toOffset, from[i] + (ulong)fromOffset, size, bytes[i]);
        }
    }

    private sealed class Commit : Instruction
    {
        public override int Writes => 0;

        public override void Execute(Block block, in Lanes lanes)
        {
            for (int i = lanes.Start; i < lanes.End; i++)
                if (lanes.Contains(i)) block.Copies.Commit(i);
        }
    }

    /// <summary>Waits until so many of the last groups are left; null: for all copies.</summary>
    private sealed class Wait(int? groupsLeft) : Instruction
    {
        public override int Writes => 0;

        public override void Execute(Block block, in Lanes lanes)
        {
            for (int i = lanes.Start; i < lanes.End; i++)
            {
                if (!lanes.Contains(i)) continue;
                if (groupsLeft is { } left) block.Copies.Wait(i, left);
                else block.Copies.WaitForAll(i);
            }
        }
    }
}
