namespace NumericsCore.CudaEmulator;

/// <summary>A text of PTX, parsed.</summary>
public sealed class PtxModule
{
    private PtxModule(IReadOnlyDictionary<string, PtxKernel> kernels) => Kernels = kernels;

    /// <summary>The .entry functions by name.</summary>
    public IReadOnlyDictionary<string, PtxKernel> Kernels { get; }

    /// <summary>Parses a text of PTX.</summary>
    /// <exception cref="PtxException">Something in it is not known; the message quotes the line.</exception>
    public static PtxModule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var source = new SourceText(text);
        var functions = new Dictionary<string, FunctionSource>();
        foreach (var function in new Parser(source).Functions())
            if (!functions.TryAdd(function.Name, function)) throw source.Refuse(function.Line, $"There are two functions {function.Name}");
        return new(functions.Values.Where(function => function.IsEntry)
            .ToDictionary(entry => entry.Name, entry => KernelAssembler.Assemble(source, functions, entry)));
    }
}
