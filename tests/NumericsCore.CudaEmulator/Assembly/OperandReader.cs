using System.Globalization;

namespace NumericsCore.CudaEmulator;

/// <summary>Gives a table's row the slots of an instruction's operands; what does not fit is refused with its line.</summary>
internal sealed class OperandReader(Statement statement, Frame frame, KernelAssembler assembler)
{
    public int Count => statement.Operands.Count;

    public bool HasPair(int i) => i < Count && statement.Operands[i] is PairOperand;

    public bool HasVector(int i) => i < Count && statement.Operands[i] is VectorOperand;

    public PtxException Refuse(string why) => assembler.Source.Refuse(statement.Line, why);

    public void ExpectCount(int count)
    {
        if (Count != count) throw Refuse($"{statement.Opcode} has {count} operands, not {Count}");
    }

    public static Instruction With(Instruction instruction, IEnumerable<Slot> slots)
    {
        instruction.Slots = [.. slots];
        return instruction;
    }

    /// <summary>One operand a slot, those that are written first.</summary>
    public Instruction Regular(Instruction instruction, params ReadOnlySpan<SlotKind> kinds)
    {
        ExpectCount(kinds.Length);
        var slots = new Slot[kinds.Length];
        for (int i = 0; i < slots.Length; i++) slots[i] = i < instruction.Writes ? Result(i, kinds[i]) : Value(i, kinds[i]);
        return With(instruction, slots);
    }

    /// <summary>The same where the first operand is two results.</summary>
    public Instruction WithPair(Instruction instruction, params ReadOnlySpan<SlotKind> kinds)
    {
        ExpectCount(kinds.Length - 1);
        var pair = (PairOperand)statement.Operands[0];
        var slots = new Slot[kinds.Length];
        (slots[0], slots[1]) = (Result(pair.First, kinds[0]), Result(pair.Second, kinds[1]));
        for (int i = 2; i < slots.Length; i++) slots[i] = Value(i - 1, kinds[i]);
        return With(instruction, slots);
    }

    /// <summary>Two operands, of which one is two halves of 32 bits and the other has 64.</summary>
    public Instruction Halves(Instruction instruction, int vector)
    {
        ExpectCount(2);
        return With(instruction, vector == 0
            ? [.. Results(0, 2, SlotKind.Bits32), Value(1, SlotKind.Bits64)]
            : [Result(0, SlotKind.Bits64), .. Values(1, 2, SlotKind.Bits32)]);
    }

    /// <summary>One operand, a number that is part of the instruction.</summary>
    public Instruction WithNumber(Func<int, Instruction> make)
    {
        ExpectCount(1);
        return make(Number(0));
    }

    public int Number(int i) =>
        statement.Operands[i] is NumberOperand number && int.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? value : throw Refuse("A number is expected");

    public Slot Result(int i, SlotKind kind) => Result(statement.Operands[i], kind);

    public Slot Value(int i, SlotKind kind) => assembler.Value(statement, frame, statement.Operands[i], kind);

    public IEnumerable<Slot> Results(int i, int count, SlotKind kind) => Elements(i, count).Select(element => Result(element, kind)).ToArray();

    public IEnumerable<Slot> Values(int i, int count, SlotKind kind) => Elements(i, count).Select(element => assembler.Value(statement, frame, element, kind)).ToArray();

    /// <summary>An address: the slot of its start, and the bytes past it.</summary>
    public (Slot Start, long Offset) Address(int i)
    {
        if (statement.Operands[i] is not AddressOperand address) throw Refuse("An address in brackets is expected");
        return address.Base is null
            ? (assembler.Slots.Constant(SlotKind.Bits64, 0), address.Offset)
            : (assembler.Value(statement, frame, new NameOperand(address.Base), SlotKind.Bits64), address.Offset);
    }

    private IReadOnlyList<Operand> Elements(int i, int count)
    {
        IReadOnlyList<Operand> elements = statement.Operands[i] is VectorOperand vector ? vector.Elements : [statement.Operands[i]];
        return elements.Count == count ? elements : throw Refuse($"{count} elements are expected");
    }

    private Slot Result(Operand operand, SlotKind kind) =>
        operand is NameOperand { IsSink: true } ? assembler.Slots.Register(kind)
        : operand is NameOperand { IsRegister: true } && assembler.Value(statement, frame, operand, kind) is { IsRegister: true } slot ? slot
        : throw Refuse("A register for the result is expected");
}
