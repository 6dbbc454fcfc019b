namespace NumericsCore.CudaEmulator;

/// <summary>An operand as it is written.</summary>
internal abstract record Operand;

/// <summary>A register, a special register such as %tid.x, a variable, a label or a function.</summary>
internal sealed record NameOperand(string Name) : Operand
{
    public bool IsRegister => Name[0] == '%';

    /// <summary>A result that nobody wants.</summary>
    public bool IsSink => Name == "_";
}

/// <summary>A predicate that is read the other way round.</summary>
internal sealed record NotOperand(string Name) : Operand;

/// <summary>A constant: its digits as they are written, with the sign.</summary>
internal sealed record NumberOperand(string Text) : Operand;

/// <summary>A place in memory: a register, a variable or nothing, and a number of bytes past it.</summary>
internal sealed record AddressOperand(string? Base, long Offset) : Operand;

/// <summary>Several registers as one operand, in braces.</summary>
internal sealed record VectorOperand(IReadOnlyList<Operand> Elements) : Operand;

/// <summary>Two results, as in d|p.</summary>
internal sealed record PairOperand(Operand First, Operand Second) : Operand;

/// <summary>The arguments or results of a call, in parentheses.</summary>
internal sealed record ListOperand(IReadOnlyList<Operand> Elements) : Operand;
