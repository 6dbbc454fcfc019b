namespace NumericsCore.CudaEmulator;

/// <summary>One parameter of a kernel: where its bytes lie among those of all parameters.</summary>
public readonly record struct PtxParameter(string Name, int Offset, int Bytes);

/// <summary>An .entry function.</summary>
public sealed class PtxKernel
{
    internal PtxKernel(string name, IReadOnlyList<PtxParameter> parameters, int sharedBytes, SourceText source, Instruction[] code, IReadOnlyList<Slot> slots)
    {
        (Name, Parameters, SharedBytes, Source, Code) = (name, parameters, sharedBytes, source, code);
        Registers = new(code, slots);
    }

    public string Name { get; }

    /// <summary>The parameters in order, each at the offset that its alignment asks for.</summary>
    public IReadOnlyList<PtxParameter> Parameters { get; }

    /// <summary>The bytes from the first parameter's start to the last one's end.</summary>
    public int ParameterBytes => Parameters.Count == 0 ? 0 : Parameters[^1].Offset + Parameters[^1].Bytes;

    /// <summary>The bytes of shared memory that the kernel declares.</summary>
    public int SharedBytes { get; }

    internal SourceText Source { get; }

    internal Instruction[] Code { get; }

    internal RegisterFile Registers { get; }
}
