namespace NumericsCore.CudaEmulator;

/// <summary>One function while its code is assembled: the kernel itself, or a function at one of its calls.</summary>
/// <param name="function">The function.</param>
/// <param name="prefix">What tells its labels from those of other calls.</param>
internal sealed class Frame(FunctionSource function, string prefix)
{
    private readonly Dictionary<string, (SlotKind Kind, int? Count)> _declared = [];
    private readonly Dictionary<string, Slot> _registers = [];

    public FunctionSource Function => function;

    /// <summary>What calls pass and get, and this function's own parameters, by name.</summary>
    public Dictionary<string, ParameterVariable> Variables { get; } = [];

    /// <summary>The label after the function's last instruction.</summary>
    public string End => prefix + "end";

    public string Label(string name) => prefix + name;

    public void Declare(RegisterDeclaration declaration) =>
        _declared[declaration.Name] = (KindOf(declaration.Type), declaration.Count);

    /// <summary>The slot of a register; null: none of this name is declared.</summary>
    public Slot? Register(string name, SlotTable slots)
    {
        if (_registers.TryGetValue(name, out var known)) return known;
        if (!_declared.TryGetValue(name, out var declared))
        {
            int digits = name.Length;
            while (digits > 0 && char.IsAsciiDigit(name[digits - 1])) digits--;
            if (!_declared.TryGetValue(name[..digits], out declared) || declared.Count is not { } count
                || !int.TryParse(name.AsSpan(digits), out int number) || number >= count) return null;
        }

        var slot = slots.Register(declared.Kind);
        _registers.Add(name, slot);
        return slot;
    }

    private static SlotKind KindOf(string type) => type == ".pred" ? SlotKind.Predicate : type.EndsWith("64", StringComparison.Ordinal) ? SlotKind.Bits64 : SlotKind.Bits32;
}
