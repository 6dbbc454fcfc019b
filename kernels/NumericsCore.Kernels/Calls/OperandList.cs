namespace NumericsCore.Kernels;

/// <summary>The operands of a call for messages, by name and number of elements.</summary>
internal sealed class OperandList : OperandVisitor
{
    private readonly List<string> _operands = [];

    public override string ToString() => _operands.Count == 0 ? "no operands" : string.Join(", ", _operands);

    protected override void Visit(ref OperandSlice slice, int elementSize, nint needed, string name, OperandUse use) =>
        _operands.Add(FormattableString.Invariant($"{name}[{slice.Length}]"));
}
