namespace NumericsCore.CudaEmulator;

/// <summary>What stands in the braces of a function.</summary>
internal abstract record BodyItem(int Line);

/// <summary>An instruction with its operands, as written.</summary>
/// <param name="Line">Its line.</param>
/// <param name="Opcode">Its name with all suffixes.</param>
/// <param name="Predicate">The predicate that it is under, without the sign for not; null: none.</param>
/// <param name="Negated">Whether it runs where the predicate is false.</param>
/// <param name="Operands">The operands in order.</param>
internal sealed record Statement(int Line, string Opcode, string? Predicate, bool Negated, IReadOnlyList<Operand> Operands) : BodyItem(Line);

internal sealed record Label(int Line, string Name) : BodyItem(Line);

/// <summary>Registers: one by its name, or <paramref name="Count"/> of them, numbered from 0.</summary>
internal sealed record RegisterDeclaration(int Line, string Name, string Type, int? Count) : BodyItem(Line);

/// <summary>A variable of shared memory, or a parameter: of a function, or one that a call passes.</summary>
internal sealed record VariableDeclaration(int Line, string Space, string Name, int Alignment, int Bytes) : BodyItem(Line);

/// <summary>A block in braces, whose declarations end with it.</summary>
internal sealed record Scope(int Line, IReadOnlyList<BodyItem> Items) : BodyItem(Line);

/// <summary>A function: an .entry, which is a kernel, or a .func, which is called.</summary>
internal sealed record FunctionSource(
    int Line, string Name, bool IsEntry, IReadOnlyList<VariableDeclaration> Results, IReadOnlyList<VariableDeclaration> Parameters, Scope Body);
