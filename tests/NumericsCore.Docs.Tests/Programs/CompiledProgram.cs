namespace NumericsCore.Docs.Tests.Programs;

/// <summary>What the compiler made of a program.</summary>
/// <param name="Failure">Its complaints, with page and line; null if it had none.</param>
/// <param name="Assembly">The assembly's bytes.</param>
/// <param name="Symbols">The bytes of its debugging symbols, which map a crash to a line of the page.</param>
internal sealed record CompiledProgram(string? Failure, byte[] Assembly, byte[] Symbols);

/// <summary>What running a program gave.</summary>
/// <param name="Failure">How it failed; null if it ended well.</param>
/// <param name="Outputs">What each of its blocks printed.</param>
internal sealed record ProgramResult(string? Failure, IReadOnlyList<string> Outputs);
