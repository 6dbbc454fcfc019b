namespace NumericsCore.CudaEmulator;

/// <summary>One PTX instruction: its name with all suffixes, and what makes the instruction of its operands.</summary>
internal sealed record Opcode(string Name, Func<OperandReader, Instruction> Assemble);
