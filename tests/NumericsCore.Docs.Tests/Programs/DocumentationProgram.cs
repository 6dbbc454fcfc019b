namespace NumericsCore.Docs.Tests.Programs;

/// <summary>
/// The blocks of a page that make one program. It is compiled and run once, when the first of its blocks is checked.
/// </summary>
internal sealed class DocumentationProgram
{
    private readonly IReadOnlyList<ProgramBlock> _blocks;
    private readonly Lazy<ProgramResult> _result;

    /// <summary>A program of these blocks, in order; blocks may be added until it is first run.</summary>
    public DocumentationProgram(IReadOnlyList<ProgramBlock> blocks)
    {
        _blocks = blocks;
        _result = new Lazy<ProgramResult>(Run);
    }

    /// <summary>What is wrong with the program or with the output of its block <paramref name="index"/>; null if nothing is.</summary>
    public string? Failure(int index)
    {
        ProgramBlock block = _blocks[index];
        ProgramResult result = _result.Value;
        if (result.Failure is not null)
        {
            return $"{block.Name}: {result.Failure}";
        }

        if (block.ExpectedOutput is null)
        {
            return null;
        }

        string? difference = OutputPattern.Difference(block.ExpectedOutput, result.Outputs[index]);
        return difference is null ? null : $"{block.Page}:{block.ExpectedLine}: {difference}";
    }

    private ProgramResult Run()
    {
        ProgramBlock[] running = [.. _blocks.TakeWhile(block => block.Runs)];
        CompiledProgram compiled = ProgramCompiler.Compile(_blocks);
        if (compiled.Failure is not null || running.Length == 0)
        {
            return new ProgramResult(compiled.Failure, []);
        }

        // Blocks that only compile stand at the end: without them the rest is a program of its own.
        return ProgramRunner.Run(running.Length == _blocks.Count ? compiled : ProgramCompiler.Compile(running));
    }
}
