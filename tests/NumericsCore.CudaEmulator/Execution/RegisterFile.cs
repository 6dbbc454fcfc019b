using System.Runtime.CompilerServices;

namespace NumericsCore.CudaEmulator;

/// <summary>The registers of a block: a column a slot, an element a thread.</summary>
internal sealed unsafe class RegisterFile(Instruction[] code, IReadOnlyList<Slot> slots)
{
    private const int Warp = 32, Alignment = 64;

    private readonly (Slot Slot, nint At)[] _columns = new (Slot, nint)[slots.Count];
    private int _stride;
    private byte[] _bytes = [];
    private nint[] _pointers = [];

    /// <summary>Makes room for a block of so many threads, and sets what no block changes.</summary>
    public void Prepare(Dim3 grid, Dim3 block)
    {
        int threads = (int)block.Count, stride = (threads + Warp - 1) / Warp * Warp;
        if (stride != _stride) Bind(stride);
        foreach (var (slot, at) in _columns)
            if (slot.Special != SpecialRegister.None) SpecialRegisters.Fill(slot.Special, (uint*)at, threads, grid, block);
    }

    /// <summary>Sets what each block begins with: its position, and poison in registers that are read before they are written.</summary>
    public void Begin(Dim3 index)
    {
        foreach (var (slot, at) in _columns)
        {
            // a predicate has all bits or none, whatever it was before
            if (slot.NeedsPoison) new Span<uint>((uint*)at, _stride * slot.Bytes / sizeof(uint)).Fill(slot.Kind == SlotKind.Predicate ? uint.MaxValue : Poison.Word);
            else if (SpecialRegisters.OfBlock(slot.Special, index) is { } value) new Span<uint>((uint*)at, _stride).Fill(value);
        }
    }

    private void Bind(int stride)
    {
        _stride = stride;
        int narrow = 1 + slots.Where(slot => slot.Kind != SlotKind.Bits64).Select(slot => slot.Column).DefaultIfEmpty(-1).Max();
        int wide = 1 + slots.Where(slot => slot.Kind == SlotKind.Bits64).Select(slot => slot.Column).DefaultIfEmpty(-1).Max();
        _bytes = GC.AllocateArray<byte>(((narrow * sizeof(uint)) + (wide * sizeof(ulong))) * stride + Alignment, pinned: true);
        nint start = (nint)Unsafe.AsPointer(ref _bytes[0]);
        start = (start + Alignment - 1) & -Alignment;
        var places = new Dictionary<Slot, nint>();
        for (int i = 0; i < slots.Count; i++)
        {
            var slot = slots[i];
            nint at = slot.Kind == SlotKind.Bits64 ? start + (narrow * sizeof(uint) + slot.Column * sizeof(ulong)) * stride : start + slot.Column * sizeof(uint) * stride;
            // a register that no instruction has is nowhere
            if (slot.Column < 0) at = 0;
            _columns[i] = (slot, at);
            places.Add(slot, at);
            if (slot.Constant is not { } bits) continue;
            if (slot.Kind == SlotKind.Bits64) new Span<ulong>((ulong*)at, stride).Fill(bits);
            else new Span<uint>((uint*)at, stride).Fill((uint)bits);
        }

        _pointers = GC.AllocateArray<nint>(code.Sum(instruction => instruction.Slots.Length), pinned: true);
        int next = 0;
        foreach (var instruction in code)
        {
            if (instruction.Slots.Length > 0) instruction.P = (byte**)Unsafe.AsPointer(ref _pointers[next]);
            foreach (var slot in instruction.Slots) _pointers[next++] = places[slot];
            instruction.IsPlain = instruction is { Kind: InstructionKind.Straight, Predicate: null };
            instruction.PredicateColumn = instruction.Predicate is { } predicate ? (int*)places[predicate] : null;
        }
    }
}
